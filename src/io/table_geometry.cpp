// SPDX-License-Identifier: MIT
#include "io/table_geometry.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.hpp"
#include "io/csv_types.hpp"
#include "io/formats.hpp"
#include "io/ogr_geometry.hpp"
#include "mine/mgrs_read.hpp"
#include "mine/notation.hpp"
#include "mine/zone_prefix.hpp"

namespace minemap {
namespace {

// One way to write a position, and what programs and people call its columns.
struct Names {
    PositionKind kind;
    const char* easting_option;
    const char* northing_option;
    std::vector<const char*> easting, northing;
};

const std::vector<Names>& table() {
    static const std::vector<Names> names = {
        {PositionKind::lat_lon,
         "lon",
         "lat",
         {"lon", "long", "lng", "longitude", "lon_wgs84", "longitude_wgs84", "wgs84_lon", "lon_dd",
          "долгота"},
         {"lat", "latitude", "lat_wgs84", "latitude_wgs84", "wgs84_lat", "lat_dd", "широта"}},
        {PositionKind::x_y,
         "x",
         "y",
         {"x", "coord_x", "x_coord", "xcoord", "x_coordinate", "point_x", "user_entered_x", "х"},
         {"y", "coord_y", "y_coord", "ycoord", "y_coordinate", "point_y", "user_entered_y", "у"}},
        {PositionKind::e_n,
         "e",
         "n",
         {"e", "east", "easting", "utm_e", "utm_easting"},
         {"n", "north", "northing", "utm_n", "utm_northing"}},
        {PositionKind::wkt,
         "wkt",
         nullptr,
         {"wkt", "wkt_geom", "geom_wkt", "_wktgeometry", "the_geom", "geom", "geometry", "wkt_geometry"},
         {}},
        {PositionKind::mgrs,
         "mgrs",
         nullptr,
         {"mgrs", "usng", "mgrs_coordinate", "mgrs_coord", "user_entered_mgrs"},
         {}},
    };
    return names;
}

std::optional<std::size_t> column_named(const std::vector<std::string>& names,
                                        const std::vector<const char*>& wanted) {
    for (const char* one : wanted) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (lower(names[i]) == one) {
                return i;
            }
        }
    }
    return std::nullopt;
}

struct Chosen {
    std::optional<std::size_t> easting, northing;
};

std::optional<std::size_t> chosen_column(const std::vector<std::string>& names,
                                         const std::vector<std::pair<std::string, std::string>>& chosen,
                                         const char* option, const std::string& file) {
    for (const auto& [name, field] : chosen) {
        if (option == nullptr || lower(name) != option) {
            continue;
        }
        const auto found = std::find(names.begin(), names.end(), field);
        if (found == names.end()) {
            fail(Errc::usage, "{}: --field {}={}: there is no such column. It has: {}.", file, name, field,
                 fmt::join(names, ", "));
        }
        return static_cast<std::size_t>(found - names.begin());
    }
    return std::nullopt;
}

std::string quoted(const std::vector<std::string>& names, const PositionColumns& columns) {
    return columns.kind == PositionKind::wkt || columns.kind == PositionKind::mgrs
               ? fmt::format("'{}'", names[columns.easting])
               : fmt::format("'{}' and '{}'", names[columns.easting], names[columns.northing]);
}

bool has_prefix(double value, int prefix) { return std::floor(value / 1e6) == prefix; }

void append_point(Shapes& shapes, double x, double y) {
    shapes.open_feature(Kind::point);
    shapes.open_part(Kind::point);
    shapes.open_ring();
    shapes.add_vertex(x, y);
}

// What the reader of notations found wrong, as a clause: callers add the line and the full stop.
std::string clause(const Error& error) {
    std::string text = error.what();
    text.erase(text.find_last_not_of('.') + 1);
    return text;
}

std::optional<std::string> append_mgrs(Shapes& shapes, const Cell& cell) {
    try {
        const MgrsPlace place = read_mgrs(cell.text);
        append_point(shapes, place.lon_deg, place.lat_deg);
        return std::nullopt;
    } catch (const Error& error) {
        return clause(error);
    }
}

