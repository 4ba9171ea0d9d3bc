// SPDX-License-Identifier: MIT
#include "geo/named_areas.hpp"

#include <array>
#include <memory>

#include "geo/proj.hpp"
#include "geo/sqlite.hpp"

namespace minemap {
namespace {

std::string without_brackets(std::string_view text) {
    std::string plain;
    int depth = 0;
    for (const char c : text) {
        depth += c == '(' ? 1 : 0;
        if (depth == 0) {
            plain += c;
        }
        depth -= c == ')' && depth > 0 ? 1 : 0;
    }
    return plain;
}

// " Estonia - onshore." -> "Estonia"; "Georgia onshore" -> "Georgia".
std::string country_of(std::string_view part) {
    constexpr std::array<std::string_view, 2> shores = {" onshore", " offshore"};
    part = part.substr(0, part.find(" - "));
    const std::size_t first = part.find_first_not_of(" .");
    if (first == part.npos) {
        return {};
    }
    part = part.substr(first, part.find_last_not_of(" .") + 1 - first);
    for (const std::string_view shore : shores) {
        if (part.size() > shore.size() && part.substr(part.size() - shore.size()) == shore) {
            part.remove_suffix(shore.size());
        }
    }
    return std::string(part);
}

// The country of an area that is all of it, or all of its land; empty for parts of a country.
std::string whole_country(std::string_view description) {
    constexpr std::array<std::string_view, 3> endings = {" - onshore.", " - onshore and offshore.", "."};
    for (const std::string_view ending : endings) {
        if (description.size() > ending.size() &&
            description.substr(description.size() - ending.size()) == ending) {
            return std::string(description.substr(0, description.size() - ending.size()));
        }
    }
    return {};
}

// Of every country that PROJ's database knows as a whole.
std::map<std::string, Box> read_country_boxes() {
    std::map<std::string, Box> boxes;
    const char* const path = proj_context_get_database_path(proj_thread_context());
    sqlite3* raw = nullptr;
    const bool open =
        path != nullptr && sqlite3_open_v2(path, &raw, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK;
    const SqliteDatabase database(raw);
    sqlite3_stmt* prepared = nullptr;
    // One scan for all countries: the table has no index by description.
    constexpr const char* query =
        "SELECT description, west_lon, south_lat, east_lon, north_lat FROM extent WHERE deprecated = 0";
    if (!open || sqlite3_prepare_v2(raw, query, -1, &prepared, nullptr) != SQLITE_OK) {
        return boxes;
    }
    const SqliteStatement statement(prepared);
    while (sqlite3_step(prepared) == SQLITE_ROW) {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(prepared, 0));
        const std::string_view description(bytes,
                                           static_cast<std::size_t>(sqlite3_column_bytes(prepared, 0)));
        const std::string country = whole_country(description);
        // Land first: an operation for a coast is not one for what lies behind it.
        const bool land = description.substr(country.size()) == " - onshore.";
        if (!country.empty() && (land || !boxes.contains(country))) {
            boxes[country] = {sqlite3_column_double(prepared, 1), sqlite3_column_double(prepared, 2),
                              sqlite3_column_double(prepared, 3), sqlite3_column_double(prepared, 4)};
        }
    }
    return boxes;
}

} // namespace

std::set<std::string> countries_named(std::string_view area_name) {
    constexpr std::array<std::string_view, 3> joints = {";", ",", " and "};
    std::set<std::string> countries;
    const std::string plain = without_brackets(area_name);
    std::string_view rest = plain;
    while (true) {
        std::size_t end = rest.size(), length = 0;
        for (const std::string_view joint : joints) {
            if (const std::size_t at = rest.find(joint); at < end) {
                end = at;
                length = joint.size();
            }
        }
        if (std::string country = country_of(rest.substr(0, end)); !country.empty()) {
            countries.insert(std::move(country));
        }
        if (length == 0) {
            return countries;
        }
        rest.remove_prefix(end + length);
    }
}

std::map<std::string, Box> country_boxes(const std::set<std::string>& countries) {
    // The database does not change while the program runs, and each look at all its areas takes milliseconds.
    thread_local const std::map<std::string, Box> all = read_country_boxes();
    std::map<std::string, Box> boxes;
    for (const std::string& country : countries) {
        if (const auto found = all.find(country); found != all.end()) {
            boxes.insert(*found);
        }
    }
    return boxes;
}

} // namespace minemap
