// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: which fields the properties of all features make, and of what types.
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "geo/batch.hpp"

namespace minemap {

// What a value is, as far as the type of its field depends on it.
enum class JsonKind : std::uint8_t {
    null,
    boolean,
    integer,
    real,
    string,
    date,
    time,
    datetime,
    numbers,    // an array of numbers or of booleans
    texts,      // an array of strings
    empty_list, // an array of nothing
    json        // an object, any other array, a whole number beyond 64 bits
};

// The kind of a field that has held `field` and now holds `value` too. The same as GDAL's, which is not
// symmetric: a number in a field of texts becomes a text, a text in a field of numbers makes it JSON.
JsonKind merged(JsonKind field, JsonKind value) noexcept;
FieldType field_type(JsonKind kind) noexcept;

// Which of the temporal kinds the text of a string is, else string. As GDAL decides it.
JsonKind kind_of_text(std::string_view text);
// The text in ISO 8601, for a field of this type; false when it is no such text.
bool append_iso(std::string& iso, std::string_view text, FieldType type);

class GeoJsonFields {
public:
    struct Found {
        std::string name;
        JsonKind kind = JsonKind::null; // of all values so far
    };

    // The index of the field with this name, new if need be. `after`: the index that the record had before
    // it, or none; a guess by it saves the search.
    std::size_t find_or_add(std::string_view name, std::size_t after);
    // In a record these fields stood in this order; each has this kind there.
    void add_record(const std::vector<std::size_t>& order, const std::vector<JsonKind>& kinds);

    const std::vector<Found>& all() const noexcept { return fields_; }
    // The fields in an order that agrees with every record, as far as the records agree with each other: by
    // first appearance where nothing else decides.
    std::vector<std::size_t> order() const;

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };
    void follow(std::size_t first, std::size_t second);
    bool leads_to(std::size_t from, std::size_t to) const;

    std::vector<Found> fields_;
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> index_;
    std::vector<std::size_t> usual_next_; // of each field: the last that followed it
    std::size_t usual_first_ = none;
    std::vector<std::set<std::size_t>> behind_; // of each field: those that follow it
};

} // namespace minemap
