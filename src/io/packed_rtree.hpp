// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: fills an empty R-tree of SQLite with all of its entries at once.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "geo/sqlite.hpp"

namespace minemap {

struct RtreeEntry {
    std::int64_t id = 0;           // of a row, or of a node below
    std::array<float, 4> bounds{}; // least and greatest x, least and greatest y
};

// The nearest numbers of single precision that leave nothing of [least, greatest] outside; everything where
// one of them is not a number, so that every query finds the row.
std::array<float, 2> outward(double least, double greatest);

// SQLite inserts rows one by one, looks for a place for each and splits what is full: 1.2 s for 100,000 rows.
// Here entries are sorted into tiles (Leutenegger, Lopez and Edgington, "STR: a simple and efficient
// algorithm for R-tree packing", 1997) and each node is written once. The layout of nodes is that of SQLite's
// R*Tree module, https://www.sqlite.org/rtree.html#optional_bounding_box_queries and the head of its source:
// depth (of the root only) and number of cells in two bytes each, then cells of a 64-bit id and four floats,
// all with the most significant byte first.
class PackedRtree {
public:
    // `table` is a virtual table of the module rtree with two dimensions and without entries.
    PackedRtree(sqlite3* database, const std::string& table);

    // One row; entries arrive in any order and are packed in groups of 262,144, so that memory is bounded.
    void add(const RtreeEntry& row);
    // The rest, and the levels above. Nothing may be added after it.
    void finish();

private:
    std::vector<RtreeEntry> pack(std::vector<RtreeEntry> entries, bool rows);
    void write_node(std::int64_t number, int depth, const RtreeEntry* cells, std::size_t count);
    void bind_pair(const SqliteStatement& statement, std::int64_t first, std::int64_t second);
    SqliteStatement prepare(const std::string& sql);
    void step(const SqliteStatement& statement);

    sqlite3* database_;
    SqliteStatement node_, row_, parent_;
    std::size_t node_bytes_ = 0;
    std::size_t capacity_ = 0;
    std::int64_t nodes_ = 1; // the root is number 1
    std::vector<RtreeEntry> rows_, leaves_;
};

} // namespace minemap
