// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include <cpl_vsi.h>
#include <simdjson.h>

#include "base/error.hpp"
#include "io/batch_mark.hpp"
#include "io/field_sidecar.hpp"
#include "io/prepared_text.hpp"
#include "io/target_fields.hpp"

#include <fmt/format.h>

namespace minemap {
namespace {

namespace od = simdjson::ondemand;

constexpr vsi_l_offset largest = vsi_l_offset{1} << 30; // more is nothing to keep in memory

std::string whole_file(const std::string& path) {
    VSILFILE* raw = VSIFOpenL(path.c_str(), "rb");
    if (raw == nullptr) {
        fail(Errc::format, "it cannot be opened");
    }
    const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(raw, VSIFCloseL);
    VSIFSeekL(raw, 0, SEEK_END);
    const vsi_l_offset size = VSIFTellL(raw);
    if (size > largest) {
        fail(Errc::format, "it is larger than 1 GiB");
    }
    VSIFSeekL(raw, 0, SEEK_SET);
    std::string text(static_cast<std::size_t>(size), '\0');
    text.resize(VSIFReadL(text.data(), 1, text.size(), raw));
    return text;
}

FieldType type_named(std::string_view text) {
    for (const FieldType type :
         {FieldType::string, FieldType::integer, FieldType::real, FieldType::date, FieldType::time,
          FieldType::datetime, FieldType::boolean, FieldType::list, FieldType::binary}) {
        if (name(type) == text) {
            return type;
        }
    }
    fail(Errc::format, "there is no type of field '{}'", text);
}

void read_fields(od::array list, FieldSidecar& sidecar) {
    for (od::object entry : list) {
        Field field;
        sidecar.name.emplace_back(std::string_view(entry["name"]));
        field.name = std::string_view(entry["full"]);
        field.type = type_named(std::string_view(entry["type"]));
        sidecar.fields.push_back(std::move(field));
    }
}

// The name of its field beside each value, as "fields" may come later.
void read_values(od::array list, FieldSidecar& sidecar, std::vector<std::string>& fields) {
    for (od::object entry : list) {
        const std::int64_t record(entry["record"]);
        fields.emplace_back(std::string_view(entry["field"]));
        od::value value = entry["value"];
        const bool null = value.is_null();
        sidecar.values.push_back({record, 0, null});
        sidecar.texts.push_back(null ? std::string_view() : std::string_view(value));
    }
}

// The same of the runs without a value.
struct EmptyTexts {
    std::string field;
    std::vector<RecordRun> runs;
};

void read_empty(od::array list, std::vector<EmptyTexts>& empty) {
    for (od::object entry : list) {
        EmptyTexts& one = empty.emplace_back();
        one.field = std::string_view(entry["field"]);
        for (od::array run : entry["runs"].get_array()) {
            std::vector<std::int64_t> ends;
            for (od::value end : run) {
                ends.push_back(std::int64_t(end));
            }
            if (ends.size() != 2) {
                fail(Errc::format, "a run of records has not two ends");
            }
            one.runs.push_back({ends[0], ends[1]});
        }
    }
}

void find_fields(FieldSidecar& sidecar, const std::vector<std::string>& fields,
                 std::vector<EmptyTexts>& empty) {
    std::map<std::string, std::size_t, std::less<>> index;
    for (std::size_t i = 0; i < sidecar.fields.size(); ++i) {
        index.emplace(sidecar.fields[i].name, i);
    }
    const auto find = [&](const std::string& field) {
        const auto found = index.find(field);
        if (found == index.end()) {
            fail(Errc::format, "a value belongs to a field '{}' that it does not name", field);
        }
        return found->second;
    };
    for (std::size_t v = 0; v < fields.size(); ++v) {
        sidecar.values[v].field = find(fields[v]);
    }
    sidecar.empty.resize(sidecar.fields.size());
    for (EmptyTexts& one : empty) {
        sidecar.empty[find(one.field)] = std::move(one.runs);
    }
    const auto by_record = [](const auto& a, const auto& b) { return a.record < b.record; };
    if (!std::is_sorted(sidecar.values.begin(), sidecar.values.end(), by_record)) {
        fail(Errc::format, "its values are not in the order of the records");
    }
}

// The value from its text, in the storage of the column; false when it is none of that type.
bool push_text(Column& column, std::string_view text) {
    if (std::holds_alternative<Text>(column.values)) {
        column.push(text);
        return true;
    }
    if (std::holds_alternative<std::vector<std::int64_t>>(column.values)) {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size()) {
            column.push(value);
            return true;
        }
        return false;
    }
    if (std::holds_alternative<std::vector<double>>(column.values)) {
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size()) {
            column.push(value);
            return true;
        }
    }
    return false;
}

