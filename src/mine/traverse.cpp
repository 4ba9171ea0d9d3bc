// SPDX-License-Identifier: MIT
#include "mine/traverse.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/error.hpp"

namespace minemap {
namespace {

constexpr double radian = std::numbers::pi / 180;
constexpr double contradiction_m = 0.01; // a coordinate and a leg that differ by less say the same

void lay_out(const MinefieldRecord& record, Traverse& result) {
    for (const RecordPoint& point : record.points) {
        if (!point.leg) {
            if (!point.place) {
                fail(Errc::usage, "point '{}' has neither a coordinate nor a bearing with a distance",
                     point.id);
            }
            result.raw.push_back(*point.place);
            continue;
        }
        const PlanePoint measured =
            result.raw.at(point.leg->from) +
            along(grid_bearing_deg(point.leg->bearing, result.north), point.leg->horizontal_m());
        const double apart = point.place ? length_m(measured - *point.place) : 0;
        if (apart > contradiction_m) {
            result.notes.push_back(fmt::format("The coordinate of point '{}' lies {:.2f} m from where its "
                                               "leg leads; the coordinate was used.",
                                               point.id, apart));
        }
        result.raw.push_back(point.place.value_or(measured));
    }
}

// The start point first, then the others in the order of measuring.
std::vector<std::size_t> ring_of(const MinefieldRecord& record) {
    std::vector<std::size_t> ring;
    std::size_t starts = 0;
    for (std::size_t i = 0; i < record.points.size(); ++i) {
        if (is_ring_point(record.points[i].type)) {
            const bool start = record.points[i].type == PointType::start;
            if (start && (++starts > 1 || !ring.empty())) {
                fail(Errc::usage, "the start point '{}' is not the first corner of the perimeter",
                     record.points[i].id);
            }
            ring.push_back(i);
        }
    }
    return ring;
}

// From the closing leg back along the from-points to the start; empty when they lead elsewhere.
std::vector<RingLeg> loop_of(const MinefieldRecord& record, std::size_t closing, std::size_t start,
                             const NorthCorrection& north) {
    std::vector<RingLeg> loop;
    for (std::size_t at = closing; at != start;) {
        const RecordPoint& point = record.points[at];
        if (!point.leg || point.place) {
            return {};
        }
        loop.push_back({at, grid_bearing_deg(point.leg->bearing, north), point.leg->horizontal_m()});
        at = point.leg->from;
    }
    std::reverse(loop.begin(), loop.end());
    return loop;
}

void balance(const MinefieldRecord& record, const Misclosure& misclosure, Traverse& result) {
    const PlanePoint gap{misclosure.east_m, misclosure.north_m};
    std::vector<PlanePoint> shift(record.points.size());
    std::vector<bool> in_loop(record.points.size());
    double so_far_m = 0;
    for (const RingLeg& leg : result.loop) {
        so_far_m += leg.horizontal_m;
        shift[leg.to] = gap * (-so_far_m / misclosure.perimeter_m);
        in_loop[leg.to] = true;
    }
    for (std::size_t i = 0; i < record.points.size(); ++i) {
        const RecordPoint& point = record.points[i];
        if (!in_loop[i] && point.leg && !point.place) {
            shift[i] = shift[point.leg->from];
        }
        result.balanced[i] = result.raw[i] + shift[i];
    }
}

void close(const MinefieldRecord& record, const ClosureTolerance& tolerance, Traverse& result) {
    const auto closing =
        std::find_if(record.points.begin(), record.points.end(),
                     [](const RecordPoint& point) { return point.type == PointType::closing; });
    if (closing == record.points.end()) {
        result.notes.emplace_back(
            "No leg leads back to the start, so how well the ring closes is not known.");
        return;
    }
    const auto last = static_cast<std::size_t>(closing - record.points.begin());
    const std::size_t start = result.ring.front();
    result.loop = loop_of(record, last, start, result.north);
    if (result.loop.empty()) {
        result.notes.push_back(fmt::format(
            "The legs that lead to the closing point '{}' do not begin at the start, so how well the "
            "ring closes is not known.",
            closing->id));
        return;
    }
    Misclosure misclosure;
    const PlanePoint gap = result.raw[last] - result.raw[start];
    misclosure.east_m = gap.e;
    misclosure.north_m = gap.n;
    for (const RingLeg& leg : result.loop) {
        misclosure.perimeter_m += leg.horizontal_m;
    }
    balance(record, misclosure, result);
    result.adjusted = tolerance.holds(misclosure);
    result.misclosure = misclosure;
}

} // namespace

double grid_bearing_deg(const Bearing& bearing, const NorthCorrection& correction) {
    switch (bearing.north) {
    case North::grid:
        return bearing.deg;
    case North::true_north:
        return degrees_0_to_360(bearing.deg - correction.convergence_deg);
    case North::magnetic:
        break;
    }
    if (!correction.declination_deg) {
        fail(Errc::usage,
             "its bearings are magnetic, and neither the declination nor the date of laying is given");
    }
    return degrees_0_to_360(bearing.deg + *correction.declination_deg - correction.convergence_deg);
}

PlanePoint along(double grid_deg, double distance_m) noexcept {
    return {distance_m * std::sin(grid_deg * radian), distance_m * std::cos(grid_deg * radian)};
}

double Misclosure::length_m() const noexcept { return std::hypot(north_m, east_m); }

double Misclosure::direction_deg() const noexcept {
    return degrees_0_to_360(std::atan2(east_m, north_m) / radian);
}

double Misclosure::ratio() const noexcept {
    const double length = length_m();
    return length > 0 ? perimeter_m / length : std::numeric_limits<double>::infinity();
}

double Misclosure::percent() const noexcept { return perimeter_m > 0 ? 100 * length_m() / perimeter_m : 0; }

bool ClosureTolerance::holds(const Misclosure& misclosure) const noexcept {
    return misclosure.length_m() <= m && misclosure.percent() <= percent;
}

Traverse traverse(const MinefieldRecord& record, const NorthCorrection& correction,
                  const ClosureTolerance& tolerance) {
    constexpr std::size_t fewest_corners = 3;
    Traverse result;
    result.north = correction;
    lay_out(record, result);
    result.balanced = result.raw;
    result.ring = ring_of(record);
    const bool by_rows =
        std::any_of(record.points.begin(), record.points.end(),
                    [](const RecordPoint& point) { return point.type == PointType::row_left; });
    if (result.ring.size() < fewest_corners && !(result.ring.empty() && by_rows)) {
        fail(Errc::usage, "its perimeter has {} corner{}, but a ring needs three", result.ring.size(),
             result.ring.size() == 1 ? "" : "s");
    }
    if (!result.ring.empty()) {
        close(record, tolerance, result);
    }
    return result;
}

} // namespace minemap
