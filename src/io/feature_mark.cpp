// SPDX-License-Identifier: MIT
#include "io/feature_mark.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "io/csv_types.hpp"
#include "io/ogr_fields.hpp"
#include "io/ogr_geometry.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace minemap {
namespace {

// Words multiplied and folded, finished by a mixer (murmur3's): fast, and good enough against accidents,
// which is all it guards from.
class Hash {
public:
    void add(std::string_view bytes) {
        add(std::uint64_t{bytes.size()});
        for (; bytes.size() > 8; bytes.remove_prefix(8)) {
            add_word(bytes.data(), 8);
        }
        add_word(bytes.data(), bytes.size());
    }
    void add(std::uint64_t number) {
        value_ = (value_ ^ number) * 0x9E3779B97F4A7C15ULL;
        value_ ^= value_ >> 29;
    }
    void add(double number) { add(std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number)); } // -0 is 0
    std::uint64_t value() const {
        std::uint64_t v = value_;
        v = (v ^ (v >> 33)) * 0xFF51AFD7ED558CCDULL;
        return v ^ (v >> 33);
    }

private:
    void add_word(const char* bytes, std::size_t size) {
        std::uint64_t word = 0;
        if (size > 0) {
            std::memcpy(&word, bytes, size);
        }
        add(word);
    }

    std::uint64_t value_ = 0xCBF29CE484222325ULL;
};

// A number by its value, whatever the digits.
void add_number(Hash& hash, const std::string& text) {
    if (const std::optional<double> value = read_number(text, false)) {
        hash.add(*value);
    } else {
        hash.add(std::string_view(text));
    }
}

// Days since 1970 of a date of the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date
// algorithms").
std::int64_t days(int y, int m, int d) {
    y -= m <= 2 ? 1 : 0;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int of_era = y - era * 400;
    const int of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return std::int64_t{era} * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

std::string as_instant(const std::string& text) {
    std::string iso = text;
    std::replace(iso.begin(), iso.begin() + std::min<std::ptrdiff_t>(10, std::ssize(iso)), '/', '-');
    Moment m;
    if (!read_iso(iso, FieldType::datetime, m)) {
        return text;
    }
    const double seconds =
        static_cast<double>(days(m.year, m.month, m.day)) * 86400 + m.hour * 3600 + m.minute * 60 + m.second;
    const double offset = m.zone > 1 ? (m.zone - 100) * 900.0 : 0;
    return fmt::format("{}", std::llround((seconds - offset) * 1000));
}

// PT10H11M12S, as a spreadsheet keeps a time and GDAL hands it out where a column begins with empty cells.
std::string as_clock(const std::string& text) {
    int hours = 0, minutes = 0;
    double seconds = 0;
    if (std::sscanf(text.c_str(), "PT%dH%dM%lfS", &hours, &minutes, &seconds) != 3) {
        return text;
    }
    return iso_time({0, 0, 0, hours, minutes, seconds, 0});
}

std::string as_json(const std::string& text) {
    const auto parsed = nlohmann::ordered_json::parse(text, nullptr, false);
    return parsed.is_discarded()
               ? text
               : parsed.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

bool is_text(const Column& column) { return std::holds_alternative<Text>(column.values); }
bool is_real(const Column& column) { return std::holds_alternative<std::vector<double>>(column.values); }

void add_meaning(Hash& hash, FieldType type, const Column& column, std::size_t i) {
    std::string text = to_text(column, i);
    switch (type) {
    case FieldType::integer:
        if (is_real(column) && column.real(i) == std::trunc(column.real(i))) {
            // 2^63 stands for the largest number below it, which no double is.
            const double value = column.real(i);
            text = value >= 0x1p63    ? "9223372036854775807"
                   : value <= -0x1p63 ? "-9223372036854775808"
                                      : fmt::format("{}", static_cast<std::int64_t>(value));
        }
        // Sixteen digits and more do not survive a double: compared as they are written.
        if (text.size() > 15 && text.find('.') == std::string::npos) {
            break;
        }
        add_number(hash, text);
        return;
    case FieldType::real:
        add_number(hash, text);
        return;
    case FieldType::boolean:
        text = text == "true" || text == "1" ? "1" : text == "false" || text == "0" ? "0" : text;
        break;
    case FieldType::date:
        text = text.substr(0, 10);
        std::replace(text.begin(), text.end(), '/', '-');
        break;
    case FieldType::time:
        text = as_clock(text.substr(0, text.find('+')));
        break;
    case FieldType::datetime:
        text = as_instant(text);
        break;
    case FieldType::list:
        text = as_json(text);
        break;
    default:
        break;
    }
    hash.add(std::string_view(text));
}

// The same for values that are stored as what they are, without making a text of them. False for all others.
bool add_plain(Hash& hash, FieldType type, const Column& column, std::size_t i) {
    if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&column.values)) {
        // Those whose text, sign and all, has at most 15 characters.
        const std::int64_t value = (*integers)[i];
        if (type != FieldType::integer || value <= -100'000'000'000'000 || value >= 1'000'000'000'000'000) {
            return false;
        }
        hash.add(static_cast<double>(value));
    } else if (const auto* reals = std::get_if<std::vector<double>>(&column.values)) {
        if (type != FieldType::real || !std::isfinite((*reals)[i])) {
            return false;
        }
        hash.add((*reals)[i]);
    } else if (const auto* flags = std::get_if<std::vector<char>>(&column.values)) {
        if (type != FieldType::boolean) {
            return false;
        }
        hash.add(std::string_view((*flags)[i] != 0 ? "1" : "0"));
    } else {
        std::string_view text = column.text(i);
        if (type == FieldType::date && text.find('/') == text.npos) {
            text = text.substr(0, 10);
        } else if (type != FieldType::string && type != FieldType::binary) {
            return false;
        }
        hash.add(text);
    }
    return true;
}

