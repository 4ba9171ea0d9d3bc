// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the values of a feature's properties, as simdjson walks them.
#include <string>

#include <simdjson.h>

#include "geo/batch.hpp"
#include "io/geojson_fields.hpp"

namespace minemap {

// What the value is. With `texts_only` a string is a string, whatever it looks like.
JsonKind json_kind(simdjson::ondemand::value value, bool texts_only);

// What happened to a value on its way into its column.
struct JsonPush {
    bool replaced = false; // characters that no text can hold became U+FFFD
    bool rounded = false;  // a whole number of more digits than a double has
    bool infinite = false; // a number beyond the range of doubles
};

// Appends the value to a column of this type, which merged() has made wide enough. `kind`: of the field.
JsonPush push_json(Column& column, JsonKind kind, simdjson::ondemand::value value);

// The value in the form in which GDAL writes JSON too: { "a": 1, "b": [ 2.50, "c" ] }. Numbers keep their
// digits. Throws simdjson::simdjson_error when it is not JSON or nested deeper than most_nested.
inline constexpr int most_nested = 1'000;
void append_json_value(std::string& text, simdjson::ondemand::value value, bool& clean, int depth = 0);

} // namespace minemap
