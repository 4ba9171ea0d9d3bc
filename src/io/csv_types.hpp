// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: what type the cells of a column have in common.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/batch.hpp"
#include "io/csv_file.hpp"

namespace minemap {

// A plain decimal number, wholly; with a comma for the point where `comma` allows it. None for "", "1e", "12
// m".
std::optional<double> read_number(std::string_view text, bool comma);

// Looks at every cell of a column. A column is numbers only when every cell is one that loses nothing as a
// number: not quoted, no leading zero or plus sign, no more digits than a number holds.
class ColumnType {
public:
    void add(const Cell& cell, bool comma);
    FieldType type() const noexcept;
    bool any() const noexcept { return any_; } // whether any cell says anything

private:
    bool any_ = false, integer_ = true, real_ = true, date_ = true, datetime_ = true, time_ = true;
};

// The type as a .csvt states it: "Integer(5)", "Real(10.3)", "Integer(Boolean)", "CoordX". None when it is no
// type.
std::optional<Field> csvt_field(std::string_view text);

// Whether the cell can be a value of the type without losing anything.
bool fits(const Cell& cell, FieldType type, bool comma);
// Appends it; it must fit. An empty unquoted cell is null.
void push_cell(Column& column, FieldType type, const Cell& cell, bool comma);

} // namespace minemap