// Whether what the table holds is what was left of the full value. A text is cut, loses blanks at its ends,
// or gets other line ends; a number that does not fit is left out, or rounded; where there is no null it is
// 0.
bool is_rest_of(const Column& column, std::size_t last, std::string_view full, const TargetTraits& traits) {
    if (column.is_null(last)) {
        return true;
    }
    if (std::holds_alternative<Text>(column.values)) {
        return trimmed(full, " ").substr(0, column.text(last).size()) == column.text(last) ||
               prepared_text(full, traits, [](const char*, const std::string&) {}) == column.text(last);
    }
    double value = 0;
    const auto [end, error] = std::from_chars(full.data(), full.data() + full.size(), value);
    const auto stored = to_number(column, last);
    if (error != std::errc() || !stored) {
        return false;
    }
    const bool left_out = !traits.keeps_null_numbers && *stored == 0;
    return left_out || std::abs(*stored - value) <= 1e-3 + 1e-3 * std::abs(value);
}

// The same of a table that was written to since: a cell that says nothing may have been emptied on purpose,
// or be another record's.
bool is_beginning_of(const Column& column, std::size_t last, std::string_view full,
                     const TargetTraits& traits) {
    return std::holds_alternative<Text>(column.values) && !column.is_null(last) &&
           !column.text(last).empty() &&
           prepared_text(full, traits, [](const char*, const std::string&) {}) == column.text(last);
}

bool is_nothing(const Column& column, std::size_t last) {
    return column.is_null(last) || to_number(column, last) == 0.0;
}

bool within(const std::vector<RecordRun>& runs, std::int64_t record) {
    const auto run =
        std::lower_bound(runs.begin(), runs.end(), record,
                         [](const RecordRun& one, std::int64_t number) { return one.last < number; });
    return run != runs.end() && run->first <= record;
}

void restore_empty_texts(const FieldSidecar& sidecar, std::int64_t record, std::vector<Column>& columns) {
    for (std::size_t i = 0; i < sidecar.empty.size(); ++i) {
        Column& column = columns[i];
        if (std::holds_alternative<Text>(column.values) && column.is_null(column.size() - 1) &&
            within(sidecar.empty[i], record)) {
            drop_last(column);
            column.push(std::string_view());
        }
    }
}

} // namespace

bool FieldSidecar::fits(const Schema& table, std::optional<std::int64_t> records) const {
    return records == features && table.fields.size() == name.size() &&
           std::equal(name.begin(), name.end(), table.fields.begin(),
                      [](const std::string& a, const Field& b) { return a == b.name; });
}

FieldSidecar read_field_sidecar(const std::string& path) {
    const simdjson::padded_string text(whole_file(path));
    FieldSidecar sidecar;
    std::vector<std::string> fields;
    std::vector<EmptyTexts> empty;
    try {
        od::parser parser;
        od::document document = parser.iterate(text);
        std::int64_t version = 0;
        for (od::field member : document.get_object()) {
            const std::string_view key = member.unescaped_key();
            if (key == "minemap_fields") {
                version = std::int64_t(member.value());
            } else if (key == "fields") {
                read_fields(member.value(), sidecar);
            } else if (key == "values") {
                read_values(member.value(), sidecar, fields);
            } else if (key == "empty") {
                read_empty(member.value(), empty);
            } else if (key == "features") {
                sidecar.features = std::int64_t(member.value());
            } else if (key == "table_sha256") {
                sidecar.table_sha256 = std::string_view(member.value());
            }
        }
        if (version != 1) {
            fail(Errc::format, "it is of another version");
        }
    } catch (const simdjson::simdjson_error& error) {
        fail(Errc::format, "{}", error.what());
    }
    find_fields(sidecar, fields, empty);
    return sidecar;
}

int restore_values(const FieldSidecar& sidecar, const TargetTraits& traits, std::int64_t record,
                   std::vector<Column>& columns) {
    int left_alone = 0;
    if (sidecar.table_is_same) {
        restore_empty_texts(sidecar, record, columns);
    }
    auto value = std::lower_bound(sidecar.values.begin(), sidecar.values.end(), record,
                                  [](const auto& one, std::int64_t number) { return one.record < number; });
    for (; value != sidecar.values.end() && value->record == record; ++value) {
        const std::string_view full = sidecar.texts[static_cast<std::size_t>(value - sidecar.values.begin())];
        Column& column = columns[value->field];
        const std::size_t last = column.size() - 1;
        Column one(sidecar.fields[value->field].type);
        const bool is_it = !sidecar.table_is_same
                               ? !value->null && is_beginning_of(column, last, full, traits)
                           : value->null ? is_nothing(column, last)
                                         : is_rest_of(column, last, full, traits);
        if (is_it && value->null) {
            one.push_null();
        } else if (!is_it || !push_text(one, full)) {
            ++left_alone;
            continue;
        }
        drop_last(column);
        column.append(one, 0);
    }
    return left_alone;
}

} // namespace minemap
