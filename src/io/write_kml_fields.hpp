// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: what a column becomes in KML: an element of its own, or typed data under a schema.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/batch.hpp"

namespace minemap {

// Columns that KML has elements for; everything else is data.
enum class KmlSlot : std::uint8_t {
    data,
    name,
    description,
    snippet,
    when,
    begin,
    end,
    visibility,
    altitude_mode,
    extrude,
    tessellate
};
inline constexpr std::size_t kml_slot_count = 11;

bool is_moment(KmlSlot slot) noexcept; // when, begin, end
bool is_flag(KmlSlot slot) noexcept;   // visibility, extrude, tessellate

// By the name that the column has in the file, and what it holds.
KmlSlot kml_slot(std::string_view name, FieldType type);

// Names for all columns of a layer that KML can carry and that no reader takes for something else, each
// different from the others whatever the case.
void make_kml_names(std::span<const Field> fields, std::vector<std::string>& names);

// The name space of the attribute "mm:type" of a SimpleField: what a column is where the types of KML do not
// say it: int64, date, time, datetime, list, binary.
inline constexpr const char* kml_type_namespace = "urn:minemap:kml";

// <Schema name="layer_N" id="schema_N"> with its fields.
void append_kml_schema(std::string& to, int number, std::span<const Field> fields,
                       std::span<const std::string> names);

// Value i as the content of an element; it is not null.
void append_kml_value(std::string& to, const Column& column, std::size_t i);

// Whether the element can say the value, which is not null: a moment of our era, 0 or 1, a mode of KML.
bool kml_slot_holds(KmlSlot slot, const Column& column, std::size_t i);

// Whether the record has what the element belongs to: altitude_mode, extrude and tessellate to a geometry.
bool kml_slot_has_place(KmlSlot slot, const Shapes& shapes, std::size_t f);

// Flags of -1, GDAL's word for "not stated", become null, and so does what has no place in the record.
// `column`: of the batch, for each name; -1 = it has none.
void settle_kml_flags(Batch& batch, std::span<const Field> fields, std::span<const std::string> names,
                      std::span<const int> column);

} // namespace minemap
