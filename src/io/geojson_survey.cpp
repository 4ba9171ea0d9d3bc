// SPDX-License-Identifier: MIT
#include "io/geojson_survey.hpp"

#include <algorithm>

#include "io/geojson_geometry.hpp"
#include "io/geojson_properties.hpp"
#include "io/geojson_text.hpp"

namespace minemap {
namespace {

namespace od = simdjson::ondemand;

// 5 and "5" are the same to whoever reads them.
std::string bare_text(std::string_view json) {
    return std::string(!json.empty() && json.front() == '"' ? string_body(json) : json);
}

} // namespace

bool is_structural(std::string_view key) noexcept {
    return key == "type" || key == "geometry" || key == "properties" || key == "bbox" || key == "id" ||
           key == "crs";
}

bool is_null(od::value value) { return trimmed(value.raw_json_token()) == "null"; }

std::string_view unescaped_key(od::raw_json_string key, std::string& buffer) {
    const std::string_view raw = raw_key(key);
    if (raw.find('\\') == raw.npos) {
        return raw;
    }
    buffer.clear();
    append_unescaped(buffer, raw);
    return buffer;
}

void GeoJsonSurveyor::add(od::document& document, std::int64_t record) {
    if (document.type() != od::json_type::object) {
        return;
    }
    order_.clear();
    kinds_.clear();
    bool attributes = false, others = false;
    Kind bare = Kind::null;
    std::string id;
    for (auto member : document.get_object()) {
        const std::string_view key = raw_key(member.key());
        od::value value = member.value();
        if (key == "type") {
            bare = geojson_kind(trimmed(value.raw_json_token()));
        } else if (key == "geometry") {
            add_geometry(value);
        } else if (key == "properties") {
            attributes = add_properties(value);
        } else if (key == "id") {
            id = add_id(value, record);
        } else if (key == "crs") {
            note_crs(std::string(raw_json(value)));
        } else {
            others = others || !is_structural(key);
        }
    }
    if (bare != Kind::null) {
        document.rewind();
        add_geometry(document.get_value());
        return;
    }
    if (others || !attributes) {
        add_others(document, attributes);
    }
    compare_id(id);
    survey_.fields.add_record(order_, kinds_);
}

bool GeoJsonSurveyor::add_properties(od::value value) {
    if (is_null(value)) {
        return true;
    }
    od::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) {
        return false;
    }
    for (auto field : object) {
        add_field(field.key(), field.value());
    }
    return true;
}

void GeoJsonSurveyor::add_field(od::raw_json_string key, od::value value) {
    const std::size_t index = survey_.fields.find_or_add(
        unescaped_key(key, name_), order_.empty() ? GeoJsonFields::none : order_.back());
    const JsonKind so_far = survey_.fields.all()[index].kind;
    const bool texts_only = texts_only_ || so_far == JsonKind::string || so_far == JsonKind::json;
    const JsonKind kind = json_kind(value, texts_only);
    // Of a key that stands twice the last value counts.
    const auto before = std::find(order_.begin(), order_.end(), index);
    if (before != order_.end()) {
        kinds_[static_cast<std::size_t>(before - order_.begin())] = kind;
    } else {
        order_.push_back(index);
        kinds_.push_back(kind);
    }
    if (survey_.fields.all()[index].name == "id") {
        property_id_ = bare_text(raw_json(value));
    }
}

void GeoJsonSurveyor::add_others(od::document& document, bool attributes) {
    document.rewind();
    for (auto member : document.get_object()) {
        const std::string_view key = raw_key(member.key());
        if (is_structural(key) && (attributes || key != "properties")) {
            continue;
        }
        if (attributes) {
            ++survey_.foreign[std::string(key)];
        } else {
            add_field(member.key(), member.value());
        }
    }
}

void GeoJsonSurveyor::add_geometry(od::value value) {
    const GeoJsonGeometry::Look look = GeoJsonGeometry::look(value);
    note_crs(look.crs);
    ++survey_.kinds[static_cast<std::size_t>(look.kind)];
    survey_.placed += look.kind != Kind::null ? 1 : 0;
    survey_.has_z = survey_.has_z || look.has_z;
}

void GeoJsonSurveyor::note_crs(const std::string& text) {
    if (!text.empty() && text != "null" && survey_.crs.empty()) {
        survey_.crs = text;
    }
}

std::string GeoJsonSurveyor::add_id(od::value value, std::int64_t record) {
    const JsonKind kind = json_kind(value, true);
    if (kind == JsonKind::null) {
        return {};
    }
    std::string text = bare_text(raw_json(value));
    ++survey_.ids;
    survey_.ids_count = survey_.ids_count && kind == JsonKind::integer && text == std::to_string(record);
    const JsonKind so_far = survey_.id_kind;
    survey_.id_kind = so_far == JsonKind::null || so_far == kind ? kind : JsonKind::string;
    return text;
}

void GeoJsonSurveyor::compare_id(const std::string& id) {
    const bool property = !property_id_.empty() && property_id_ != "null";
    survey_.ids_differ = survey_.ids_differ || (!id.empty() && property && property_id_ != id);
    survey_.ids_alone = survey_.ids_alone || (!id.empty() && !property);
    property_id_.clear();
}

} // namespace minemap
