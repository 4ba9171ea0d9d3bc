// SPDX-License-Identifier: MIT
#include "cli/position_remarks.hpp"

#include "base/error.hpp"
#include "cli/layer_plan.hpp"
#include "geo/card.hpp"
#include "mine/position_doubts.hpp"

namespace minemap {
namespace {

void append_beyond(std::vector<std::string>& remarks, const Crs& crs, const Box& extent) {
    if (auto remark = beyond_zone(crs, extent)) {
        remarks.push_back(std::move(*remark));
    }
}

} // namespace

std::vector<std::string> source_remarks(const Crs& crs, const Box& extent) {
    std::vector<std::string> remarks;
    try {
        remarks = position_doubts(crs, extent);
        append_beyond(remarks, crs, extent);
    } catch (const Error& error) {
        if (error.code() != Errc::crs) {
            throw;
        }
        remarks.clear(); // a local system: nothing is known about where it may be used
    }
    return remarks;
}

std::vector<std::string> way_remarks(const Crs& from, const Crs& to, const PinnedOperation& pinned,
                                     const Box& extent, const OperationRequest& request) {
    const Operation& operation = pinned.operation;
    std::vector<std::string> remarks;
    if (pinned.outside_area) {
        remarks.push_back(fmt::format("{} is used outside its area of use ({}), as --allow-ballpark permits.",
                                      describe(operation), operation.area_name));
    } else if (operation.ballpark) {
        remarks.push_back(fmt::format(
            "{} is a ballpark operation without a datum shift, as --allow-ballpark permits; positions "
            "may be off by hundreds of metres.",
            describe(operation)));
    } else if (request.code.empty() && operation.accuracy_m && pinned.spread_m > *operation.accuracy_m) {
        remarks.push_back(fmt::format(
            "{} was chosen; other operations for this place differ from it by up to {:.2f} m, more than "
            "its own accuracy. Pin one with --operation.",
            describe(operation), pinned.spread_m));
    }
    for (const Operation& better : pinned.missing_grids) {
        remarks.push_back(
            fmt::format("{} would be more accurate here, but needs a grid that is not installed "
                        "(package proj-data); {} was used.",
                        describe(better), describe(operation)));
    }
    try {
        append_beyond(remarks, to, box_in_crs(extent, Transform(from, to, operation, false)));
    } catch (const Error& error) {
        if (error.code() != Errc::crs) {
            throw;
        }
    }
    return remarks;
}

} // namespace minemap
