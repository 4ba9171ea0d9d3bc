// SPDX-License-Identifier: MIT
#include "mine/record_rows.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/error.hpp"
#include "mine/record_cells.hpp"
#include "mine/record_places.hpp"

namespace minemap {
namespace {

using enum RecordColumn;

// A leg's from-point may be stated by a name that comes later, so names are looked up when all are known.
void find_from_points(MinefieldRecord& record, const std::vector<RecordRow>& rows) {
    std::unordered_map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < record.points.size(); ++i) {
        const RecordPoint& point = record.points[i];
        const auto [entry, added] = index.try_emplace(point.id, i);
        const bool closes = point.type == PointType::closing && !added &&
                            record.points[entry->second].type == PointType::start;
        if (!added && !closes) {
            fail(Errc::usage, "lines {} and {} both name a point '{}'", rows[entry->second].line,
                 rows[i].line, point.id);
        }
    }
    for (std::size_t i = 0; i < record.points.size(); ++i) {
        RecordPoint& point = record.points[i];
        if (!point.leg) {
            continue;
        }
        if (point.entered.from_point.empty()) {
            if (i == 0) {
                fail(Errc::usage,
                     "it has no reference point: '{}' has no coordinate, and no point comes before it",
                     point.id);
            }
            point.leg->from = i - 1;
            continue;
        }
        const auto found = index.find(point.entered.from_point);
        if (found == index.end()) {
            fail(Errc::usage, "line {}: the point '{}' that '{}' is measured from does not exist",
                 rows[i].line, point.entered.from_point, point.id);
        }
        if (found->second < i) {
            point.leg->from = found->second;
            continue;
        }
        std::size_t at = found->second;
        for (std::size_t steps = 0; steps < record.points.size() && at != i && record.points[at].leg;
             ++steps) {
            const auto next = index.find(record.points[at].entered.from_point);
            at = next == index.end() ? at - 1 : next->second; // none: the row above
        }
        if (at == i) {
            fail(Errc::usage, "line {}: the points that '{}' is measured from lead in a circle", rows[i].line,
                 point.id);
        }
        fail(Errc::usage, "line {}: the point '{}' that '{}' is measured from comes later, in line {}",
             rows[i].line, point.entered.from_point, point.id, rows[found->second].line);
    }
}

} // namespace

struct RecordParser::State {
    explicit State(RecordDefaults said) : defaults(std::move(said)), places(defaults.crs) {}

    RecordDefaults defaults;
    RecordPlaces places;

    AngleUnit unit_of(const RecordCells& cells, const MinefieldRecord& record, bool& assumed) const {
        const std::string text = cells.text(bearing_unit);
        if (!text.empty()) {
            const auto unit = angle_unit(text);
            if (!unit) {
                fail(Errc::usage,
                     "line {}: the unit '{}' is none of deg, dms, mil6000 (Soviet), mil6400 (NATO), gon",
                     cells.line(), text);
            }
            return *unit;
        }
        if (defaults.unit) {
            return *defaults.unit;
        }
        const std::string value = cells.text(bearing);
        if (must_ask_unit(value)) {
            const auto number = read_decimal(value);
            fail(Errc::crs,
                 "Record '{}', line {}: the bearing {} has no unit{}. Say which it is with --bearing-unit, "
                 "or add "
                 "a column bearing_unit with mil6000 (Soviet), mil6400 (NATO) or gon.",
                 record.id, cells.line(), value,
                 number ? fmt::format(
                              " and is no number of degrees: of 6,000 Soviet mils it would be {:.4g}°, of "
                              "6,400 NATO mils {:.4g}°",
                              *number * 360 / 6'000, *number * 360 / 6'400)
                        : std::string());
        }
        assumed = true;
        return AngleUnit::degrees;
    }

