// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: our values in PostgreSQL's columns, as texts.
#include <cstdint>
#include <string>
#include <string_view>

#include "geo/batch.hpp"

namespace minemap {

// The type of a column for a field: "smallint", "character varying(20)", "timestamp with time zone".
std::string pg_type(const Field& field);

// The type that the column needs when the declared one does not hold value i: a whole number or a text longer
// than its source promised, a real that is no float, a list that is no JSON. Empty = it fits.
std::string wider_pg_type(const Field& field, const Column& column, std::size_t i);

// Value i as COPY's text format has it, without what ends it.
void append_pg_copy(std::string& line, const Field& field, const Column& column, std::size_t i);

// Why a server refuses the value, or would keep another one; nullptr = it takes it.
const char* no_pg_value(const Field& field, std::string_view text);

// Whether a date with time says in which time zone it is.
bool has_time_zone(std::string_view datetime);

// What the columns of a server's answer are by the number of their type (pg_type.oid of built-in types).
Field pg_field(std::string name, std::uint32_t oid);

// Appends what the server sent as text for a column of such a field.
void push_pg_value(Column& column, const Field& field, std::string_view text);

} // namespace minemap
