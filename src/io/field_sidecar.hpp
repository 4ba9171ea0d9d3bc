// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: what the DBF of a Shapefile has no room for, in NAME.fields.json beside NAME.shp.
//
// One JSON object: "minemap_fields": 1; "fields": for each column of the DBF, in order, "name" (in the DBF),
// "full" (as it was) and "type"; "values": of those values that had to change, one a line, "record" (from 0),
// "field" (its full name) and "value"; "features": how many records there are. Other programs may read it
// too; minemap uses it only when the columns and the number of records are those of the Shapefile.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/batch.hpp"
#include "io/text_file.hpp"

namespace minemap {

inline constexpr const char* field_sidecar_ending = ".fields.json";

// Begun with the layer; the file comes into being with the first thing that it has to keep.
class FieldSidecarWriter {
public:
    // `sent`, `made`: the fields as they came and as the DBF has them; `name`: their names there; `column`:
    // of the batch, for each.
    FieldSidecarWriter(std::string path, std::vector<Field> sent, const std::vector<Field>& made,
                       std::vector<std::string> name, std::vector<int> column);

    // The record that has just been written: keeps each value that is another in `written` than in `sent`,
    // and returns the indexes of those fields.
    std::vector<std::size_t> add(std::int64_t record, const Batch& sent, const Batch& written, std::size_t f);
    // Throws Error{write}.
    void close(std::int64_t features);

private:
    void open();

    std::string path_;
    std::vector<Field> sent_;
    std::vector<std::string> name_;
    std::vector<int> column_;
    std::unique_ptr<TextFile> file_;
    bool any_value_ = false;
};

// A sidecar as it is read.
struct FieldSidecar {
    std::vector<Field> fields;     // full names, types
    std::vector<std::string> name; // in the DBF
    struct Value {
        std::int64_t record;
        std::size_t field;
    };
    std::vector<Value> values; // ascending by record
    Text texts;                // parallel to values
    std::int64_t features = 0;

    // Whether it belongs to a DBF of these columns and so many records.
    bool fits(const Schema& dbf, std::optional<std::int64_t> records) const;
};

// Throws Error{format} with the reason when it is not such a file.
FieldSidecar read_field_sidecar(const std::string& path);

// Puts back the values of a record that is the last of its batch. Returns how many of them it left alone,
// because the DBF says something else by now.
int restore_values(const FieldSidecar& sidecar, std::int64_t record, std::vector<Column>& columns);

} // namespace minemap
