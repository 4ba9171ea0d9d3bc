// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the rows of tables of minefield records, as text, from CSV and from spreadsheets.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/report.hpp"
#include "io/csv_file.hpp"
#include "io/io.hpp"
#include "io/open_dataset.hpp"
#include "mine/record_rows.hpp"

namespace minemap {

// A text file, or the sheets of a workbook that have the columns of records, one behind the other.
class RecordTable {
public:
    // None when the heading is not that of records; both stay usable then, and `file` stands at its
    // beginning. `located`: where the file lies, for as long as it is read.
    static std::optional<RecordTable> in_csv(Located& located, CsvFile& file, const SourceOptions& options);
    // None when no sheet is one of records; `opened` stays usable then. A heading is looked for in the first
    // twenty rows, for a title often stands above it. GDAL holds a whole workbook in memory.
    static std::optional<RecordTable> in_workbook(OpenedDataset& opened, const SourceOptions& options);

    RecordTable(RecordTable&&) noexcept;
    RecordTable& operator=(RecordTable&&) noexcept;
    ~RecordTable();

    const char* driver() const noexcept; // "CSV", "XLSX", "ODS"
    bool decimal_comma() const noexcept;
    // The columns that nothing claims, of all sheets; RecordRow cells are read with columns(), whose `others`
    // follow this order.
    const std::vector<std::string>& other_names() const noexcept;
    // Of the row that next() gave last.
    const RecordColumns& columns() const noexcept;
    const std::vector<std::string>& remarks() const noexcept; // about the whole file

    // False at the end. Rows without any text are passed over. `clean` becomes false when a byte means
    // nothing in the encoding.
    bool next(RecordRow& row, bool& clean);
    void rewind();
    double fraction() const;

private:
    struct State;
    explicit RecordTable(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace minemap
