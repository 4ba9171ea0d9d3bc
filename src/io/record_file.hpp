// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: a file of minefield records, one record after another.
#include <array>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/context.hpp"
#include "geo/transform.hpp"
#include "io/record_table.hpp"
#include "mine/accuracy.hpp"
#include "mine/blunder.hpp"
#include "mine/record_survey.hpp"

namespace minemap {

// What becomes of records: layers of features.
enum class RecordPart : std::uint8_t { areas, rings, legs, points, mines };
inline constexpr std::size_t record_part_count = 5;
std::size_t count_of(RecordPart part, const LaidRecord& laid);

// All the records in one CRS.
struct RecordsInCrs {
    Crs crs;
    Box extent;
    std::array<std::int64_t, record_part_count> features{};
    std::optional<PinnedOperation> to_wgs84; // none where none may be used
    std::optional<double> operation_m;       // its accuracy, 0 where the datum is that of WGS 84
};

class RecordFile {
public:
    // Reads everything once, for the CRSs and for what has to be asked. Throws Error{crs}.
    RecordFile(RecordTable table, const SourceOptions& options, Context& context);

    const RecordTable& table() const noexcept { return table_; }
    const std::vector<RecordsInCrs>& crss() const noexcept { return crss_; }
    std::size_t crs_index(const Crs& crs) const noexcept;
    std::vector<AccuracyPart> parts_of(const LaidRecord& laid) const;

    // The next good record; bad ones before it are rejected in the report, on behalf of `layer`. False at the
    // end.
    bool next(LaidRecord& laid, const std::string& layer, Report& report);
    void rewind();
    double fraction() const { return table_.fraction(); }

private:
    bool next_group(std::string& problem, bool& clean);
    void survey(const SourceOptions& options, Context& context);

    RecordTable table_;
    RecordParser parser_;
    RecordSurveyor surveyor_;
    std::vector<RecordsInCrs> crss_;
    std::vector<RecordRow> group_; // the rows of one record
    RecordColumns columns_;        // of the group
    std::optional<RecordRow> ahead_;
    RecordColumns columns_ahead_;
    std::unordered_set<std::string> seen_;
    std::int64_t merged_ = 0; // rows of the group without a name of their own
};

} // namespace minemap
