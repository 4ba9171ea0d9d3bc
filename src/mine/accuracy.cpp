// SPDX-License-Identifier: MIT
#include "mine/accuracy.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

namespace minemap {
namespace {

// What is measured between an absolute coordinate and the perimeter.
struct Tie {
    double length_m = 0;
    bool magnetic = false; // one of its legs
};

// Of the start, or of the first flank; of the longest way where several corners are tied on their own.
Tie tie_of(const MinefieldRecord& record, const Traverse& traverse) {
    Tie tie;
    std::vector<bool> in_loop(record.points.size());
    for (const RingLeg& leg : traverse.loop) {
        in_loop[leg.to] = true;
    }
    std::vector<double> way_m(record.points.size());
    for (std::size_t i = 0; i < record.points.size(); ++i) {
        const RecordPoint& point = record.points[i];
        if (!point.leg || point.place || in_loop[i]) {
            continue; // the closure speaks for the legs of a loop
        }
        way_m[i] = way_m[point.leg->from] + point.leg->horizontal_m();
        tie.length_m = std::max(tie.length_m, way_m[i]);
        tie.magnetic = tie.magnetic || point.leg->bearing.north == North::magnetic;
    }
    return tie;
}

AccuracyPart of_coordinate(const MinefieldRecord& record, const AssumedErrors& assumed) {
    if (record.place_accuracy_m) {
        return {"coordinate", record.place_accuracy_m, "as the record states"};
    }
    if (record.map_scale) {
        return {"map scale", assumed.plotting_mm / 1'000 * *record.map_scale,
                fmt::format("{:g} mm on a map of 1:{:.0f}", assumed.plotting_mm, *record.map_scale)};
    }
    return {"map scale", std::nullopt, "the record does not say of which scale its map was"};
}

AccuracyPart of_closure(const Traverse& traverse) {
    if (!traverse.misclosure) {
        return {"closure", std::nullopt, "nothing closes the ring"};
    }
    const double length_m = traverse.misclosure->length_m();
    if (!traverse.adjusted) {
        return {"closure", length_m, "the whole misclosure, for the ring is as measured"};
    }
    return {"closure", length_m / std::sqrt(12.0), fmt::format("{:.2f} m spread along the ring", length_m)};
}

} // namespace

std::optional<double> root_sum_square(const std::vector<AccuracyPart>& parts) {
    double sum = 0;
    for (const AccuracyPart& part : parts) {
        if (!part.m) {
            return std::nullopt;
        }
        sum += *part.m * *part.m;
    }
    return std::sqrt(sum);
}

std::vector<AccuracyPart> accuracy_parts(const MinefieldRecord& record, const Traverse& traverse,
                                         std::optional<double> operation_m, const AssumedErrors& assumed) {
    constexpr double radian = std::numbers::pi / 180;
    std::vector<AccuracyPart> parts = {of_coordinate(record, assumed)};
    parts.push_back({"operation", operation_m,
                     operation_m ? fmt::format("{:g} m to WGS 84", *operation_m)
                                 : std::string("no operation of known accuracy leads to WGS 84")});
    const Tie tie = tie_of(record, traverse);
    if (tie.length_m > 0) {
        parts.push_back({"instrument", std::tan(assumed.compass_deg * radian) * tie.length_m,
                         fmt::format("{:g} degrees over {:.1f} m", assumed.compass_deg, tie.length_m)});
        parts.push_back({"tape", assumed.tape_share * tie.length_m,
                         fmt::format("{:g} % of {:.1f} m", assumed.tape_share * 100, tie.length_m)});
    }
    if (tie.magnetic) {
        parts.push_back({"declination", std::tan(assumed.declination_deg * radian) * tie.length_m,
                         fmt::format("{:g} degrees over {:.1f} m", assumed.declination_deg, tie.length_m)});
    }
    const bool measured = std::any_of(traverse.ring.begin(), traverse.ring.end(),
                                      [&](std::size_t i) { return !record.points[i].place; });
    if (measured) {
        parts.push_back(of_closure(traverse));
    }
    return parts;
}

} // namespace minemap
