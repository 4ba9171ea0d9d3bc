// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the features that a minefield record becomes.
#include <string>
#include <vector>

#include "geo/layer.hpp"
#include "io/record_file.hpp"

namespace minemap {

// A record with what every one of its features needs.
struct RecordToWrite {
    const LaidRecord& laid;
    std::vector<AccuracyPart> parts;
    std::optional<double> accuracy_m;
    std::vector<Repair> suggestions; // empty unless the misclosure is beyond the tolerance
};

class RecordFeatures {
public:
    // `others`: names of the table's columns that nothing claims; they go to areas (of the record's first
    // row) and to points (of their own).
    explicit RecordFeatures(const std::vector<std::string>& others);

    static std::string_view layer_name(RecordPart part) noexcept; // "areas", "rings", ...
    static Kind kind(RecordPart part) noexcept;
    const Schema& schema(RecordPart part) const { return schemas_[static_cast<std::size_t>(part)]; }

    // Appends feature `index` (below count_of()) of the record; `number`: its record number.
    void append(Batch& batch, RecordPart part, const RecordToWrite& record, std::size_t index,
                std::int64_t number) const;

private:
    std::array<Schema, record_part_count> schemas_;
    std::optional<std::size_t> class_column_; // among the others: says what class the record is
    std::size_t others_ = 0;
};

// "map scale 25.0; operation 4.5; closure unknown", metres.
std::string describe(const std::vector<AccuracyPart>& parts);
// All of a record as it was typed: "RP reference 4430281.60 8664842.43 EPSG:28408; SP start from RP 35.0 deg
// magnetic 220 m; ...".
std::string as_entered(const MinefieldRecord& record);

} // namespace minemap
