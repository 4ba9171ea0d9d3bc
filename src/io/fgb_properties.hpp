// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the values of a record of a FlatGeobuf file.
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "geo/batch.hpp"
#include "io/fgb_tables.hpp"

namespace minemap::fgb {

// The field that a column of the header is; a list for JSON.
Field field_of(const ColumnTable& column);

// What has to be said of a value; `column` is its place in the header.
struct PropertyNotes {
    enum class What : std::uint8_t { rounded, no_moment, not_utf8 };
    std::function<void(What what, std::size_t column)> say;
    std::function<std::string(std::string_view bytes)> decode; // of a text that is not UTF-8
};

class PropertyReader {
public:
    explicit PropertyReader(std::vector<ColumnType> types) :
        types_(std::move(types)), seen_(types_.size(), false) {}

    // Appends one value to each column, null where there is none. Throws Error{format}, a clause that says
    // why, when the bytes contradict themselves.
    void append(std::span<const std::uint8_t> properties, std::vector<Column>& columns,
                const PropertyNotes& notes);

private:
    std::vector<ColumnType> types_;
    std::vector<bool> seen_; // of the record at hand
};

} // namespace minemap::fgb
