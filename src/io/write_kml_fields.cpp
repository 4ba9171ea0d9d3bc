// SPDX-License-Identifier: MIT
#include "io/write_kml_fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "io/formats.hpp"
#include "io/ogr_fields.hpp"
#include "io/text_file.hpp"
#include "io/write_kml_geometry.hpp"
#include "io/write_kml_text.hpp"

namespace minemap {
namespace {

struct ElementName {
    std::string_view column; // as GDAL's reader calls it, lower-case
    KmlSlot slot;
};
constexpr std::array element_names = {
    ElementName{"name", KmlSlot::name},
    ElementName{"description", KmlSlot::description},
    ElementName{"snippet", KmlSlot::snippet},
    ElementName{"timestamp", KmlSlot::when},
    ElementName{"begin", KmlSlot::begin},
    ElementName{"end", KmlSlot::end},
    ElementName{"visibility", KmlSlot::visibility},
    ElementName{"altitudemode", KmlSlot::altitude_mode},
    ElementName{"extrude", KmlSlot::extrude},
    ElementName{"tessellate", KmlSlot::tessellate},
    ElementName{"draworder", KmlSlot::data}, // of overlays
    ElementName{"icon", KmlSlot::data},
};

// Data under the name of an element would be read back as that element.
bool named_like_element(std::string_view name) {
    const std::string wanted = lower(std::string(name));
    return std::any_of(element_names.begin(), element_names.end(),
                       [&](const ElementName& one) { return wanted == one.column; });
}

bool fits(KmlSlot slot, FieldType type) {
    return is_moment(slot) ? type == FieldType::date || type == FieldType::datetime
           : is_flag(slot) ? type == FieldType::integer
                           : type == FieldType::string;
}

std::string free_name(const std::string& name, const std::vector<std::string>& taken) {
    const auto free = [&](const std::string& candidate) {
        return std::none_of(taken.begin(), taken.end(),
                            [&](const std::string& other) { return lower(other) == lower(candidate); });
    };
    std::string candidate = fmt::format("{}_1", name);
    for (int n = 2; !free(candidate); ++n) {
        candidate = fmt::format("{}_{}", name, n);
    }
    return candidate;
}

// KML has no integer of 64 bits; readers give "uint" one, sign and all, and every digit of it.
const char* kml_type(const Field& field) {
    switch (field.type) {
    case FieldType::integer:
        return field.bits > 32 ? "uint" : field.bits == 16 ? "short" : "int";
    case FieldType::real:
        return field.bits == 32 ? "float" : "double";
    case FieldType::boolean:
        return "bool";
    default:
        return "string";
    }
}

// Empty where the type of KML says it.
std::string_view own_type(const Field& field) {
    switch (field.type) {
    case FieldType::integer:
        return field.bits > 32 ? "int64" : "";
    case FieldType::date:
    case FieldType::time:
    case FieldType::datetime:
    case FieldType::list:
    case FieldType::binary:
        return name(field.type);
    default:
        return {};
    }
}

void append_value(std::string& to, const std::vector<std::int64_t>& values, std::size_t i) {
    char digits[24];
    to.append(digits, std::to_chars(digits, std::end(digits), values[i]).ptr);
}

void append_value(std::string& to, const std::vector<double>& values, std::size_t i) {
    if (std::isfinite(values[i])) {
        append_number(to, values[i]);
    } else { // as XML Schema calls them
        to += std::isnan(values[i]) ? "NaN" : values[i] < 0 ? "-INF" : "INF";
    }
}

void append_value(std::string& to, const std::vector<char>& values, std::size_t i) {
    to += values[i] != 0 ? '1' : '0';
}

void append_value(std::string& to, const Text& values, std::size_t i) { append_xml_text(to, values[i]); }

bool is_flag_value(const Column& column, std::size_t i, std::int64_t wanted) {
    const auto* values = std::get_if<std::vector<std::int64_t>>(&column.values);
    return values != nullptr && (*values)[i] == wanted;
}

} // namespace

bool is_moment(KmlSlot slot) noexcept {
    return slot == KmlSlot::when || slot == KmlSlot::begin || slot == KmlSlot::end;
}

bool is_flag(KmlSlot slot) noexcept {
    return slot == KmlSlot::visibility || slot == KmlSlot::extrude || slot == KmlSlot::tessellate;
}

KmlSlot kml_slot(std::string_view name, FieldType type) {
    const std::string wanted = lower(std::string(name));
    for (const ElementName& one : element_names) {
        if (wanted == one.column && one.slot != KmlSlot::data) {
            return fits(one.slot, type) ? one.slot : KmlSlot::data;
        }
    }
    return KmlSlot::data;
}

void make_kml_names(std::span<const Field> fields, std::vector<std::string>& names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string whole = names[i].empty() ? "field" : fitting_xml(names[i]);
        const bool misleads = named_like_element(whole) && kml_slot(whole, fields[i].type) == KmlSlot::data;
        if (whole != names[i] || misleads) {
            names[i] = free_name(whole, names);
        }
    }
}

void append_kml_schema(std::string& to, int number, std::span<const Field> fields,
                       std::span<const std::string> names) {
    to += fmt::format("<Schema name=\"layer_{0}\" id=\"schema_{0}\">\n", number);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (kml_slot(names[i], fields[i].type) != KmlSlot::data) {
            continue;
        }
        to += fmt::format("<SimpleField type=\"{}\" name=\"", kml_type(fields[i]));
        append_xml_attribute(to, names[i]);
        const std::string_view own = own_type(fields[i]);
        to += own.empty() ? "\"/>\n" : fmt::format("\" mm:type=\"{}\"/>\n", own);
    }
    to += "</Schema>\n";
}

void append_kml_value(std::string& to, const Column& column, std::size_t i) {
    std::visit([&](const auto& values) { append_value(to, values, i); }, column.values);
}

bool kml_slot_holds(KmlSlot slot, const Column& column, std::size_t i) {
    if (is_flag(slot)) {
        return is_flag_value(column, i, 0) || is_flag_value(column, i, 1);
    }
    if (is_moment(slot)) {
        Moment moment;
        return read_iso(column.text(i), FieldType::datetime, moment) && moment.year > 0;
    }
    if (slot == KmlSlot::altitude_mode) {
        const std::string_view mode = column.text(i);
        return mode == "clampToGround" || mode == "relativeToGround" || mode == "absolute";
    }
    return true;
}

bool kml_slot_has_place(KmlSlot slot, const Shapes& shapes, std::size_t f) {
    switch (slot) {
    case KmlSlot::altitude_mode:
    case KmlSlot::extrude:
        return !shapes.is_empty(f);
    case KmlSlot::tessellate:
        return can_tessellate(shapes, f);
    default:
        return true;
    }
}

void settle_kml_flags(Batch& batch, std::span<const Field> fields, std::span<const std::string> names,
                      std::span<const int> column) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        const KmlSlot slot = kml_slot(names[i], fields[i].type);
        if (column[i] < 0 || (!is_flag(slot) && slot != KmlSlot::altitude_mode)) {
            continue;
        }
        Column& values = batch.columns[static_cast<std::size_t>(column[i])];
        for (std::size_t f = 0; f < batch.size(); ++f) {
            values.valid[f] =
                values.valid[f] && kml_slot_has_place(slot, batch.shapes, f) && !is_flag_value(values, f, -1);
        }
    }
}

} // namespace minemap
