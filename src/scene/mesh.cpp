// SPDX-License-Identifier: MIT
#include "scene/mesh.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace minemap {

namespace {

constexpr std::size_t block_features = 2'000;

// Distance along the Hilbert curve of order 16 through a square of 65,536 cells (Wikipedia, "Hilbert curve",
// xy2d).
std::uint32_t hilbert(std::uint32_t x, std::uint32_t y) {
    std::uint32_t distance = 0;
    for (std::uint32_t half = 1U << 15; half > 0; half >>= 1) {
        const std::uint32_t right = (x & half) != 0 ? 1 : 0;
        const std::uint32_t upper = (y & half) != 0 ? 1 : 0;
        distance += half * half * ((3 * right) ^ upper);
        if (upper == 0) {
            if (right == 1) {
                x = 0xffff - x;
                y = 0xffff - y;
            }
            std::swap(x, y);
        }
    }
    return distance;
}

struct Placed {
    std::uint32_t hilbert, feature;
};

std::vector<Placed> in_hilbert_order(const ViewLayer& layer) {
    const Shapes& shapes = layer.layer->shapes();
    const Box& extent = layer.layer->extent();
    const double side = std::max({extent.width(), extent.height(), 1e-12});
    const auto cell = [&](double v, double from) {
        return static_cast<std::uint32_t>(std::clamp((v - from) / side * 65'535, 0.0, 65'535.0));
    };
    std::vector<Placed> order;
    order.reserve(shapes.size());
    for (std::uint32_t f = 0; f < shapes.size(); ++f) {
        const Box box = shapes.box(f);
        if (!box.empty()) {
            order.push_back(
                {hilbert(cell(box.centre_x(), extent.min_x), cell(box.centre_y(), extent.min_y)), f});
        }
    }
    std::sort(order.begin(), order.end(), [](const Placed& a, const Placed& b) {
        return std::tie(a.hilbert, a.feature) < std::tie(b.hilbert, b.feature);
    });
    return order;
}

Box box_of_part(const Shapes& shapes, std::uint32_t part) {
    Box box;
    const auto rings = shapes.rings_of(part);
    for (std::uint32_t v = shapes.ring[rings.first]; v < shapes.ring[rings.last]; ++v) {
        const double x = shapes.xy[2 * std::size_t{v}];
        const double y = shapes.xy[2 * std::size_t{v} + 1];
        if (std::isfinite(x) && std::isfinite(y)) {
            box.add(x, y);
        }
    }
    return box;
}

// Pieces of one block from its features, and the block's origin, box and classes from its pieces.
Block make_block(const ViewLayer& layer, std::span<const Placed> features) {
    const Shapes& shapes = layer.layer->shapes();
    Block block;
    for (const Placed& placed : features) {
        block.box.add(shapes.box(placed.feature));
    }
    // Whole numbers, so that the origin itself is exact in every later sum.
    block.origin = {std::round(block.box.centre_x()), std::round(block.box.centre_y())};
    for (const Placed& placed : features) {
        const auto parts = shapes.parts_of(placed.feature);
        for (std::uint32_t part = parts.first; part < parts.last; ++part) {
            const Box box = box_of_part(shapes, part);
            if (!box.empty()) {
                block.pieces.push_back(
                    {placed.feature, part, static_cast<float>(box.centre_x() - block.origin.x),
                     static_cast<float>(box.centre_y() - block.origin.y), static_cast<float>(box.width() / 2),
                     static_cast<float>(box.height() / 2), shapes.kind_of_part[part] == Kind::point});
            }
        }
    }
    const auto class_of = [&](const Piece& piece) { return layer.class_of[piece.feature]; };
    std::stable_sort(block.pieces.begin(), block.pieces.end(), [&](const Piece& a, const Piece& b) {
        return class_of(a) != class_of(b) ? class_of(a) < class_of(b) : a.size() > b.size();
    });
    for (std::uint32_t i = 0; i < block.pieces.size(); ++i) {
        if (block.classes.empty() || block.classes.back().index != class_of(block.pieces[i])) {
            block.classes.push_back({class_of(block.pieces[i]), i, i});
        }
        block.classes.back().last = i + 1;
    }
    return block;
}

} // namespace

bool has_fill(const DrawClass& look) noexcept {
    return look.fill.colour.a > 0 || (look.fill.hatch != Hatch::none && look.fill.hatch_colour.a > 0);
}

std::vector<Block> make_blocks(const ViewLayer& layer) {
    const std::vector<Placed> order = in_hilbert_order(layer);
    std::vector<Block> blocks;
    for (std::size_t first = 0; first < order.size(); first += block_features) {
        const std::size_t count = std::min(block_features, order.size() - first);
        blocks.push_back(make_block(layer, std::span(order).subspan(first, count)));
    }
    return blocks;
}

std::vector<MeshVertex> build_outlines(const ViewLayer& layer, std::span<const std::uint32_t> features,
                                       const Anchorage& anchorage) {
    const Shapes& shapes = layer.layer->shapes();
    std::vector<MeshVertex> vertices;
    std::vector<std::uint32_t> unused;
    for (const std::uint32_t feature : features) {
        const auto parts = shapes.parts_of(feature);
        for (std::uint32_t part = parts.first; part < parts.last; ++part) {
            if (shapes.kind_of_part[part] == Kind::point) {
                continue;
            }
            const auto rings = shapes.rings_of(part);
            for (std::uint32_t r = rings.first; r < rings.last; ++r) {
                append_line(shapes.ring_xy(r), anchorage.origin, vertices, unused, anchorage.window);
            }
        }
    }
    return vertices;
}

} // namespace minemap
