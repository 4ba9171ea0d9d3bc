// SPDX-License-Identifier: MIT
#pragma once

// Private to mine/: the coordinates of a record as places on one plane.
#include <map>
#include <string>
#include <utility>

#include "geo/transform.hpp"
#include "mine/notation.hpp"
#include "mine/record.hpp"

namespace minemap {

class RecordPlaces {
public:
    explicit RecordPlaces(Crs named) : named_(std::move(named)) {}

    // The place of a coordinate in the record's CRS, which the record's first coordinate settles. Throws
    // Error{usage}, a clause, for what cannot be read or lies in another datum than the others, Error{crs}, a
    // sentence, for what has to be asked.
    PlanePoint place(const AsEntered& entered, MinefieldRecord& record, std::int64_t line);

private:
    Reading read(const AsEntered& entered, const MinefieldRecord& record, std::int64_t line);
    const Crs& crs_of(const std::string& text);
    Crs plane_for(const Crs& crs, double lon_deg, double lat_deg);
    Projector& way(const Crs& from, const Crs& to);

    Crs named_;
    std::map<std::string, Crs, std::less<>> known_;
    std::map<std::pair<std::string, std::string>, Projector> ways_;
};

} // namespace minemap
