// SPDX-License-Identifier: MIT
#include "geo/overlay_union.hpp"

#include <algorithm>
#include <numeric>

#include "geo/geometry_ops.hpp"

namespace minemap {
namespace {

// Groups of patches, each known by one of its members (the usual disjoint sets with path halving).
class Groups {
public:
    explicit Groups(std::size_t count) : leader_(count) { std::iota(leader_.begin(), leader_.end(), 0); }

    std::size_t leader(std::size_t i) {
        while (leader_[i] != i) {
            leader_[i] = leader_[leader_[i]];
            i = leader_[i];
        }
        return i;
    }
    void join(std::size_t a, std::size_t b) { leader_[leader(a)] = leader(b); }

private:
    std::vector<std::size_t> leader_;
};

// Patches whose boxes touch, directly or by others between them, share a group: a sweep from west to east.
Groups groups_by_box(const std::vector<Patch>& patches) {
    std::vector<Box> boxes;
    for (const Patch& patch : patches) {
        boxes.push_back(patch.ground.box());
    }
    std::vector<std::size_t> order(patches.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return boxes[a].min_x < boxes[b].min_x; });
    Groups groups(patches.size());
    std::vector<std::size_t> open;
    for (const std::size_t i : order) {
        open.erase(std::remove_if(open.begin(), open.end(),
                                  [&](std::size_t other) { return boxes[other].max_x < boxes[i].min_x; }),
                   open.end());
        for (const std::size_t other : open) {
            if (boxes[other].intersects(boxes[i])) {
                groups.join(i, other);
            }
        }
        open.push_back(i);
    }
    return groups;
}

} // namespace

// Most hazards lie alone. Only those that may share ground are united: uniting a thousand disjoint polygons
// costs GEOS a hundred times what their areas do.
double united_area_m2(std::vector<Patch> patches, const Ellipsoid& ellipsoid) {
    Groups groups = groups_by_box(patches);
    std::vector<std::vector<std::size_t>> members(patches.size());
    for (std::size_t i = 0; i < patches.size(); ++i) {
        members[groups.leader(i)].push_back(i);
    }
    double area_m2 = 0;
    for (const std::vector<std::size_t>& group : members) {
        if (group.size() == 1) {
            area_m2 += patches[group.front()].area_m2;
        } else if (!group.empty()) {
            std::vector<Geometry> grounds;
            for (const std::size_t i : group) {
                grounds.push_back(std::move(patches[i].ground));
            }
            area_m2 += ellipsoid.area_m2(unite(std::move(grounds)));
        }
    }
    return area_m2;
}

} // namespace minemap
