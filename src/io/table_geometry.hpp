// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: which columns of a table hold the position, and the position of a row.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/report.hpp"
#include "geo/crs.hpp"
#include "geo/shapes.hpp"
#include "io/csv_file.hpp"
#include "io/ogr_geometry.hpp"

namespace minemap {

enum class PositionKind : std::uint8_t { none, lat_lon, x_y, e_n, wkt, mgrs };

struct PositionColumns {
    PositionKind kind = PositionKind::none;
    std::size_t easting = 0;  // easting or longitude; the one column of WKT or MGRS
    std::size_t northing = 0; // northing or latitude
};

// Whether column i would be taken for a position, or for half of one whose other half is there, by its name.
bool names_position(const std::vector<std::string>& names, std::size_t i);

// By the names of the columns, whatever their case; `chosen` is --field (lat=, lon=, x=, y=, e=, n=, wkt=,
// mgrs=) and wins. Throws Error{crs} when two candidates remain, Error{usage} when a chosen field does not
// exist. `file` is for messages.
// `holds_wkt`, parallel to the names: whether the column holds any WKT; a column 'geometry' may hold
// something else.
PositionColumns find_position(const std::vector<std::string>& names, const std::vector<bool>& holds_wkt,
                              const std::vector<std::pair<std::string, std::string>>& chosen,
                              const std::string& file);

// Whether the text begins as a geometry in WKT does.
bool looks_like_wkt(std::string_view text);

// Under a Gauss-Krüger CRS `x` may be the northing, as on Soviet sheets: the zone prefix of the values
// decides. Fed with every row; settle() swaps the columns where it must and says so, or throws Error{crs}.
class GaussKrugerCheck {
public:
    GaussKrugerCheck(const Crs& crs, const PositionColumns& columns);
    void add(const std::vector<Cell>& cells, bool comma);
    std::optional<std::string> settle(PositionColumns& columns, const std::vector<std::string>& names,
                                      const std::string& file, const Crs& crs) const;

private:
    PositionColumns columns_;
    std::optional<int> prefix_; // of the CRS; none = nothing to check
    std::int64_t rows_ = 0, first_ = 0, second_ = 0;
};

// Appends the position of a row as a feature: null when its cells are empty. Returns why not when the cells
// cannot be read; nothing is appended then. `notes`: what of a geometry in WKT had to be changed.
std::optional<std::string> append_position(Shapes& shapes, const PositionColumns& columns,
                                           const std::vector<Cell>& cells,
                                           const std::vector<std::string>& names, bool comma,
                                           GeometryNotes& notes);

} // namespace minemap
