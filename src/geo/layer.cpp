// SPDX-License-Identifier: MIT
#include "geo/layer.hpp"

#include <algorithm>

// Boost 1.74 includes its own deprecated headers and says so at every build.
#define BOOST_ALLOW_DEPRECATED_HEADERS
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/geometry/strategies/strategies.hpp> // rtree.hpp stops including it in later versions

namespace minemap {
namespace {

namespace bg = boost::geometry;
using BoostPoint = bg::model::d2::point_xy<double>;
using BoostBox = bg::model::box<BoostPoint>;
using Entry = std::pair<BoostBox, std::uint32_t>;

BoostBox boost_box(const Box& box) { return {{box.min_x, box.min_y}, {box.max_x, box.max_y}}; }

} // namespace

struct SpatialIndex::Tree {
    bg::index::rtree<Entry, bg::index::quadratic<16>> boxes;
};

SpatialIndex::SpatialIndex(const Shapes& shapes) {
    std::vector<Entry> entries;
    entries.reserve(shapes.size());
    for (std::size_t f = 0; f < shapes.size(); ++f) {
        if (const Box box = shapes.box(f); !box.empty()) {
            entries.emplace_back(boost_box(box), static_cast<std::uint32_t>(f));
        }
    }
    // The range constructor packs: built once in one go, never changed.
    tree_ = std::make_shared<const Tree>(Tree{decltype(Tree::boxes)(entries)});
}

std::vector<std::uint32_t> SpatialIndex::query(const Box& box) const {
    std::vector<std::uint32_t> found;
    if (!tree_ || box.empty()) {
        return found;
    }
    for (auto it = tree_->boxes.qbegin(bg::index::intersects(boost_box(box))); it != tree_->boxes.qend();
         ++it) {
        found.push_back(it->second);
    }
    std::sort(found.begin(), found.end());
    return found;
}

Layer::Layer(LayerInfo info, Batch features) :
    info_(std::move(info)), features_(std::move(features)), extent_(features_.shapes.box()),
    index_(features_.shapes) {
    info_.feature_count = static_cast<std::int64_t>(features_.size());
}

} // namespace minemap
