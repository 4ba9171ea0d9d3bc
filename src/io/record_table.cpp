// SPDX-License-Identifier: MIT
#include "io/record_table.hpp"

#include <algorithm>

#include <cpl_conv.h>

#include "base/error.hpp"
#include "io/gdal.hpp"

namespace minemap {
namespace {

constexpr int rows_searched = 20; // for the heading of a sheet
constexpr const char* workbook_drivers[] = {"XLSX", "ODS"};

// Cells come as they are typed, and no row is taken for a heading by GDAL's guess.
class RawCells {
public:
    RawCells() = default;

private:
    CPLConfigOptionSetter xlsx_types_{"OGR_XLSX_FIELD_TYPES", "STRING", false};
    CPLConfigOptionSetter xlsx_headers_{"OGR_XLSX_HEADERS", "DISABLE", false};
    CPLConfigOptionSetter ods_types_{"OGR_ODS_FIELD_TYPES", "STRING", false};
    CPLConfigOptionSetter ods_headers_{"OGR_ODS_HEADERS", "DISABLE", false};
};

std::vector<std::string> texts_of(const OGRFeature& feature) {
    std::vector<std::string> cells;
    for (int i = 0; i < feature.GetFieldCount(); ++i) {
        cells.emplace_back(feature.IsFieldSetAndNotNull(i) ? feature.GetFieldAsString(i) : "");
    }
    return cells;
}

bool is_blank(const std::vector<std::string>& cells) {
    return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
        return cell.find_first_not_of(" \t\r\n") == std::string::npos;
    });
}

struct Sheet {
    OGRLayer* layer = nullptr;
    RecordColumns columns;
    std::vector<std::string> heading;
    std::int64_t heading_row = 0; // 1-based
};

std::optional<Sheet> sheet_of(OGRLayer& layer, const SourceOptions& options) {
    layer.ResetReading();
    std::vector<std::string> names;
    for (int i = 0; i < layer.GetLayerDefn()->GetFieldCount(); ++i) {
        names.emplace_back(layer.GetLayerDefn()->GetFieldDefn(i)->GetNameRef());
    }
    if (auto columns =
            find_record_columns(names, options.fields)) { // GDAL took the first row for the heading
        return Sheet{&layer, std::move(*columns), std::move(names), 1};
    }
    for (int row = 1; row <= rows_searched; ++row) {
        const OGRFeatureUniquePtr feature(layer.GetNextFeature());
        if (!feature) {
            break;
        }
        std::vector<std::string> heading = texts_of(*feature);
        if (auto columns = find_record_columns(heading, options.fields)) {
            return Sheet{&layer, std::move(*columns), std::move(heading), feature->GetFID()};
        }
    }
    return std::nullopt;
}

std::vector<Sheet> sheets_of(GDALDataset& dataset, const SourceOptions& options,
                             std::vector<std::string>& left_out) {
    std::vector<Sheet> sheets;
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
        OGRLayer& layer = *dataset.GetLayer(i);
        if (auto sheet = sheet_of(layer, options)) {
            sheets.push_back(std::move(*sheet));
        } else if (layer.GetFeatureCount() > 0) {
            left_out.emplace_back(layer.GetName());
        }
        layer.ResetReading();
    }
    return sheets;
}

} // namespace

struct RecordTable::State {
    std::string driver;
    Located located; // of the CSV file
    std::optional<CsvFile> csv;
    std::optional<OpenedDataset> workbook;
    std::vector<Sheet> sheets; // of a CSV file one
    std::vector<std::string> others, remarks;
    std::size_t sheet = 0;
    std::int64_t row = 0; // given so far
    std::int64_t rows = 0;
    std::vector<Cell> cells;

    // Gives every sheet's `others` the order of all sheets': cell indexes of those it lacks point nowhere.
    void join_others() {
        for (const Sheet& one : sheets) {
            for (const std::size_t at : one.columns.others) {
                const std::string& text = one.heading[at];
                if (!text.empty() && std::find(others.begin(), others.end(), text) == others.end()) {
                    others.push_back(text);
                }
            }
        }
        for (Sheet& one : sheets) {
            std::vector<std::size_t> joined;
            for (const std::string& text : others) {
                const auto found = std::find_if(one.columns.others.begin(), one.columns.others.end(),
                                                [&](std::size_t at) { return one.heading[at] == text; });
                joined.push_back(found == one.columns.others.end() ? one.heading.size() : *found);
            }
            one.columns.others = std::move(joined);
        }
    }

    void begin_sheet() {
        OGRLayer& layer = *sheets[sheet].layer;
        layer.ResetReading();
    }

