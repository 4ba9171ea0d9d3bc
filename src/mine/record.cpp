// SPDX-License-Identifier: MIT
#include "mine/record.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "mine/fold.hpp"

namespace minemap {
namespace {

constexpr std::array<std::string_view, 10> names = {"reference",    "benchmark", "start",   "turning",
                                                    "intermediate", "end",       "closing", "evidence",
                                                    "row-left",     "row-right"};

struct TypeAlias {
    std::string_view text;
    PointType type;
};
// As IMSMA and its handbooks call them.
constexpr TypeAlias aliases[] = {
    {"reference point", PointType::reference},
    {"landmark", PointType::reference},
    {"rp", PointType::reference},
    {"bench mark", PointType::benchmark},
    {"bm", PointType::benchmark},
    {"start point", PointType::start},
    {"starting point", PointType::start},
    {"datum point", PointType::start},
    {"sp", PointType::start},
    {"turning point", PointType::turning},
    {"tp", PointType::turning},
    {"intermediate point", PointType::intermediate},
    {"ip", PointType::intermediate},
    {"end point", PointType::end},
    {"ep", PointType::end},
    {"closing leg", PointType::closing},
    {"evidence point", PointType::evidence},
    {"usage point", PointType::evidence},
};

} // namespace

std::string_view name(PointType type) noexcept { return names[static_cast<std::size_t>(type)]; }

std::optional<PointType> read_point_type(std::string_view text) noexcept {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (same_word(names[i], text)) {
            return static_cast<PointType>(i);
        }
    }
    const auto* const found = std::find_if(std::begin(aliases), std::end(aliases),
                                           [&](const TypeAlias& row) { return same_word(row.text, text); });
    return found == std::end(aliases) ? std::nullopt : std::optional(found->type);
}

bool is_ring_point(PointType type) noexcept {
    return type == PointType::start || type == PointType::turning || type == PointType::intermediate ||
           type == PointType::end;
}

double length_m(PlanePoint difference) noexcept { return std::hypot(difference.e, difference.n); }

double Leg::horizontal_m() const noexcept {
    return distance_m * std::cos(slope_deg * std::numbers::pi / 180);
}

} // namespace minemap
