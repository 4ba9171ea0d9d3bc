// SPDX-License-Identifier: MIT
#include "io/record_file.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace minemap {
namespace {

constexpr std::size_t most_points = 100'000; // of one record

RecordDefaults defaults_of(const RecordTable& table, const SourceOptions& options) {
    RecordDefaults defaults;
    defaults.crs = options.src_crs;
    defaults.unit = options.records.unit;
    defaults.north = options.records.north;
    defaults.decimal_comma = table.decimal_comma();
    return defaults;
}

std::string id_of(const RecordRow& row, const RecordColumns& columns) {
    const std::size_t at = *columns[RecordColumn::record_id];
    const std::string& cell = at < row.cells.size() ? row.cells[at] : std::string();
    const std::size_t first = cell.find_first_not_of(" \t\r\n");
    return first == std::string::npos ? std::string()
                                      : cell.substr(first, cell.find_last_not_of(" \t\r\n") + 1 - first);
}

void add_places(Box& box, const LaidRecord& laid) {
    for (const auto* places : {&laid.traverse.raw, &laid.traverse.balanced, &laid.area}) {
        for (const PlanePoint& place : *places) {
            box.add(place.e, place.n);
        }
    }
}

} // namespace

std::size_t count_of(RecordPart part, const LaidRecord& laid) {
    const std::vector<RecordPoint>& points = laid.record.points;
    switch (part) {
    case RecordPart::areas:
        return 1;
    case RecordPart::rings:
        return laid.traverse.ring.empty() ? 0 : laid.traverse.misclosure ? 2 : 1;
    case RecordPart::legs:
        return static_cast<std::size_t>(std::count_if(
            points.begin(), points.end(), [](const RecordPoint& point) { return point.leg.has_value(); }));
    case RecordPart::points:
        return points.size();
    case RecordPart::mines:
        break;
    }
    std::size_t mines = 0;
    for (const MineRows& rows : laid.rows) {
        mines += static_cast<std::size_t>(rows.mines());
    }
    return mines;
}

RecordFile::RecordFile(RecordTable table, const SourceOptions& options, Context& context) :
    table_(std::move(table)), parser_(defaults_of(table_, options)), surveyor_(options.records.tolerance) {
    survey(options, context);
}

void RecordFile::survey(const SourceOptions& options, Context& context) {
    Report unheard;
    LaidRecord laid;
    rewind();
    while (next(laid, {}, unheard)) {
        context.check_cancelled();
        std::size_t index = crs_index(laid.record.crs);
        if (index == crss_.size()) {
            crss_.push_back({laid.record.crs, {}, {}, {}, {}});
        }
        RecordsInCrs& in_crs = crss_[index];
        add_places(in_crs.extent, laid);
        for (std::size_t part = 0; part < record_part_count; ++part) {
            in_crs.features[part] += static_cast<std::int64_t>(count_of(static_cast<RecordPart>(part), laid));
        }
    }
    for (RecordsInCrs& in_crs : crss_) {
        try {
            in_crs.to_wgs84 =
                pin_operation(in_crs.crs, Crs::wgs84(), in_crs.extent, options.records.operation);
            in_crs.operation_m = in_crs.to_wgs84->operation.accuracy_m;
        } catch (const Error& error) {
            if (error.code() != Errc::crs) {
                throw;
            }
        }
    }
    rewind();
}

std::size_t RecordFile::crs_index(const Crs& crs) const noexcept {
    const auto found =
        std::find_if(crss_.begin(), crss_.end(), [&](const RecordsInCrs& one) { return one.crs == crs; });
    return static_cast<std::size_t>(found - crss_.begin());
}

std::vector<AccuracyPart> RecordFile::parts_of(const LaidRecord& laid) const {
    return accuracy_parts(laid.record, laid.traverse, crss_.at(crs_index(laid.record.crs)).operation_m);
}

void RecordFile::rewind() {
    table_.rewind();
    ahead_.reset();
    seen_.clear();
}

// Rows of one name that stand together; a row without a name belongs to the one above it.
bool RecordFile::next_group(std::string& problem, bool& clean) {
    group_.clear();
    problem.clear();
    merged_ = 0;
    RecordRow row;
    if (ahead_) {
        row = std::move(*ahead_);
        columns_ = columns_ahead_;
        ahead_.reset();
    } else if (table_.next(row, clean)) {
        columns_ = table_.columns();
    } else {
        return false;
    }
    const std::string id = id_of(row, columns_);
    if (!id.empty() && !seen_.insert(id).second) {
        problem = fmt::format(
            "line {}: another record of this name came before; the rows of a record stand together",
            row.line);
    }
    group_.push_back(std::move(row));
    while (table_.next(row, clean)) {
        const std::string next_id = id_of(row, table_.columns());
        if (!next_id.empty() && next_id != id) {
            ahead_ = std::move(row);
            columns_ahead_ = table_.columns();
            break;
        }
        merged_ += next_id.empty() ? 1 : 0;
        if (group_.size() < most_points) {
            group_.push_back(std::move(row));
        } else {
            problem = fmt::format("it has more than {} points", most_points);
        }
    }
    return true;
}

bool RecordFile::next(LaidRecord& laid, const std::string& layer, Report& report) {
    std::string problem;
    for (bool clean = true; next_group(problem, clean); clean = true) {
        const std::int64_t number = group_.front().number;
        try {
            if (!problem.empty()) {
                fail(Errc::usage, "{}", problem);
            }
            laid = surveyor_.lay_out(parser_.parse(group_, columns_));
        } catch (const Error& error) {
            if (error.code() != Errc::usage) {
                throw;
            }
            report.reject(
                {Level::error, layer, number, std::nullopt,
                 fmt::format("Record '{}' was left out: {}.", id_of(group_.front(), columns_),
                             std::string_view(error.what())
                                 .substr(0, std::string_view(error.what()).find_last_not_of('.') + 1))});
            continue;
        }
        if (merged_ > 0) {
            laid.record.notes.push_back(fmt::format("{} of its lines have no record_id and were taken to it, "
                                                    "as cells merged downwards leave them.",
                                                    merged_));
        }
        if (!clean) {
            laid.record.notes.emplace_back(
                "Its text holds bytes that mean nothing in the encoding of the file; "
                "another --encoding may be the right one.");
        }
        return true;
    }
    return false;
}

} // namespace minemap
