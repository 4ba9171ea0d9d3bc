// SPDX-License-Identifier: MIT
#pragma once

// Private to mine/: the coordinates of a record as places on one plane.
#include <map>
#include <optional>
#include <string>
#include <string_view>
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

    // Where coordinates that named their system so were read in full and without a doubt: a pair of plain
    // numbers within needs no second look at operations and areas of use, which costs milliseconds.
    struct Trusted {
        Crs crs;
        bool north_first = false;
        Box box;
    };
    static std::optional<Reading> read_again(const Trusted& trusted, std::string_view text);
    void trust(const AsEntered& entered, const Reading& reading);

    Crs named_;
    std::map<std::string, Trusted, std::less<>> trusted_; // by the text of coordinate_crs
    std::map<std::string, Crs, std::less<>> known_;
    std::map<std::pair<std::string, std::string>, Projector> ways_;
};

} // namespace minemap
