// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: what the table of a Shapefile or a MapInfo file has no room for, in NAME.fields.json beside
// NAME.shp, in NAME.tab.fields.json beside NAME.tab.
//
// One JSON object: "minemap_fields": 1; "fields": for each column of the table, in order, "name" (in the
// table), "full" (as it was) and "type"; "values": of those values that had to change, one a line, "record"
// (from 0), "field" (its full name) and "value" (null: there was none); "empty": of fields with empty texts,
// where the table knows none, "field" and "runs", first and last record of each: there no value means an
// empty text; "features": how many records there are. Other programs may read it too; minemap uses it only
// when the columns and the number of records are those of the table.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/batch.hpp"
#include "io/target_traits.hpp"
#include "io/text_file.hpp"

namespace minemap {

inline constexpr const char* field_sidecar_ending = ".fields.json";

// Of a file that a layer is written to. Shapefile and MapInfo files of one name may lie in one folder.
std::filesystem::path field_sidecar_path(const std::filesystem::path& file);

// Of a Shapefile or MapInfo file: the file that its records' values lie in.
std::filesystem::path table_of(const std::filesystem::path& file);

// Of one file alone, in GDAL's file systems too; empty when it cannot be read.
std::string sha256_of_file(const std::string& path);

// Records in which no value of a field means an empty text: first and last of each run.
struct RecordRun {
    std::int64_t first, last;
};

// Begun with the layer; the file comes into being with the first thing that it has to keep.
class FieldSidecarWriter {
public:
    // `sent`, `made`: the fields as they came and as the table has them; `name`: their names there; `column`:
    // of the batch, for each.
    FieldSidecarWriter(std::string path, std::vector<Field> sent, const std::vector<Field>& made,
                       std::vector<std::string> name, std::vector<int> column);

    // The record that has just been written: keeps each value that is another in `written` than in `sent`,
    // and returns the indexes of those fields.
    std::vector<std::size_t> add(std::int64_t record, const Batch& sent, const Batch& written, std::size_t f);
    // `table`: the file of the values, written and closed. Throws Error{write}.
    void close(std::int64_t features, const std::filesystem::path& table);

private:
    // Of one field; a run goes on until a record really has no value.
    struct EmptyTexts {
        std::vector<RecordRun> runs;
        bool broken = false;
    };

    void open();
    void note_empty(std::int64_t record, const Batch& sent, std::size_t f);
    std::string empty_json() const;

    std::string path_;
    std::vector<Field> sent_;
    std::vector<std::string> name_;
    std::vector<int> column_;
    std::vector<EmptyTexts> empty_; // parallel to sent_
    std::unique_ptr<TextFile> file_;
    bool any_value_ = false;
};

// A sidecar as it is read.
struct FieldSidecar {
    std::vector<Field> fields;     // full names, types
    std::vector<std::string> name; // in the table
    struct Value {
        std::int64_t record;
        std::size_t field;
        bool null;
    };
    std::vector<Value> values;                 // ascending by record
    Text texts;                                // parallel to values
    std::vector<std::vector<RecordRun>> empty; // of each field
    std::int64_t features = 0;
    std::string table_sha256; // of the table as it was written

    // False when the table was written to since then: records may have moved, so that a number of a record
    // tells nothing any more, and a value may be missing because somebody took it out.
    bool table_is_same = false;

    // Whether it belongs to a table of these columns and so many records.
    bool fits(const Schema& table, std::optional<std::int64_t> records) const;
};

// Throws Error{format} with the reason when it is not such a file.
FieldSidecar read_field_sidecar(const std::string& path);

// Puts back the values of a record that is the last of its batch: of a table that is not the same any more
// only texts whose beginning still stands there. Returns how many it left alone. `traits`: of the format that
// it lies beside.
int restore_values(const FieldSidecar& sidecar, const TargetTraits& traits, std::int64_t record,
                   std::vector<Column>& columns);

} // namespace minemap