// An easting or northing: plain as tables hold millions of them, or as people write them.
std::optional<double> metres(const Cell& cell, bool comma) {
    const auto plain = read_number(cell.text, comma);
    return plain ? plain : read_metres(cell.text);
}

std::optional<std::string> append_degrees(Shapes& shapes, const Cell& lon, const Cell& lat, bool comma) {
    try {
        const auto plain_lon = read_number(lon.text, comma), plain_lat = read_number(lat.text, comma);
        append_point(shapes, plain_lon ? *plain_lon : read_angle(lon.text, false),
                     plain_lat ? *plain_lat : read_angle(lat.text, true));
        return std::nullopt;
    } catch (const Error& error) {
        return clause(error);
    }
}

std::optional<std::string> append_wkt(Shapes& shapes, const Cell& cell, GeometryNotes& notes) {
    if (cell.text.empty()) {
        shapes.open_feature(Kind::null);
        return std::nullopt;
    }
    OGRGeometry* raw = nullptr;
    const ErrorCapture quiet;
    const OGRErr error = OGRGeometryFactory::createFromWkt(cell.text.c_str(), nullptr, &raw);
    const OgrGeometryPtr geometry(raw);
    if (error != OGRERR_NONE || !geometry) {
        return fmt::format("'{}' is no geometry in WKT", one_line(cell.text));
    }
    notes = append_geometry(shapes, geometry.get());
    return std::nullopt;
}

} // namespace

bool names_position(const std::vector<std::string>& names, std::size_t i) {
    const auto among = [&](const std::vector<const char*>& list) {
        return column_named({names[i]}, list).has_value();
    };
    return std::any_of(table().begin(), table().end(), [&](const Names& way) {
        if (way.northing_option == nullptr) {
            return among(way.easting);
        }
        return (among(way.easting) && column_named(names, way.northing)) ||
               (among(way.northing) && column_named(names, way.easting));
    });
}

bool looks_like_wkt(std::string_view text) {
    static constexpr std::array words = {"point",
                                         "linestring",
                                         "polygon",
                                         "multi",
                                         "geometrycollection",
                                         "curvepolygon",
                                         "circularstring",
                                         "compoundcurve",
                                         "polyhedralsurface",
                                         "tin",
                                         "triangle"};
    const std::string start = lower(text.substr(0, 20));
    return std::any_of(words.begin(), words.end(),
                       [&](const char* word) { return start.rfind(word, 0) == 0; });
}

PositionColumns find_position(const std::vector<std::string>& names, const std::vector<bool>& holds_wkt,
                              const std::vector<std::pair<std::string, std::string>>& chosen,
                              const std::string& file) {
    std::vector<PositionColumns> found, by_hand;
    for (const Names& kind : table()) {
        const auto e = chosen_column(names, chosen, kind.easting_option, file);
        const auto n = chosen_column(names, chosen, kind.northing_option, file);
        const bool single = kind.northing_option == nullptr;
        const auto easting = e ? e : column_named(names, kind.easting);
        const auto northing = n ? n : column_named(names, kind.northing);
        if (!easting || (!single && !northing)) {
            if (e || n) {
                fail(Errc::usage, "{}: --field names only one of the columns {} and {}. Name both.", file,
                     kind.easting_option, kind.northing_option);
            }
            continue;
        }
        if (kind.kind == PositionKind::wkt && !e && !holds_wkt[*easting]) {
            continue;
        }
        const PositionColumns columns{kind.kind, *easting, single ? *easting : *northing};
        (e || n ? by_hand : found).push_back(columns);
    }
    const std::vector<PositionColumns>& candidates = by_hand.empty() ? found : by_hand;
    if (candidates.size() > 1) {
        fail(Errc::crs,
             "{}: the position can be read from {} or from {}. Say which with --field, for example --field "
             "{}={}{}.",
             file, quoted(names, candidates[0]), quoted(names, candidates[1]),
             table()[static_cast<std::size_t>(candidates[0].kind) - 1].easting_option,
             names[candidates[0].easting],
             candidates[0].kind == PositionKind::wkt || candidates[0].kind == PositionKind::mgrs
                 ? std::string()
                 : fmt::format(" --field {}={}",
                               table()[static_cast<std::size_t>(candidates[0].kind) - 1].northing_option,
                               names[candidates[0].northing]));
    }
    return candidates.empty() ? PositionColumns{} : candidates.front();
}