// The vertex that a ring begins with, and its direction, are no property of the ring where the format is free
// in them.
void add_ring(Hash& hash, const Shapes& shapes, std::uint32_t r, bool polygon, bool free) {
    const std::span<const double> xy = shapes.ring_xy(r);
    std::size_t count = xy.size() / 2;
    const bool closed = count > 1 && xy[0] == xy[xy.size() - 2] && xy[1] == xy[xy.size() - 1];
    if (!polygon || !free) {
        for (const double value : xy) {
            hash.add(value);
        }
        return;
    }
    count -= closed ? 1 : 0; // one that is not closed is the same ring as one that is
    const auto less = [&](std::size_t a, std::size_t b) {
        return xy[2 * a] != xy[2 * b] ? xy[2 * a] < xy[2 * b] : xy[2 * a + 1] < xy[2 * b + 1];
    };
    // A sum of its edges, each without its direction, does not depend on the start.
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t a = i, b = (i + 1) % count;
        if (less(b, a)) {
            std::swap(a, b);
        }
        Hash edge;
        edge.add(xy[2 * a]);
        edge.add(xy[2 * a + 1]);
        edge.add(xy[2 * b]);
        edge.add(xy[2 * b + 1]);
        sum += edge.value();
    }
    hash.add(sum);
    hash.add(std::uint64_t{count});
}

void mark_geometry(FeatureMark& mark, const Batch& batch, std::size_t f, const TargetTraits& traits,
                   double step) {
    const Shapes& shapes = batch.shapes;
    const auto [first, last] = shapes.vertices_of(f);
    mark.vertices = last - first;
    // An empty geometry is as little of a place as none; formats and readers disagree in which of them it is.
    mark.null_geometry = mark.vertices == 0;
    Hash hash;
    if (!mark.null_geometry) {
        const auto parts = shapes.parts_of(f);
        // A format without a difference between one polygon and a multipolygon of one makes no difference
        // here either.
        std::uint64_t sum = 0;
        for (std::uint32_t p = parts.first; p < parts.last; ++p) {
            if (is_empty_part(shapes, p)) {
                continue;
            }
            Hash part;
            part.add(static_cast<std::uint64_t>(shapes.kind_of_part[p]));
            const auto rings = shapes.rings_of(p);
            for (std::uint32_t r = rings.first; r < rings.last; ++r) {
                if (shapes.vertices_of_ring(r).size() == 0) {
                    continue;
                }
                if (step == 0) {
                    const bool polygon = shapes.kind_of_part[p] == Kind::polygon;
                    add_ring(part, shapes, r, polygon, traits.renumbers_rings);
                    if (traits.regroups_rings) {
                        Hash alone;
                        add_ring(alone, shapes, r, polygon, traits.renumbers_rings);
                        mark.rings += alone.value();
                    }
                } else {
                    part.add(std::uint64_t{shapes.vertices_of_ring(r).size()});
                }
            }
            sum += part.value();
        }
        hash.add(sum);
    }
    mark.geometry = hash.value();
    for (std::uint32_t v = first; v < last; ++v) {
        mark.x += shapes.xy[2 * std::size_t{v}];
        mark.y += shapes.xy[2 * std::size_t{v} + 1];
    }
    if (traits.keeps_z && has_nonzero_z(shapes, f)) {
        double z = 0;
        for (std::uint32_t v = first; v < last; ++v) {
            z += std::isnan(shapes.z[v]) ? 0 : shapes.z[v];
        }
        mark.x += step == 0 ? 0 : z;
        if (step == 0 && !(last - first > 1 && traits.renumbers_rings)) {
            Hash with_z;
            with_z.add(mark.geometry);
            for (std::uint32_t v = first; v < last; ++v) {
                with_z.add(std::isnan(shapes.z[v]) ? 0.0 : shapes.z[v]);
            }
            mark.geometry = with_z.value();
        }
    }
}

} // namespace

FeatureMark mark_of(const Batch& batch, std::size_t f, const ColumnMap& columns, const TargetTraits& traits,
                    double step) {
    FeatureMark mark;
    Hash hash;
    for (std::size_t i = 0; i < columns.fields.size(); ++i) {
        if (columns.column[i] < 0) {
            continue;
        }
        const Column& column = batch.columns[static_cast<std::size_t>(columns.column[i])];
        if (column.is_null(f)) {
            continue;
        }
        // Databases keep "not a number" as null, which says the same.
        const bool nothing = (traits.empty_is_null && !traits.keeps_fields_beside && is_text(column) &&
                              column.text(f).empty()) ||
                             (is_real(column) && std::isnan(column.real(f)));
        if (!nothing) {
            hash.add(std::uint64_t{i});
            if (!add_plain(hash, columns.fields[i].type, column, f)) {
                add_meaning(hash, columns.fields[i].type, column, f);
            }
        }
    }
    mark.values = hash.value();
    if (traits.keeps_geometry) {
        mark_geometry(mark, batch, f, traits, step);
    }
    return mark;
}

} // namespace minemap
