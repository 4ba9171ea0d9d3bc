// SPDX-License-Identifier: MIT
#pragma once

// Private to mine/: the cells of one row of a table of records.
#include <optional>
#include <string>
#include <vector>

#include "mine/record.hpp"
#include "mine/record_columns.hpp"
#include "mine/record_rows.hpp"

namespace minemap {

class RecordCells {
public:
    RecordCells(const RecordRow& row, const RecordColumns& columns, bool decimal_comma) :
        row_(row), columns_(columns), decimal_comma_(decimal_comma) {}

    std::int64_t line() const noexcept { return row_.line; }
    std::int64_t row() const noexcept { return row_.number; }
    // Without blanks at its ends; empty where there is no such column.
    std::string text(RecordColumn column) const;
    // None for an empty cell. Throws Error{usage}, a clause, for one that is no number.
    std::optional<double> number(RecordColumn column) const;
    AsEntered as_entered() const;
    std::vector<std::string> others() const;

private:
    const RecordRow& row_;
    const RecordColumns& columns_;
    bool decimal_comma_;
};

// Takes over what the row says about the whole record, or about rows of mines that begin at its point.
void take_statements(MinefieldRecord& record, RecordPoint& point, const RecordCells& cells);

} // namespace minemap