GaussKrugerCheck::GaussKrugerCheck(const Crs& crs, const PositionColumns& columns) : columns_(columns) {
    if (columns.kind == PositionKind::x_y) {
        prefix_ = zone_prefix(crs);
    }
}

void GaussKrugerCheck::add(const std::vector<Cell>& cells, bool comma) {
    if (!prefix_ || std::max(columns_.easting, columns_.northing) >= cells.size()) {
        return;
    }
    const auto first = metres(cells[columns_.easting], comma),
               second = metres(cells[columns_.northing], comma);
    if (first && second) {
        ++rows_;
        first_ += *prefix_ > 0 && has_prefix(*first, *prefix_) ? 1 : 0;
        second_ += *prefix_ > 0 && has_prefix(*second, *prefix_) ? 1 : 0;
    }
}

std::optional<std::string> GaussKrugerCheck::settle(PositionColumns& columns,
                                                    const std::vector<std::string>& names,
                                                    const std::string& file, const Crs& crs) const {
    if (!prefix_ || rows_ == 0) {
        return std::nullopt;
    }
    if (first_ > 0 && second_ == 0) {
        return fmt::format("'{}' was read as the easting and '{}' as the northing: the values of '{}' begin "
                           "with the zone number {}.",
                           names[columns.easting], names[columns.northing], names[columns.easting], *prefix_);
    }
    if (second_ > 0 && first_ == 0) {
        std::swap(columns.easting, columns.northing);
        return fmt::format("'{}' was read as the easting and '{}' as the northing, as on Soviet sheets: the "
                           "values of '{}' begin "
                           "with the zone number {}.",
                           names[columns.easting], names[columns.northing], names[columns.easting], *prefix_);
    }
    fail(Errc::crs,
         "{}: under {} the columns '{}' and '{}' may be east and north or, as on Soviet sheets, north and "
         "east, and no "
         "zone number in the values decides. Say which with --field e=COLUMN --field n=COLUMN.",
         file, describe(crs), names[columns.easting], names[columns.northing]);
}

std::optional<std::string> append_position(Shapes& shapes, const PositionColumns& columns,
                                           const std::vector<Cell>& cells,
                                           const std::vector<std::string>& names, bool comma,
                                           GeometryNotes& notes) {
    static const Cell nothing;
    const auto cell = [&](std::size_t i) -> const Cell& { return i < cells.size() ? cells[i] : nothing; };
    const Cell& e = cell(columns.easting);
    const Cell& n = cell(columns.northing);
    if (columns.kind == PositionKind::none) {
        shapes.open_feature(Kind::null);
        return std::nullopt;
    }
    if (columns.kind == PositionKind::wkt) {
        return append_wkt(shapes, e, notes);
    }
    if (e.text.empty() && n.text.empty()) {
        shapes.open_feature(Kind::null);
        return std::nullopt;
    }
    if (columns.kind == PositionKind::mgrs) {
        return append_mgrs(shapes, e);
    }
    if (columns.kind == PositionKind::lat_lon) {
        return append_degrees(shapes, e, n, comma);
    }
    const auto x = metres(e, comma), y = metres(n, comma);
    for (const auto& [value, text, column] :
         {std::tuple{x, &e.text, columns.easting}, std::tuple{y, &n.text, columns.northing}}) {
        if (!value) {
            return fmt::format("'{}' in column '{}' is no number", one_line(*text), names[column]);
        }
    }
    append_point(shapes, *x, *y);
    return std::nullopt;
}

} // namespace minemap
