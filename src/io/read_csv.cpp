// SPDX-License-Identifier: MIT
#include "io/read_csv.hpp"

#include <algorithm>

#include <cpl_vsi.h>

#include "geo/card.hpp"
#include "io/csv_types.hpp"
#include "io/provenance.hpp"
#include "io/table_geometry.hpp"

namespace minemap {
namespace {

namespace fs = std::filesystem;

// A first line with a number in it is a record, not a heading.
bool is_heading(const std::vector<Cell>& cells) {
    return std::none_of(cells.begin(), cells.end(),
                        [](const Cell& cell) { return !cell.quoted && read_number(cell.text, false); });
}

std::vector<std::string> column_names(const std::vector<Cell>& heading, std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) {
        std::string name = i < heading.size() ? heading[i].text : std::string();
        name.erase(0, std::min(name.find_first_not_of(' '), name.size()));
        name.erase(name.find_last_not_of(' ') + 1);
        if (name.empty()) {
            name = fmt::format("field_{}", i + 1);
        }
        const std::string base = name;
        for (int n = 2; std::find(names.begin(), names.end(), name) != names.end(); ++n) {
            name = fmt::format("{}_{}", base, n);
        }
        names.push_back(std::move(name));
    }
    return names;
}

// The record number is the 1-based place among the records (the heading not counted), as GDAL numbers them
// too.
class CsvSource final : public Source {
public:
    CsvSource(Located located, CsvFile file, const std::string& uri, const SourceOptions& options,
              Report& report) :
        located_(std::move(located)),
        file_(std::move(file)), comma_(file_.delimiter() != ',') {
        info_.name = fs::path(uri == "standard input" ? "stdin" : located_.path).stem().string();
        info_.provenance.uri = uri;
        info_.provenance.driver = "CSV";
        if (!options.layers.empty() && (options.layers.size() > 1 || options.layers.front() != info_.name)) {
            fail(Errc::open, "{}: there is no layer '{}'. It has '{}'.", uri, options.layers.front(),
                 info_.name);
        }
        if (!file_.encoding_remark().empty()) {
            report.warn(info_.name, file_.encoding_remark());
        }
        survey(options, report);
        rewind();
    }

    const LayerInfo& info() const override { return info_; }
    bool next_layer() override { return false; }
    double fraction() const override { return file_.fraction(); }

    void rewind() override {
        file_.rewind();
        record_ = 0;
        bool clean = true;
        if (heading_) {
            file_.next(cells_, clean);
        }
    }

    bool next(Batch& batch, Context& context) override {
        batch.reset(info_.schema);
        bool any = false, clean = true;
        while (!batch.full() && file_.next(cells_, clean)) {
            any = true;
            take(batch, context.report, clean);
            clean = true;
        }
        return any;
    }

private:
    void take(Batch& batch, Report& report, bool clean) {
        ++record_;
        GeometryNotes notes;
        if (const auto problem = append_position(batch.shapes, position_, cells_, names_, comma_, notes)) {
            report.reject({Level::error, info_.name, record_, std::nullopt,
                           fmt::format("Line {}: {}.", file_.line(), *problem)});
            return;
        }
        batch.record.push_back(record_);
        for (std::string& sentence : sentences(notes)) {
            report.add({Level::warning, info_.name, record_, std::nullopt, std::move(sentence)});
        }
        static const Cell nothing;
        for (std::size_t i = 0; i < batch.columns.size(); ++i) {
            push_cell(batch.columns[i], info_.schema.fields[i].type, i < cells_.size() ? cells_[i] : nothing,
                      comma_);
        }
        if (!clean) {
            report.add({Level::warning, info_.name, record_, std::nullopt,
                        fmt::format("Its text holds bytes that mean nothing in {}; they were kept as the "
                                    "characters of the same "
                                    "numbers. Another --encoding may be the right one.",
                                    file_.encoding())});
        }
    }

    // Reads everything once: a value on the last line may decide the type of a column.
    void survey(const SourceOptions& options, Report& report) {
        std::vector<Cell> heading;
        bool clean = true;
        if (!file_.next(heading, clean)) {
            fail(Errc::format, "{}: the file holds no table.", info_.provenance.uri);
        }
        heading_ = is_heading(heading);
        if (!heading_) {
            heading.clear();
            file_.rewind();
        }
        const std::size_t headed = heading.size();
        std::size_t count = headed;
        std::int64_t rows = 0, uneven = 0;
        std::vector<ColumnType> types(count);
        std::vector<bool> holds_wkt(count);
        while (file_.next(cells_, clean)) {
            count = std::max(count, cells_.size());
            uneven += headed != 0 && cells_.size() != headed ? 1 : 0;
            ++rows;
            types.resize(count);
            holds_wkt.resize(count);
            for (std::size_t i = 0; i < cells_.size(); ++i) {
                types[i].add(cells_[i], comma_);
                holds_wkt[i] = holds_wkt[i] || looks_like_wkt(cells_[i].text);
            }
        }
        if (file_.unclosed_line() != 0) {
            fail(Errc::format,
                 "{}: the quote mark in the record of line {} is never closed. The file is damaged or cut "
                 "off; "
                 "get it again, or close the quote.",
                 info_.provenance.uri, file_.unclosed_line());
        }
        // Lines that end with a delimiter make no column; a table of one column needs it to show its empty
        // lines.
        if (headed > 1 && headed == count && heading.back().text.empty() && !types.back().any()) {
            heading.pop_back();
            types.pop_back();
            holds_wkt.pop_back();
            --count;
        }
        names_ = column_names(heading, count);
        position_ = find_position(names_, holds_wkt, options.fields, info_.provenance.uri);
        if (uneven > 0) {
            report.warn(
                info_.name,
                fmt::format(
                    "{} of {} lines have more or fewer cells than the heading; missing ones are null, "
                    "surplus ones are in columns named field_N.",
                    uneven, rows));
        }
        make_schema(types);
        use_csvt(report);
        place(options, report);
        info_.feature_count = rows;
    }