    bool next_of_csv(RecordRow& target, bool& clean) {
        while (csv->next(cells, clean)) {
            target.cells.resize(cells.size());
            for (std::size_t i = 0; i < cells.size(); ++i) {
                target.cells[i] = std::move(cells[i].text);
            }
            target.line = csv->line();
            if (!is_blank(target.cells)) {
                return true;
            }
        }
        if (csv->unclosed_line() != 0) {
            fail(Errc::format,
                 "The quote mark in the record of line {} is never closed. The file is damaged or cut off; "
                 "get it "
                 "again, or close the quote.",
                 csv->unclosed_line());
        }
        return false;
    }

    bool next_of_workbook(RecordRow& target) {
        const ErrorCapture quiet;
        while (sheet < sheets.size()) {
            const OGRFeatureUniquePtr feature(sheets[sheet].layer->GetNextFeature());
            if (!feature) {
                if (sheet + 1 == sheets.size()) {
                    return false;
                }
                ++sheet;
                begin_sheet();
                continue;
            }
            target.cells = texts_of(*feature);
            target.line = feature->GetFID();
            if (target.line > sheets[sheet].heading_row && !is_blank(target.cells)) {
                return true;
            }
        }
        return false;
    }
};

RecordTable::RecordTable(std::unique_ptr<State> state) : state_(std::move(state)) {}
RecordTable::RecordTable(RecordTable&&) noexcept = default;
RecordTable& RecordTable::operator=(RecordTable&&) noexcept = default;
RecordTable::~RecordTable() = default;

std::optional<RecordTable> RecordTable::in_csv(Located& located, CsvFile& file,
                                               const SourceOptions& options) {
    std::vector<Cell> cells;
    bool clean = true;
    std::vector<std::string> heading;
    if (file.next(cells, clean)) {
        for (Cell& cell : cells) {
            heading.push_back(std::move(cell.text));
        }
    }
    file.rewind();
    auto columns = find_record_columns(heading, options.fields);
    if (!columns) {
        return std::nullopt;
    }
    auto state = std::make_unique<State>();
    state->driver = "CSV";
    if (!file.encoding_remark().empty()) {
        state->remarks.push_back(file.encoding_remark());
    }
    state->located = std::move(located);
    state->csv.emplace(std::move(file));
    state->sheets.push_back({nullptr, std::move(*columns), std::move(heading), 1});
    state->join_others();
    RecordTable table(std::move(state));
    table.rewind();
    return table;
}

std::optional<RecordTable> RecordTable::in_workbook(OpenedDataset& opened, const SourceOptions& options) {
    const bool workbook = std::any_of(std::begin(workbook_drivers), std::end(workbook_drivers),
                                      [&](const char* driver) { return opened.driver == driver; });
    std::vector<std::string> left_out;
    if (!workbook || sheets_of(*opened.dataset, options, left_out).empty()) {
        return std::nullopt;
    }
    // Once more, for GDAL has read numbers and days in its own way.
    const RawCells raw;
    auto state = std::make_unique<State>();
    state->driver = opened.driver;
    GDALDatasetUniquePtr again(
        GDALDataset::Open(opened.path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY,
                          std::vector<const char*>{opened.driver.c_str(), nullptr}.data(), nullptr, nullptr));
    if (!again) {
        fail(Errc::open, "{}: the workbook cannot be opened a second time.", opened.uri);
    }
    opened.dataset = std::move(again);
    left_out.clear();
    state->sheets = sheets_of(*opened.dataset, options, left_out);
    for (const std::string& name : left_out) {
        state->remarks.push_back(
            fmt::format("The sheet '{}' has not the columns of minefield records and was left out.", name));
    }
    for (const Sheet& sheet : state->sheets) {
        state->rows += sheet.layer->GetFeatureCount();
    }
    state->workbook.emplace(std::move(opened));
    state->join_others();
    RecordTable table(std::move(state));
    table.rewind();
    return table;
}

const char* RecordTable::driver() const noexcept { return state_->driver.c_str(); }

bool RecordTable::decimal_comma() const noexcept { return !state_->csv || state_->csv->delimiter() != ','; }

const std::vector<std::string>& RecordTable::other_names() const noexcept { return state_->others; }

const RecordColumns& RecordTable::columns() const noexcept { return state_->sheets[state_->sheet].columns; }

const std::vector<std::string>& RecordTable::remarks() const noexcept { return state_->remarks; }

bool RecordTable::next(RecordRow& row, bool& clean) {
    if (!(state_->csv ? state_->next_of_csv(row, clean) : state_->next_of_workbook(row))) {
        return false;
    }
    row.number = ++state_->row;
    return true;
}

void RecordTable::rewind() {
    state_->row = 0;
    state_->sheet = 0;
    if (state_->csv) {
        bool clean = true;
        state_->csv->rewind();
        state_->csv->next(state_->cells, clean);
    } else {
        state_->begin_sheet();
    }
}

double RecordTable::fraction() const {
    if (state_->csv) {
        return state_->csv->fraction();
    }
    return state_->rows == 0
               ? 1.0
               : std::min(1.0, static_cast<double>(state_->row) / static_cast<double>(state_->rows));
}

} // namespace minemap
