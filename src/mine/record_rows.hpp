// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mine/record.hpp"
#include "mine/record_columns.hpp"

namespace minemap {

// One line of a table of records.
struct RecordRow {
    std::vector<std::string> cells;
    std::int64_t number = 0; // among the rows, 1-based, the heading not counted
    std::int64_t line = 0;   // of the file or the sheet, for messages
};

// What a person says about a table that does not say it itself.
struct RecordDefaults {
    Crs crs;                       // of coordinates without a CRS; unknown = nothing
    std::optional<AngleUnit> unit; // of bearings without a unit
    std::optional<North> north;    // of bearings that do not say from which north
    bool decimal_comma = true;     // "12,5" is a number: not where the comma separates the cells
};

// Makes values of the rows of one record. Keeps the CRSs that it has met. An instance stays on one thread.
class RecordParser {
public:
    explicit RecordParser(RecordDefaults defaults);
    ~RecordParser();
    RecordParser(RecordParser&&) noexcept;

    // All rows of one record, in order. Throws Error{usage} with the reason for rejecting it, a clause such
    // as "line 4: ...", and Error{crs}, a whole sentence, for what has to be asked: a bearing over 360
    // without a unit, a bearing without its north, a coordinate that may lie in several places. The record's
    // CRS is that of its first coordinate: the grid that it is in, or for degrees the zone of Gauss-Krüger
    // (SK-42) or UTM (WGS 84) around it.
    MinefieldRecord parse(const std::vector<RecordRow>& rows, const RecordColumns& columns);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace minemap
