// SPDX-License-Identifier: MIT
#include "io/packed_rtree.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "base/error.hpp"

namespace minemap {
namespace {

constexpr std::size_t group_size = 262'144; // rows that are sorted together: 6 MB
constexpr std::size_t head_bytes = 4, cell_bytes = 24;

template <class Number>
void put(std::vector<unsigned char>& bytes, Number value) {
    for (int shift = static_cast<int>(sizeof value) * 8 - 8; shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<unsigned char>(value >> shift));
    }
}

float middle(const RtreeEntry& entry, std::size_t axis) {
    const float middle = entry.bounds[2 * axis] / 2 + entry.bounds[2 * axis + 1] / 2;
    return std::isnan(middle) ? 0 : middle; // of everything
}

// Neighbours come to lie side by side: strips from west to east, each from south to north.
void sort_into_tiles(std::vector<RtreeEntry>& entries, std::size_t capacity) {
    const auto by = [](std::size_t axis) {
        return [axis](const RtreeEntry& a, const RtreeEntry& b) {
            const float left = middle(a, axis), right = middle(b, axis);
            return left != right ? left < right : a.id < b.id; // the same file for the same rows
        };
    };
    std::sort(entries.begin(), entries.end(), by(0));
    const std::size_t nodes = (entries.size() + capacity - 1) / capacity;
    const auto strips = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(nodes))));
    const std::size_t strip = (nodes + strips - 1) / strips * capacity;
    for (std::size_t from = 0; from < entries.size(); from += strip) {
        const std::size_t to = std::min(from + strip, entries.size());
        std::sort(entries.begin() + static_cast<std::ptrdiff_t>(from),
                  entries.begin() + static_cast<std::ptrdiff_t>(to), by(1));
    }
}

std::array<float, 4> bounds_of(const RtreeEntry* cells, std::size_t count) {
    std::array<float, 4> all = cells[0].bounds;
    for (std::size_t i = 1; i < count; ++i) {
        for (const std::size_t axis : {0U, 2U}) {
            all[axis] = std::min(all[axis], cells[i].bounds[axis]);
            all[axis + 1] = std::max(all[axis + 1], cells[i].bounds[axis + 1]);
        }
    }
    return all;
}

} // namespace

std::array<float, 2> outward(double least, double greatest) {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    if (std::isnan(least) || std::isnan(greatest)) {
        return {-infinity, infinity};
    }
    constexpr double widest = std::numeric_limits<float>::max();
    const auto narrow = [](double value) {
        return std::abs(value) > widest ? std::copysign(infinity, static_cast<float>(value > 0 ? 1 : -1))
                                        : static_cast<float>(value);
    };
    float low = narrow(least), high = narrow(greatest);
    low = static_cast<double>(low) > least ? std::nextafter(low, -infinity) : low;
    high = static_cast<double>(high) < greatest ? std::nextafter(high, infinity) : high;
    return {low, high};
}

PackedRtree::PackedRtree(sqlite3* database, const std::string& table) : database_(database) {
    const auto shadow = [&](const char* part) {
        std::string name = table + "_" + part;
        for (std::size_t at = 0; (at = name.find('"', at)) != std::string::npos; at += 2) {
            name.insert(at, 1, '"');
        }
        return "\"" + name + "\"";
    };
    const SqliteStatement root = prepare("SELECT length(data) FROM " + shadow("node") + " WHERE nodeno = 1");
    if (sqlite3_step(root.get()) != SQLITE_ROW) {
        fail(Errc::write, "The spatial index '{}' has no root ({}).", table, sqlite3_errmsg(database_));
    }
    node_bytes_ = static_cast<std::size_t>(sqlite3_column_int64(root.get(), 0));
    capacity_ = (node_bytes_ - head_bytes) / cell_bytes;
    node_ = prepare("INSERT OR REPLACE INTO " + shadow("node") + " (nodeno, data) VALUES (?1, ?2)");
    row_ = prepare("INSERT INTO " + shadow("rowid") + " (rowid, nodeno) VALUES (?1, ?2)");
    parent_ = prepare("INSERT INTO " + shadow("parent") + " (nodeno, parentnode) VALUES (?1, ?2)");
}