    void make_schema(const std::vector<ColumnType>& types) {
        for (std::size_t i = 0; i < names_.size(); ++i) {
            Field field;
            field.name = names_[i];
            field.type = types[i].type();
            info_.schema.fields.push_back(std::move(field));
        }
    }

    void use_csvt(Report& report) {
        const std::string path = fs::path(located_.path).replace_extension(".csvt").string();
        VSIStatBufL stat;
        if (VSIStatExL(path.c_str(), &stat, VSI_STAT_EXISTS_FLAG) != 0) {
            return;
        }
        CsvFile types(path, "UTF-8");
        std::vector<Cell> stated;
        bool clean = true;
        types.next(stated, clean);
        std::vector<std::optional<Field>> fields(names_.size());
        for (std::size_t i = 0; i < std::min(stated.size(), names_.size()); ++i) {
            fields[i] = csvt_field(stated[i].text);
        }
        // A type that a cell does not have would lose that cell: the column stays as it was read.
        rewind();
        while (file_.next(cells_, clean)) {
            for (std::size_t i = 0; i < std::min(cells_.size(), fields.size()); ++i) {
                if (fields[i] && !fits(cells_[i], fields[i]->type, comma_)) {
                    report.warn(
                        info_.name,
                        fmt::format(
                            "The .csvt says that column '{}' is {}, but line {} holds '{}'; the column was "
                            "read as {}.",
                            names_[i], name(fields[i]->type), file_.line(), one_line(cells_[i].text),
                            name(info_.schema.fields[i].type)));
                    fields[i].reset();
                }
            }
        }
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i]) {
                fields[i]->name = names_[i];
                info_.schema.fields[i] = *fields[i];
            }
        }
    }

    void place(const SourceOptions& options, Report& report) {
        info_.kind = position_.kind == PositionKind::none  ? Kind::null
                     : position_.kind == PositionKind::wkt ? Kind::collection
                                                           : Kind::point;
        info_.crs = options.src_crs;
        if (position_.kind == PositionKind::none) {
            recall_provenance("CSV", located_.path, nullptr, {&info_}, options, report);
            report.warn(info_.name,
                        "No column holds a position (lat/lon, x/y, e/n, wkt, mgrs); the records have no "
                        "geometry. Name "
                        "the columns with --field, for example --field x=COLUMN --field y=COLUMN.");
            return;
        }
        if (position_.kind == PositionKind::mgrs) {
            if (info_.crs.known() && info_.crs != Crs::wgs84()) {
                fail(Errc::crs, "{}: MGRS references are in WGS 84, but --src-crs says {}. Leave it away.",
                     info_.provenance.uri, describe(info_.crs));
            }
            info_.crs = Crs::wgs84(); // the system says so itself
        }
        if (options.src_crs.known()) {
            info_.provenance.steps.push_back(step_of_given_crs(options.src_crs, {}));
        }
        recall_provenance("CSV", located_.path, nullptr, {&info_}, options, report);
        GaussKrugerCheck check(info_.crs, position_);
        rewind();
        bool clean = true;
        while (file_.next(cells_, clean)) {
            check.add(cells_, comma_);
        }
        if (const auto notice = check.settle(position_, names_, info_.provenance.uri, info_.crs)) {
            report.add({Level::info, info_.name, std::nullopt, std::nullopt, *notice});
        }
        if (!info_.crs.known()) {
            report.warn(
                info_.name,
                fmt::format(
                    "A table does not say which CRS its coordinates are in. Pass --src-crs, for example {}.",
                    position_.kind == PositionKind::lat_lon ? "EPSG:4326" : "EPSG:28408"));
        }
    }

    Located located_;
    CsvFile file_;
    bool comma_; // a decimal comma is possible
    bool heading_ = true;
    std::vector<std::string> names_;
    PositionColumns position_;
    LayerInfo info_;
    std::vector<Cell> cells_;
    std::int64_t record_ = 0;
};

} // namespace

std::unique_ptr<Source> read_csv(Located located, CsvFile file, const std::string& uri,
                                 const SourceOptions& options, Report& report) {
    return std::make_unique<CsvSource>(std::move(located), std::move(file), uri, options, report);
}

} // namespace minemap
