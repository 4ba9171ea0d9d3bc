// SPDX-License-Identifier: MIT
#include "mine/mine_rows.hpp"

#include <cmath>
#include <numeric>

#include "base/error.hpp"

namespace minemap {
namespace {

// The share of a step by which this row is shifted: the even ones are.
double shift_of(const RowLaying& laying, int row) noexcept { return row % 2 == 0 ? laying.stagger : 0; }

struct Directions {
    PlanePoint ahead, right; // of length 1
};
Directions directions(const MineRows& rows) {
    const PlanePoint baseline = rows.last - rows.first;
    const PlanePoint ahead = baseline * (1 / length_m(baseline));
    return {ahead, {ahead.n, -ahead.e}};
}

void check(const MineRows& rows, const RecordPoint& from) {
    constexpr int most_rows = 1'000;
    constexpr double most_mines = 100'000;
    const RowLaying& laying = rows.laying;
    const double length = length_m(rows.last - rows.first);
    if (!(laying.step_m > 0)) {
        fail(Errc::usage, "the rows from '{}' have no step from mine to mine (step_m)", from.id);
    }
    if (laying.rows < 1 || laying.rows > most_rows) {
        fail(Errc::usage, "the rows from '{}' are {}, but it must be 1 to {}", from.id, laying.rows,
             most_rows);
    }
    if (laying.rows > 1 && laying.spacing_m == 0) {
        fail(Errc::usage, "the rows from '{}' have no spacing (row_spacing_m)", from.id);
    }
    if (!(length > 0)) {
        fail(Errc::usage, "the baseline of the rows from '{}' has no length", from.id);
    }
    if (laying.rows * (length / laying.step_m + 1) > most_mines) {
        fail(Errc::usage, "the rows from '{}' would hold more than {:g} mines; check step_m", from.id,
             most_mines);
    }
}

void add(std::vector<MineRows>& all, const MinefieldRecord& record, const Traverse& traverse,
         std::size_t from, std::size_t to, const RowLaying& laying) {
    MineRows rows{from, to, laying, traverse.places()[from], traverse.places()[to], {}};
    if (rows.laying.mine_type.empty()) {
        rows.laying.mine_type = record.mine_type;
    }
    check(rows, record.points[from]);
    const double length = length_m(rows.last - rows.first);
    // A mine on the last end counts, though its place is a rounding error beyond it.
    constexpr double rounding = 1e-9;
    for (int row = 1; row <= laying.rows; ++row) {
        const double room = length - shift_of(laying, row) * laying.step_m;
        rows.mines_in_row.push_back(
            room < 0 ? 0 : static_cast<int>(std::floor(room / laying.step_m + rounding)) + 1);
    }
    all.push_back(std::move(rows));
}

} // namespace

long MineRows::mines() const noexcept {
    return std::accumulate(mines_in_row.begin(), mines_in_row.end(), 0L);
}

std::vector<MineRows> mine_rows(const MinefieldRecord& record, const Traverse& traverse) {
    std::vector<MineRows> all;
    std::optional<std::size_t> left;
    for (std::size_t i = 0; i < record.points.size(); ++i) {
        const RecordPoint& point = record.points[i];
        const bool is_left = point.type == PointType::row_left, is_right = point.type == PointType::row_right;
        if ((is_left && left) || (is_right && !left)) {
            fail(Errc::usage,
                 "the flank '{}' of a row has no partner; a row-left is followed by its row-right", point.id);
        }
        if (is_left) {
            left = i;
        } else if (is_right) {
            const RecordPoint& begin = record.points[*left];
            add(all, record, traverse, *left, i,
                begin.rows    ? *begin.rows
                : record.rows ? *record.rows
                              : RowLaying{});
            left.reset();
        }
    }
    if (left) {
        fail(Errc::usage, "the flank '{}' of a row has no partner; a row-left is followed by its row-right",
             record.points[*left].id);
    }
    if (!all.empty()) {
        return all;
    }
    const std::vector<std::size_t>& ring = traverse.ring;
    for (std::size_t k = 0; k < ring.size(); ++k) {
        if (const auto& stated = record.points[ring[k]].rows) {
            add(all, record, traverse, ring[k], ring[(k + 1) % ring.size()], *stated);
        }
    }
    if (all.empty() && record.rows && ring.size() > 1) {
        add(all, record, traverse, ring[0], ring[1], *record.rows);
    }
    return all;
}

PlanePoint place_of(const MineRows& rows, int row, int number) {
    const Directions to = directions(rows);
    const double ahead_m = (number - 1 + shift_of(rows.laying, row)) * rows.laying.step_m;
    return rows.first + to.ahead * ahead_m + to.right * ((row - 1) * rows.laying.spacing_m);
}

std::vector<PlanePoint> outline(const MineRows& rows) {
    const Directions to = directions(rows);
    const double spacing = rows.laying.spacing_m;
    const double margin = std::abs(rows.laying.rows > 1 ? spacing : rows.laying.step_m) / 2;
    const double depth = (rows.laying.rows - 1) * spacing;
    const double near = std::min(0.0, depth) - margin, far = std::max(0.0, depth) + margin;
    const PlanePoint back = rows.first - to.ahead * margin, front = rows.last + to.ahead * margin;
    return {back + to.right * near, front + to.right * near, front + to.right * far, back + to.right * far};
}

} // namespace minemap
