// SPDX-License-Identifier: MIT
#include "mine/grid_zones.hpp"

namespace minemap {
namespace {

constexpr double southmost = -80, northmost = 84;

// The northern parts of zones that are not six degrees wide everywhere (DMA TM 8358.1, chapter 3); zones 32,
// 34 and 36 have none on Svalbard.
constexpr ZonePart irregular[] = {
    {31, {0, 0, 6, 56}, true},         {31, {0, 56, 3, 64}, true},  {31, {0, 64, 6, 72}, true},
    {31, {0, 72, 9, northmost}, true}, {32, {6, 0, 12, 56}, true},  {32, {3, 56, 12, 64}, true},
    {32, {6, 64, 12, 72}, true},       {33, {12, 0, 18, 72}, true}, {33, {9, 72, 21, northmost}, true},
    {34, {18, 0, 24, 72}, true},       {35, {24, 0, 30, 72}, true}, {35, {21, 72, 33, northmost}, true},
    {36, {30, 0, 36, 72}, true},       {37, {36, 0, 42, 72}, true}, {37, {33, 72, 42, northmost}, true},
};

} // namespace

std::vector<ZonePart> utm_zone_parts(int zone) {
    const double west = 6.0 * zone - 186, east = west + 6;
    std::vector<ZonePart> parts = {{zone, {west, southmost, east, 0}, false}};
    for (const ZonePart& part : irregular) {
        if (part.zone == zone) {
            parts.push_back(part);
        }
    }
    if (parts.size() == 1) {
        parts.push_back({zone, {west, 0, east, northmost}, true});
    }
    return parts;
}

std::vector<ZonePart> gauss_kruger_zone_parts(int zone) {
    constexpr int first = 2, last = 32;
    if (zone < first || zone > last) {
        return {};
    }
    return {{zone, {6.0 * zone - 6, 0, 6.0 * zone, northmost}, true}};
}

} // namespace minemap
