// SPDX-License-Identifier: MIT
#include "io/geojson_geometry.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "io/geojson_scanner.hpp"
#include "io/geojson_text.hpp"

namespace minemap {
namespace {

namespace od = simdjson::ondemand;

constexpr double no_ordinate = std::numeric_limits<double>::quiet_NaN();
// Collections within collections; a deeper one is an attack or an accident.
constexpr int most_collections = 32;

using Problem = std::optional<std::string>;

std::string shortened(std::string_view text) {
    constexpr std::size_t longest = 40;
    return text.size() <= longest ? std::string(text) : std::string(text.substr(0, longest)) + "...";
}

class Reader {
public:
    Reader(Shapes& shapes, od::parser& again, GeoJsonGeometryNotes& notes) :
        shapes_(shapes), again_(again), notes_(notes) {}

    Problem geometry(od::object object, int depth) {
        std::string type;
        std::string_view late_coordinates, late_geometries;
        Kind kind = Kind::null;
        bool filled = false;
        for (auto member : object) {
            const std::string_view key = raw_key(member.key());
            od::value value = member.value();
            if (key == "type") {
                type = trimmed(value.raw_json_token());
                kind = geojson_kind(type);
                if (kind != Kind::null && depth == 0 && !opened_) {
                    open(kind);
                }
            } else if (key == "coordinates" || key == "geometries") {
                const bool members = key == "geometries";
                if (filled || !late_coordinates.empty() || !late_geometries.empty()) {
                    return fmt::format("it has \"{}\" twice", key);
                }
                if (value.type() != od::json_type::array) {
                    return fmt::format("its \"{}\" are {}, not an array", key,
                                       shortened(trimmed(value.raw_json_token())));
                }
                od::array array = value.get_array();
                if (kind == Kind::null || members != (kind == Kind::collection)) {
                    (members ? late_geometries : late_coordinates) = std::string_view(array.raw_json());
                } else if (Problem problem = content(array, kind, depth)) {
                    return problem;
                } else {
                    filled = true;
                }
            } else if (key == "crs") {
                notes_.crs = raw_json(value);
            }
        }
        if (kind == Kind::null) {
            return type.empty() ? "it does not say its type" : fmt::format("its type is {}", shortened(type));
        }
        const std::string_view late = kind == Kind::collection ? late_geometries : late_coordinates;
        if (depth == 0 && !opened_) {
            open(kind);
        }
        if (!filled && late.empty()) {
            return fmt::format("it has no \"{}\"", kind == Kind::collection ? "geometries" : "coordinates");
        }
        return filled ? std::nullopt : late_content(late, kind, depth);
    }

    void open(Kind kind) {
        shapes_.open_feature(kind);
        opened_ = true;
    }
    bool opened() const noexcept { return opened_; }

private:
    // Coordinates that stood before the type. The text lies within a longer one, so the padding is there.
    Problem late_content(std::string_view text, Kind kind, int depth) {
        od::parser own; // the shared one is in use while a collection is read
        od::parser& parser = depth == 0 ? again_ : own;
        od::document document =
            parser.iterate(text.data(), text.size(), text.size() + GeoJsonScanner::padding);
        return content(document.get_array(), kind, depth);
    }

    Problem content(od::array array, Kind kind, int depth) {
        switch (kind) {
        case Kind::point:
            return point(array);
        case Kind::multipoint:
            return points(array);
        case Kind::line:
            return line(array);
        case Kind::multiline:
            return each(array, [&](od::array one) { return line(one); });
        case Kind::polygon:
            return polygon(array);
        case Kind::multipolygon:
            return each(array, [&](od::array one) { return polygon(one); });
        default:
            return members(array, depth);
        }
    }

    template <class Part>
    static Problem each(od::array array, Part part) {
        for (auto element : array) {
            od::value value = element.value();
            if (value.type() != od::json_type::array) {
                return fmt::format("{} stands where an array of coordinates should",
                                   shortened(trimmed(value.raw_json_token())));
            }
            if (Problem problem = part(value.get_array())) {
                return problem;
            }
        }
        return std::nullopt;
    }

