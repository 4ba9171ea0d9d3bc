// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the first pass over a GeoJSON file.
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "geo/geometry.hpp"
#include "io/geojson_fields.hpp"

namespace minemap {

// What the first pass learns of a layer besides its fields.
struct GeoJsonSurvey {
    GeoJsonFields fields;
    std::int64_t records = 0;
    std::int64_t placed = 0;             // with a geometry
    std::array<std::int64_t, 8> kinds{}; // by Kind
    bool has_z = false;
    JsonKind id_kind = JsonKind::null; // of the members "id" of all features
    std::int64_t ids = 0;              // features that have one
    bool ids_count = true;             // they are just 0, 1, 2 ... the place in the file
    bool ids_differ = false;           // from the property "id" of the same feature
    bool ids_alone = false;            // there are features with an id but without that property
    std::map<std::string, std::int64_t, std::less<>> foreign; // members beside the properties
    std::string crs;                                          // of a feature or geometry: the first
};

// Learns the layer record by record.
class GeoJsonSurveyor {
public:
    // texts_only: a text that looks like a date is a text all the same.
    explicit GeoJsonSurveyor(bool texts_only) : texts_only_(texts_only) {}

    // The record with this number. Throws simdjson::simdjson_error where it is no JSON.
    void add(simdjson::ondemand::document& document, std::int64_t record);
    GeoJsonSurvey take() { return std::move(survey_); }

private:
    // True when the properties hold the attributes, or say that there are none.
    bool add_properties(simdjson::ondemand::value value);
    void add_field(simdjson::ondemand::raw_json_string key, simdjson::ondemand::value value);
    // A feature without properties has its attributes beside them; else what stands there is left out.
    void add_others(simdjson::ondemand::document& document, bool attributes);
    void add_geometry(simdjson::ondemand::value value);
    void note_crs(const std::string& text);
    std::string add_id(simdjson::ondemand::value value, std::int64_t record);
    void compare_id(const std::string& id);

    bool texts_only_;
    GeoJsonSurvey survey_;
    // Of the record at hand.
    std::string name_, property_id_;
    std::vector<std::size_t> order_;
    std::vector<JsonKind> kinds_;
};

// Whether it is a member of a feature that is no attribute of it.
bool is_structural(std::string_view key) noexcept;
bool is_null(simdjson::ondemand::value value);
// The key as it is meant; good until the buffer changes.
std::string_view unescaped_key(simdjson::ondemand::raw_json_string key, std::string& buffer);

} // namespace minemap