    North north_of(const RecordCells& cells, const MinefieldRecord& record) const {
        const std::string text = cells.text(bearing_north);
        if (!text.empty()) {
            const auto read = minemap::north(text);
            if (!read) {
                fail(Errc::usage, "line {}: the north '{}' is none of magnetic, grid, true", cells.line(),
                     text);
            }
            return *read;
        }
        if (!defaults.north) {
            fail(Errc::crs,
                 "Record '{}', line {}: nothing says from which north its bearing counts, and near the "
                 "Caucasus "
                 "magnetic and grid north are some degrees apart. Say it with --bearing-north, or add a "
                 "column "
                 "bearing_north with magnetic, grid or true.",
                 record.id, cells.line());
        }
        return *defaults.north;
    }

    Leg leg_of(const RecordCells& cells, const MinefieldRecord& record, bool& assumed) const {
        Leg leg;
        leg.bearing.unit = unit_of(cells, record, assumed);
        leg.bearing.north = north_of(cells, record);
        try {
            leg.bearing.deg = read_bearing(cells.text(bearing), leg.bearing.unit);
        } catch (const Error& error) {
            fail(Errc::usage, "line {}: {}", cells.line(), error.what());
        }
        const auto distance = cells.number(distance_m);
        if (!distance) {
            fail(Errc::usage, "line {}: a bearing without a distance", cells.line());
        }
        if (!(*distance > 0)) {
            fail(Errc::usage, "line {}: the distance {} is not above 0", cells.line(),
                 cells.text(distance_m));
        }
        leg.distance_m = *distance;
        leg.slope_deg = cells.number(slope_deg).value_or(0);
        if (!(std::abs(leg.slope_deg) < 90)) {
            fail(Errc::usage, "line {}: a slope of {} degrees", cells.line(), cells.text(slope_deg));
        }
        return leg;
    }

    RecordPoint point_of(const RecordCells& cells, MinefieldRecord& record, bool& assumed) {
        RecordPoint point;
        point.row = cells.row();
        point.id = cells.text(point_id);
        if (point.id.empty()) {
            fail(Errc::usage, "line {}: the point has no name (point_id)", cells.line());
        }
        const auto type = read_point_type(cells.text(point_type));
        if (!type) {
            fail(Errc::usage, "line {}: the type '{}' of point '{}' is not known; docs/records.md lists them",
                 cells.line(), cells.text(point_type), point.id);
        }
        point.type = *type;
        point.entered = cells.as_entered();
        point.remarks = cells.text(remarks);
        point.others = cells.others();
        if (!cells.text(bearing).empty()) {
            point.leg = leg_of(cells, record, assumed);
        } else if (cells.number(distance_m)) {
            fail(Errc::usage, "line {}: a distance without a bearing", cells.line());
        }
        if (!point.entered.coordinate.empty()) {
            point.place = places.place(point.entered, record, cells.line());
        }
        return point;
    }
};

RecordParser::RecordParser(RecordDefaults defaults) : state_(std::make_unique<State>(std::move(defaults))) {}
RecordParser::~RecordParser() = default;
RecordParser::RecordParser(RecordParser&&) noexcept = default;

MinefieldRecord RecordParser::parse(const std::vector<RecordRow>& rows, const RecordColumns& columns) {
    MinefieldRecord record;
    record.row = rows.front().number;
    record.id = RecordCells(rows.front(), columns, state_->defaults.decimal_comma).text(record_id);
    if (record.id.empty()) {
        fail(Errc::usage, "line {}: the record has no name (record_id)", rows.front().line);
    }
    bool assumed = false;
    for (const RecordRow& row : rows) {
        const RecordCells cells(row, columns, state_->defaults.decimal_comma);
        RecordPoint point = state_->point_of(cells, record, assumed);
        take_statements(record, point, cells);
        record.points.push_back(std::move(point));
    }
    find_from_points(record, rows);
    if (!record.crs.known()) {
        fail(Errc::usage, "it has no reference point: none of its points has a coordinate");
    }
    if (assumed) {
        record.notes.emplace_back("Its bearings have no unit and were read as degrees.");
    }
    return record;
}

} // namespace minemap