    Problem members(od::array array, int depth) {
        if (depth >= most_collections) {
            return "its collections are nested too deep";
        }
        for (auto element : array) {
            od::value value = element.value();
            if (value.type() != od::json_type::object) {
                return fmt::format("{} stands where a geometry of the collection should",
                                   shortened(trimmed(value.raw_json_token())));
            }
            const std::size_t parts = shapes_.kind_of_part.size();
            od::object object = value.get_object();
            if (Problem problem = geometry(object, depth + 1)) {
                return problem;
            }
            const bool simple = shapes_.kind_of_part.size() <= parts + 1;
            notes_.flattened = notes_.flattened || depth > 0 || !simple;
        }
        return std::nullopt;
    }

    Problem point(od::array array) {
        if (array.is_empty()) {
            return std::nullopt;
        }
        shapes_.open_part(Kind::point);
        shapes_.open_ring();
        Problem problem = position(array);
        shapes_.ring.back() = static_cast<std::uint32_t>(shapes_.vertices());
        return problem;
    }

    Problem points(od::array array) {
        return each(array, [&](od::array one) -> Problem {
            if (one.is_empty()) {
                return "it has a position of no numbers";
            }
            return point(one);
        });
    }

    Problem line(od::array array) {
        shapes_.open_part(Kind::line);
        return ring(array);
    }

    Problem polygon(od::array array) {
        shapes_.open_part(Kind::polygon);
        return each(array, [&](od::array one) { return ring(one); });
    }

    Problem ring(od::array array) {
        shapes_.open_ring();
        Problem problem;
        for (auto element : array) {
            od::array numbers;
            if (element.get_array().get(numbers) != simdjson::SUCCESS) {
                od::value value = element.value();
                problem = fmt::format("{} stands where a position should",
                                      shortened(trimmed(value.raw_json_token())));
                break;
            }
            problem = position(numbers);
            if (problem) {
                break;
            }
        }
        shapes_.ring.back() = static_cast<std::uint32_t>(shapes_.vertices());
        return problem;
    }

    // Pushes one vertex; the ring is brought up to date by the caller, once for all of them.
    Problem position(od::array array) {
        std::array<double, 3> ordinate;
        std::size_t count = 0;
        for (auto element : array) {
            if (count < ordinate.size()) {
                if (element.get_double().get(ordinate[count]) != simdjson::SUCCESS) {
                    if (Problem problem = odd_number(element.value(), ordinate[count])) {
                        return problem;
                    }
                }
            } else {
                notes_.more_numbers = true;
            }
            ++count;
        }
        if (count < 2) {
            return fmt::format("it has a position of {} number{}", count, count == 1 ? "" : "s");
        }
        const std::size_t before = shapes_.vertices();
        shapes_.xy.push_back(ordinate[0]);
        shapes_.xy.push_back(ordinate[1]);
        if (count > 2 || shapes_.has_z()) {
            shapes_.z.resize(before, no_ordinate);
            shapes_.z.push_back(count > 2 ? ordinate[2] : no_ordinate);
        }
        return std::nullopt;
    }

    // A number that JSON does not have: 007, NaN, 1e999. Those that are finite are taken.
    static Problem odd_number(od::value value, double& number) {
        const std::string_view token = trimmed(value.raw_json_token());
        const JsonNumber read = read_json_number(token);
        if (read.kind == JsonNumber::Kind::none || !std::isfinite(read.real)) {
            return fmt::format("a coordinate is {}, which is no finite number", shortened(token));
        }
        number = read.real;
        return std::nullopt;
    }

