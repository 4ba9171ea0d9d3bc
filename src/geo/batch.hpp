// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "geo/shapes.hpp"

namespace minemap {

// What a value means. Dates, times and date-times are kept as ISO 8601 text, lists as JSON text, binary as
// hexadecimal text, booleans as char 0/1.
enum class FieldType : std::uint8_t { string, integer, real, date, time, datetime, boolean, list, binary };

// "string", "integer", ... the names of `minemap info --json`.
std::string_view name(FieldType type) noexcept;

// One attribute. Width, precision and bits are those of the source and matter only to formats that store
// them.
struct Field {
    std::string name;
    FieldType type = FieldType::string;
    int width = 0;     // characters or digits; 0 = not limited
    int precision = 0; // digits behind the point; 0 = not stated
    int bits = 64;     // of an integer or real: 16, 32 or 64

    bool operator==(const Field&) const = default;
};

struct Schema {
    std::vector<Field> fields;

    // Index of the field with exactly this name.
    std::optional<std::size_t> find(std::string_view field_name) const noexcept;
    bool operator==(const Schema&) const = default;
};

// Texts one behind the other, with their offsets.
struct Text {
    std::string arena;
    std::vector<std::uint64_t> offset{0};

    std::size_t size() const noexcept { return offset.size() - 1; }
    std::string_view operator[](std::size_t i) const noexcept {
        return std::string_view(arena).substr(offset[i], offset[i + 1] - offset[i]);
    }
    void push_back(std::string_view text) {
        arena.append(text);
        offset.push_back(arena.size());
    }
};

// One attribute of many features, typed. A null has valid = false and a placeholder value.
struct Column {
    using Values = std::variant<std::vector<std::int64_t>, std::vector<double>, Text, std::vector<char>>;
    Values values;
    std::vector<bool> valid;

    Column() = default;
    // An empty column of the storage that this type of field needs.
    explicit Column(FieldType type);

    std::size_t size() const noexcept { return valid.size(); }
    bool is_null(std::size_t i) const { return !valid[i]; }

    // The storage must fit: std::bad_variant_access otherwise.
    void push_null();
    void push(std::int64_t value);
    void push(double value);
    void push(bool value);
    void push(std::string_view value);
    void push(const char* value) { push(std::string_view(value)); }

    std::int64_t integer(std::size_t i) const { return std::get<std::vector<std::int64_t>>(values)[i]; }
    double real(std::size_t i) const { return std::get<std::vector<double>>(values)[i]; }
    bool boolean(std::size_t i) const { return std::get<std::vector<char>>(values)[i] != 0; }
    std::string_view text(std::size_t i) const { return std::get<Text>(values)[i]; }

    // Appends value i of a column of the same storage.
    void append(const Column& other, std::size_t i);
    void keep(const std::vector<bool>& flags);
    void clear();
};

// The value as a person reads it, whatever the storage; empty for null. Reals with the fewest digits that
// read back.
std::string to_text(const Column& column, std::size_t i);
// The value as a number, where it is one (text that is wholly a number counts); none for null and other text.
std::optional<double> to_number(const Column& column, std::size_t i);

// The unit of streaming: at most 1,024 features or 1 MiB of coordinates, whichever comes first.
struct Batch {
    static constexpr std::size_t max_features = 1'024;
    static constexpr std::size_t max_coordinate_bytes = 1 << 20;

    std::vector<std::int64_t>
        record; // number of the record in the source, never renumbered: the key of every report
    Shapes shapes;
    std::vector<Column> columns; // parallel to Schema::fields

    std::size_t size() const noexcept { return record.size(); }
    bool full() const noexcept {
        return size() >= max_features || shapes.xy.size() * sizeof(double) >= max_coordinate_bytes;
    }
    // Empties it and gives it the columns of this schema; capacity stays.
    void reset(const Schema& schema);
    void keep(const std::vector<bool>& flags);
    // Appends feature i of a batch with the same columns.
    void append(const Batch& other, std::size_t i);
};

} // namespace minemap
