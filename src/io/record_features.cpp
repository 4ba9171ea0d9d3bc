// SPDX-License-Identifier: MIT
#include "io/record_features.hpp"

#include <algorithm>
#include <cmath>

#include "mine/fold.hpp"
#include "mine/hazard.hpp"
#include "mine/record_detail.hpp"

namespace minemap {
namespace {

using enum FieldType;

struct Named {
    const char* name;
    FieldType type;
};

constexpr Named area_fields[] = {
    {"id", string},
    {"class", string},
    {"evidence", string},
    {"reliability", string},
    {"device", string},
    {"mines", integer},
    {"laid", string},
    {"source", string},
    {"accuracy_m", real},
    {"accuracy_parts", string},
    {"ring", string},
    {"perimeter_m", real},
    {"misclosure_m", real},
    {"misclosure_percent", real},
    {"suggestion", string},
    {"declination_deg", real},
    {"declination_from", string},
    {"convergence_deg", real},
    {"map_scale", string},
    {"map_sheet", string},
    {"as_entered", string},
    {"remarks", string},
};
constexpr Named ring_fields[] = {
    {record_id_field, string},   {record_part_field, string}, {"ring", string},
    {"drawn", boolean},          {"perimeter_m", real},       {"misclosure_m", real},
    {"misclosure_percent", real}};
constexpr Named leg_fields[] = {
    {record_id_field, string}, {record_part_field, string}, {"from_point", string},    {"to_point", string},
    {"bearing", string},       {"bearing_unit", string},    {"bearing_north", string}, {"distance_m", string},
    {"slope_deg", string},     {"grid_bearing_deg", real},  {"horizontal_m", real}};
constexpr Named point_fields[] = {
    {record_id_field, string},  {record_part_field, string}, {"point_id", string},  {"point_type", string},
    {"position", string},       {"from_point", string},      {"bearing", string},   {"bearing_unit", string},
    {"bearing_north", string},  {"distance_m", string},      {"slope_deg", string}, {"coordinate", string},
    {"coordinate_crs", string}, {"accuracy_m", real},        {"remarks", string}};
constexpr Named mine_fields[] = {
    {record_id_field, string}, {record_part_field, string}, {"row", integer},    {"number", integer},
    {"position", string},      {"mine_type", string},       {"accuracy_m", real}};

template <std::size_t n>
Schema schema_of(const Named (&fields)[n]) {
    Schema schema;
    for (const Named& field : fields) {
        schema.fields.push_back({field.name, field.type});
    }
    return schema;
}

// Pushes values into the columns of a batch, one after another.
class Row {
public:
    explicit Row(Batch& batch) : batch_(batch) {}