    Shapes& shapes_;
    od::parser& again_;
    GeoJsonGeometryNotes& notes_;
    bool opened_ = false;
};

// What a text of no vertices comes to: the kind alone. A collection keeps its empty parts.
void drop_empty_parts(Shapes& shapes) {
    const std::size_t f = shapes.size() - 1;
    const Kind kind = shapes.kind[f];
    if (is_multi(kind) || kind == Kind::null || !shapes.is_empty(f)) {
        return;
    }
    const std::uint32_t parts = shapes.feature[f];
    const std::uint32_t rings = shapes.part[parts];
    shapes.kind_of_part.resize(parts);
    shapes.part.resize(parts + std::size_t{1});
    shapes.ring.resize(rings + std::size_t{1});
    shapes.feature.back() = parts;
}

// Whether any position within these arrays, or within the geometries in them, has a third number.
bool any_height(od::value value, int depth) {
    if (depth > most_collections) {
        return false;
    }
    if (value.type() == od::json_type::object) {
        bool found = false;
        for (auto member : value.get_object()) {
            const std::string_view key = raw_key(member.key());
            found =
                ((key == "coordinates" || key == "geometries") && any_height(member.value(), depth + 1)) ||
                found;
        }
        return found;
    }
    od::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) {
        return false;
    }
    std::size_t numbers = 0;
    for (auto element : array) {
        od::value one = element.value();
        const char first = one.raw_json_token().front();
        if (first != '[' && first != '{') {
            ++numbers;
        } else if (any_height(one, depth + 1)) {
            return true;
        }
    }
    return numbers > 2;
}

} // namespace

GeoJsonGeometry::Look GeoJsonGeometry::look(od::value value) {
    Look look;
    od::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) {
        return look;
    }
    for (auto member : object) {
        const std::string_view key = raw_key(member.key());
        if (key == "type") {
            look.kind = geojson_kind(trimmed(member.value().raw_json_token()));
        } else if (key == "coordinates" || key == "geometries") {
            look.has_z = any_height(member.value(), 0) || look.has_z;
        } else if (key == "crs") {
            look.crs = raw_json(member.value());
        }
    }
    return look;
}

std::optional<std::string> GeoJsonGeometry::append(Shapes& shapes, od::value value,
                                                   GeoJsonGeometryNotes& notes) {
    Problem problem;
    Reader reader(shapes, again_, notes);
    if (value.type() == od::json_type::object) {
        problem = reader.geometry(value.get_object(), 0);
    } else if (!value.is_null()) {
        problem = fmt::format("it is {}, not an object", shortened(raw_json(value)));
    }
    if (!reader.opened()) {
        shapes.open_feature(Kind::null);
    }
    drop_empty_parts(shapes);
    return problem;
}

std::string_view trimmed(std::string_view token) noexcept {
    const std::size_t last = token.find_last_not_of(" \t\r\n");
    return token.substr(0, last == token.npos ? 0 : last + 1);
}

std::string_view raw_json(od::value value) {
    switch (value.type()) {
    case od::json_type::object:
        return value.get_object().value().raw_json();
    case od::json_type::array:
        return value.get_array().value().raw_json();
    default:
        return trimmed(value.raw_json_token());
    }
}

std::string_view raw_key(od::raw_json_string key) noexcept {
    const char* const begin = key.raw();
    const char* end = begin;
    while (*end != '"') {
        end += *end == '\\' ? 2 : 1;
    }
    return {begin, static_cast<std::size_t>(end - begin)};
}

Kind geojson_kind(std::string_view type) noexcept {
    static constexpr std::array kinds = {Kind::point,      Kind::line,      Kind::polygon,
                                         Kind::multipoint, Kind::multiline, Kind::multipolygon,
                                         Kind::collection};
    const auto same = [](std::string_view a, std::string_view b) {
        return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                                  [](char x, char y) { return (x | 0x20) == (y | 0x20); });
    };
    const std::string_view word = string_body(type);
    for (const Kind kind : kinds) {
        if (same(word, name(kind))) {
            return kind;
        }
    }
    return Kind::null;
}

} // namespace minemap
