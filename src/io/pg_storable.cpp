// SPDX-License-Identifier: MIT
#include "io/pg_storable.hpp"

#include <algorithm>
#include <cmath>

#include "io/ogr_geometry.hpp"
#include "io/pg_values.hpp"

namespace minemap {
namespace {

bool is_open(const Shapes& shapes, std::size_t ring) {
    const std::span<const double> xy = shapes.ring_xy(ring);
    return xy.size() > 2 && (xy[0] != xy[xy.size() - 2] || xy[1] != xy[xy.size() - 1]);
}

bool has_open_ring(const Shapes& shapes) {
    for (std::size_t p = 0; p < shapes.kind_of_part.size(); ++p) {
        const auto rings = shapes.rings_of(p);
        for (std::uint32_t r = rings.first; r < rings.last; ++r) {
            if (shapes.kind_of_part[p] == Kind::polygon && is_open(shapes, r)) {
                return true;
            }
        }
    }
    return false;
}

void copy_vertex(Shapes& to, const Shapes& from, std::uint32_t v) {
    const double none = std::nan("");
    const double x = from.xy[2 * std::size_t{v}], y = from.xy[2 * std::size_t{v} + 1];
    if (from.has_z() || from.has_m()) {
        to.add_vertex(x, y, from.has_z() ? from.z[v] : none, from.has_m() ? from.m[v] : none);
    } else {
        to.add_vertex(x, y);
    }
}

Shapes closed(const Shapes& shapes) {
    Shapes result;
    for (std::size_t f = 0; f < shapes.size(); ++f) {
        result.open_feature(shapes.kind[f]);
        const auto parts = shapes.parts_of(f);
        for (std::uint32_t p = parts.first; p < parts.last; ++p) {
            result.open_part(shapes.kind_of_part[p]);
            const auto rings = shapes.rings_of(p);
            for (std::uint32_t r = rings.first; r < rings.last; ++r) {
                result.open_ring();
                const auto vertices = shapes.vertices_of_ring(r);
                for (std::uint32_t v = vertices.first; v < vertices.last; ++v) {
                    copy_vertex(result, shapes, v);
                }
                if (shapes.kind_of_part[p] == Kind::polygon && is_open(shapes, r)) {
                    copy_vertex(result, shapes, vertices.first);
                }
            }
        }
    }
    return result;
}

std::string without_zone(std::string_view datetime) {
    constexpr std::size_t behind_date = 10;
    return std::string(datetime.substr(0, datetime.find_first_of("Z+-", behind_date)));
}

// The text that the server takes; none = no value.
std::optional<std::string> taken(const Field& field, std::string_view text, bool keeps_zone,
                                 const LoseOne& lose) {
    if (const char* why = no_pg_value(field, text)) {
        lose("value", field.name, why);
        if (field.type != FieldType::string && field.type != FieldType::list) {
            return std::nullopt;
        }
        std::string rest(text);
        rest.erase(std::remove(rest.begin(), rest.end(), '\0'), rest.end());
        return rest;
    }
    if (field.type == FieldType::datetime && !keeps_zone && has_time_zone(text)) {
        lose("value", field.name, "the time zone is left out: the table's column has none");
        return without_zone(text);
    }
    return std::string(text);
}

bool needs_change(const Field& field, const Column& column, bool keeps_zone) {
    if (!std::holds_alternative<Text>(column.values)) {
        return false;
    }
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (!column.is_null(i) &&
            (no_pg_value(field, column.text(i)) != nullptr ||
             (field.type == FieldType::datetime && !keeps_zone && has_time_zone(column.text(i))))) {
            return true;
        }
    }
    return false;
}

void drop_heights(Shapes& shapes, const PgRoom& room, const LoseOne& lose) {
    for (std::size_t f = 0; f < shapes.size(); ++f) {
        if (!room.keeps_z && has_nonzero_z(shapes, f)) {
            lose("z", "", "the table's column of geometry has no heights");
        }
        if (!room.keeps_m && has_nonzero_m(shapes, f)) {
            lose("z", "M", "the table's column of geometry has no measures");
        }
    }
    if (!room.keeps_z) {
        shapes.z.clear();
    }
    if (!room.keeps_m) {
        shapes.m.clear();
    }
}

} // namespace

std::optional<Batch> storable(const Batch& sent, const std::vector<Field>& fields, const PgRoom& room,
                              const LoseOne& lose) {
    std::optional<Batch> changed;
    const auto own = [&]() -> Batch& { return changed ? *changed : changed.emplace(sent); };
    if ((!room.keeps_z && sent.shapes.has_z()) || (!room.keeps_m && sent.shapes.has_m())) {
        drop_heights(own().shapes, room, lose);
    }
    if (has_open_ring(sent.shapes)) {
        own().shapes = closed(own().shapes);
    }
    for (std::size_t c = 0; c < fields.size(); ++c) {
        const bool keeps_zone = room.keeps_zone[c];
        if (!needs_change(fields[c], sent.columns[c], keeps_zone)) {
            continue;
        }
        Column column(FieldType::string);
        for (std::size_t i = 0; i < sent.size(); ++i) {
            const auto text = sent.columns[c].is_null(i)
                                  ? std::nullopt
                                  : taken(fields[c], sent.columns[c].text(i), keeps_zone, lose);
            if (text) {
                column.push(std::string_view(*text));
            } else {
                column.push_null();
            }
        }
        own().columns[c] = std::move(column);
    }
    return changed;
}

} // namespace minemap