    Row& operator<<(std::string_view text) {
        Column& column = next();
        text.empty() ? column.push_null() : column.push(text);
        return *this;
    }
    Row& operator<<(const char* text) { return *this << std::string_view(text); }
    Row& operator<<(std::optional<double> value) {
        Column& column = next();
        value&& std::isfinite(*value) ? column.push(*value) : column.push_null();
        return *this;
    }
    Row& operator<<(bool value) {
        next().push(value);
        return *this;
    }
    Row& operator<<(std::optional<std::int64_t> value) {
        Column& column = next();
        value ? column.push(*value) : column.push_null();
        return *this;
    }

private:
    Column& next() { return batch_.columns.at(at_++); }
    Batch& batch_;
    std::size_t at_ = 0;
};

void add_line(Shapes& shapes, const std::vector<PlanePoint>& places) {
    shapes.open_feature(Kind::line);
    shapes.open_part(Kind::line);
    shapes.open_ring();
    for (const PlanePoint& place : places) {
        shapes.add_vertex(place.e, place.n);
    }
}

void add_point(Shapes& shapes, PlanePoint place) {
    shapes.open_feature(Kind::point);
    shapes.open_part(Kind::point);
    shapes.open_ring();
    shapes.add_vertex(place.e, place.n);
}

void add_area(Shapes& shapes, const std::vector<PlanePoint>& corners) {
    shapes.open_feature(Kind::polygon);
    shapes.open_part(Kind::polygon);
    shapes.open_ring();
    for (const PlanePoint& corner : corners) {
        shapes.add_vertex(corner.e, corner.n);
    }
    shapes.add_vertex(corners.front().e, corners.front().n);
}

const char* ring_kind(const LaidRecord& laid) {
    return laid.traverse.ring.empty() ? "around the rows"
           : laid.traverse.adjusted   ? "adjusted"
                                      : "as measured";
}

std::optional<double> misclosure_m(const Traverse& traverse) {
    return traverse.misclosure ? std::optional(traverse.misclosure->length_m()) : std::nullopt;
}
std::optional<double> misclosure_percent(const Traverse& traverse) {
    return traverse.misclosure ? std::optional(traverse.misclosure->percent()) : std::nullopt;
}
std::optional<double> perimeter_m(const Traverse& traverse) {
    return traverse.misclosure ? std::optional(traverse.misclosure->perimeter_m) : std::nullopt;
}

void append_area(Batch& batch, const RecordToWrite& write, const std::string& class_text) {
    const MinefieldRecord& record = write.laid.record;
    const Traverse& traverse = write.laid.traverse;
    add_area(batch.shapes, write.laid.area);
    const std::string suggestion = write.suggestions.empty()
                                       ? std::string()
                                       : fmt::format("{} leaves {:.3f} m", write.suggestions.front().what,
                                                     write.suggestions.front().misclosure_m);
    const bool reliable = same_word(record.reliability, "high");
    Row row(batch);
    row << record.id << (class_text.empty() ? name(HazardClass::suspected) : std::string_view(class_text))
        << (reliable ? "direct" : "indirect")
        << (record.reliability.empty() ? std::string_view("low") : std::string_view(record.reliability))
        << record.mine_type
        << (record.mines ? std::optional(static_cast<std::int64_t>(*record.mines)) : std::nullopt)
        << record.laid_text << "minefield record" << write.accuracy_m << describe(write.parts)
        << ring_kind(write.laid) << perimeter_m(traverse) << misclosure_m(traverse)
        << misclosure_percent(traverse) << suggestion << traverse.north.declination_deg
        << write.laid.declination_from << std::optional(traverse.north.convergence_deg)
        << record.map_scale_text << record.map_sheet << as_entered(record) << record.remarks;
}

void append_ring(Batch& batch, const LaidRecord& laid, std::size_t index) {
    const Traverse& traverse = laid.traverse;
    const bool as_measured = index == 0;
    const std::vector<PlanePoint>& places = as_measured ? traverse.raw : traverse.balanced;
    std::vector<PlanePoint> line;
    for (const std::size_t corner : traverse.ring) {
        line.push_back(places[corner]);
    }
    line.push_back(traverse.loop.empty() ? places[traverse.ring.front()] : places[traverse.loop.back().to]);
    add_line(batch.shapes, line);
    Row(batch) << laid.record.id << "ring" << (as_measured ? "as measured" : "adjusted")
               << (as_measured != traverse.adjusted) << perimeter_m(traverse) << misclosure_m(traverse)
               << misclosure_percent(traverse);
}

// Legs begin and end where the points were measured, so that their bearings and lengths are the record's.
void append_leg(Batch& batch, const LaidRecord& laid, std::size_t index) {
    std::size_t to = 0;
    for (std::size_t seen = 0;; ++to) {
        if (laid.record.points[to].leg && seen++ == index) {
            break;
        }
    }
    const RecordPoint& point = laid.record.points[to];
    const double grid_deg = grid_bearing_deg(point.leg->bearing, laid.traverse.north);
    const PlanePoint from = laid.traverse.raw[point.leg->from];
    add_line(batch.shapes, {from, from + along(grid_deg, point.leg->horizontal_m())});
    Row(batch) << laid.record.id << "leg" << laid.record.points[point.leg->from].id << point.id
               << point.entered.bearing << point.entered.bearing_unit << point.entered.bearing_north
               << point.entered.distance << point.entered.slope << std::optional(grid_deg)
               << std::optional(point.leg->horizontal_m());
}

void append_point(Batch& batch, const RecordToWrite& write, std::size_t index) {
    const RecordPoint& point = write.laid.record.points[index];
    const AsEntered& entered = point.entered;
    add_point(batch.shapes, write.laid.traverse.places()[index]);
    Row(batch) << write.laid.record.id << "point" << point.id << name(point.type)
               << (point.place                    ? "coordinate"
                   : write.laid.traverse.adjusted ? "measured, adjusted"
                                                  : "measured")
               << entered.from_point << entered.bearing << entered.bearing_unit << entered.bearing_north
               << entered.distance << entered.slope << entered.coordinate << entered.coordinate_crs
               << write.accuracy_m << point.remarks;
}

void append_mine(Batch& batch, const RecordToWrite& write, std::size_t index) {
    for (const MineRows& rows : write.laid.rows) {
        for (std::size_t row = 0; row < rows.mines_in_row.size(); ++row) {
            const auto here = static_cast<std::size_t>(rows.mines_in_row[row]);
            if (index < here) {
                const int row_number = static_cast<int>(row) + 1, number = static_cast<int>(index) + 1;
                add_point(batch.shapes, place_of(rows, row_number, number));
                Row(batch) << write.laid.record.id << "expected mine"
                           << std::optional<std::int64_t>(row_number) << std::optional<std::int64_t>(number)
                           << "expected" << rows.laying.mine_type << write.accuracy_m;
                return;
            }
            index -= here;
        }
    }
}

} // namespace

RecordFeatures::RecordFeatures(const std::vector<std::string>& others) :
    schemas_{schema_of(area_fields), schema_of(ring_fields), schema_of(leg_fields), schema_of(point_fields),
             schema_of(mine_fields)},
    others_(others.size()) {
    Schema extra;
    for (const std::string& other : others) {
        extra.fields.push_back({other, string});
    }
    class_column_ = find_hazard_fields(extra)[HazardColumn::hazard_class];
    for (const RecordPart part : {RecordPart::areas, RecordPart::points}) {
        Schema& schema = schemas_[static_cast<std::size_t>(part)];
        for (const std::string& other : others) {
            std::string free = other;
            for (int n = 2; std::any_of(schema.fields.begin(), schema.fields.end(),
                                        [&](const Field& field) { return same_word(field.name, free); });
                 ++n) {
                free = fmt::format("{}_{}", other, n);
            }
            schema.fields.push_back({std::move(free), string});
        }
    }
}

std::string_view RecordFeatures::layer_name(RecordPart part) noexcept {
    constexpr std::array<std::string_view, record_part_count> names = {"areas", "rings", "legs", "points",
                                                                       "expected_mines"};
    return names[static_cast<std::size_t>(part)];
}

Kind RecordFeatures::kind(RecordPart part) noexcept {
    constexpr std::array<Kind, record_part_count> kinds = {Kind::polygon, Kind::line, Kind::line, Kind::point,
                                                           Kind::point};
    return kinds[static_cast<std::size_t>(part)];
}

void RecordFeatures::append(Batch& batch, RecordPart part, const RecordToWrite& write, std::size_t index,
                            std::int64_t number) const {
    batch.record.push_back(number);
    const std::vector<RecordPoint>& points = write.laid.record.points;
    switch (part) {
    case RecordPart::areas:
        append_area(batch, write, class_column_ ? points.front().others[*class_column_] : std::string());
        break;
    case RecordPart::rings:
        append_ring(batch, write.laid, index);
        break;
    case RecordPart::legs:
        append_leg(batch, write.laid, index);
        break;
    case RecordPart::points:
        append_point(batch, write, index);
        break;
    case RecordPart::mines:
        append_mine(batch, write, index);
        break;
    }
    if (part != RecordPart::areas && part != RecordPart::points) {
        return;
    }
    const std::size_t first = batch.columns.size() - others_;
    for (std::size_t i = 0; i < others_; ++i) {
        const std::string& text = points[part == RecordPart::areas ? 0 : index].others[i];
        text.empty() ? batch.columns[first + i].push_null() : batch.columns[first + i].push(text);
    }
}

std::string describe(const std::vector<AccuracyPart>& parts) {
    std::string text;
    for (const AccuracyPart& part : parts) {
        text += (text.empty() ? "" : "; ") + part.part +
                (part.m ? fmt::format(" {:.1f}", *part.m) : std::string(" unknown"));
    }
    return text;
}

std::string as_entered(const MinefieldRecord& record) {
    std::string all;
    for (const RecordPoint& point : record.points) {
        const AsEntered& entered = point.entered;
        all += (all.empty() ? "" : "; ") + point.id + " " + std::string(name(point.type));
        const auto add = [&](const char* before, const std::string& text, const char* after) {
            all += text.empty() ? std::string() : before + text + after;
        };
        add(" from ", entered.from_point, "");
        add(" ", entered.coordinate, "");
        add(" ", entered.coordinate_crs, "");
        add(" ", entered.bearing, "");
        add(" ", entered.bearing_unit, "");
        add(" ", entered.bearing_north, "");
        add(" ", entered.distance, " m");
        add(" slope ", entered.slope, "");
    }
    return all;
}

} // namespace minemap