SqliteStatement PackedRtree::prepare(const std::string& sql) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &raw, nullptr) != SQLITE_OK) {
        fail(Errc::write, "The spatial index cannot be written ({}).", sqlite3_errmsg(database_));
    }
    return SqliteStatement(raw);
}

void PackedRtree::step(const SqliteStatement& statement) {
    if (sqlite3_step(statement.get()) != SQLITE_DONE || sqlite3_reset(statement.get()) != SQLITE_OK) {
        fail(Errc::write, "The spatial index cannot be written ({}).", sqlite3_errmsg(database_));
    }
}

void PackedRtree::bind_pair(const SqliteStatement& statement, std::int64_t first, std::int64_t second) {
    sqlite3_bind_int64(statement.get(), 1, first);
    sqlite3_bind_int64(statement.get(), 2, second);
    step(statement);
}

void PackedRtree::write_node(std::int64_t number, int depth, const RtreeEntry* cells, std::size_t count) {
    std::vector<unsigned char> bytes;
    bytes.reserve(node_bytes_);
    put(bytes, static_cast<std::uint16_t>(depth));
    put(bytes, static_cast<std::uint16_t>(count));
    for (std::size_t i = 0; i < count; ++i) {
        put(bytes, static_cast<std::uint64_t>(cells[i].id));
        for (const float bound : cells[i].bounds) {
            put(bytes, std::bit_cast<std::uint32_t>(bound));
        }
    }
    bytes.resize(node_bytes_);
    sqlite3_bind_int64(node_.get(), 1, number);
    sqlite3_bind_blob(node_.get(), 2, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
    step(node_);
}

// One level: the nodes that hold the entries, each as an entry of the level above.
std::vector<RtreeEntry> PackedRtree::pack(std::vector<RtreeEntry> entries, bool rows) {
    sort_into_tiles(entries, capacity_);
    std::vector<RtreeEntry> level;
    std::vector<std::pair<std::int64_t, std::int64_t>> homes; // of each entry its node
    homes.reserve(entries.size());
    for (std::size_t from = 0; from < entries.size(); from += capacity_) {
        const std::size_t count = std::min(capacity_, entries.size() - from);
        const RtreeEntry* cells = entries.data() + from;
        const std::int64_t number = ++nodes_;
        write_node(number, 0, cells, count);
        for (std::size_t i = 0; i < count; ++i) {
            homes.emplace_back(cells[i].id, number);
        }
        level.push_back({number, bounds_of(cells, count)});
    }
    std::sort(homes.begin(), homes.end()); // a table grows fastest at its end
    for (const auto& [id, number] : homes) {
        bind_pair(rows ? row_ : parent_, id, number);
    }
    return level;
}

void PackedRtree::add(const RtreeEntry& row) {
    rows_.push_back(row);
    if (rows_.size() == group_size) {
        const std::vector<RtreeEntry> packed = pack(std::move(rows_), true);
        leaves_.insert(leaves_.end(), packed.begin(), packed.end());
        rows_.clear();
    }
}

void PackedRtree::finish() {
    constexpr std::int64_t root = 1;
    bool rows = leaves_.empty() && rows_.size() <= capacity_; // all of them fit into the root
    if (!rows && !rows_.empty()) {
        const std::vector<RtreeEntry> packed = pack(std::move(rows_), true);
        leaves_.insert(leaves_.end(), packed.begin(), packed.end());
    }
    std::vector<RtreeEntry> level = std::move(rows ? rows_ : leaves_);
    int depth = rows ? 0 : 1;
    for (; level.size() > capacity_; ++depth) {
        level = pack(std::move(level), false);
    }
    for (const RtreeEntry& entry : level) {
        bind_pair(rows ? row_ : parent_, entry.id, root);
    }
    if (!level.empty()) {
        write_node(root, depth, level.data(), level.size());
    }
}

} // namespace minemap
