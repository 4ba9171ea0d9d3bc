// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "gl/brush.hpp"
#include "gl/layer_store.hpp"
#include "gl/painter.hpp"
#include "scene/symbol.hpp"

namespace minemap::gl {

// The map itself: paper, context, hazards, regions, highlighted features.
class ViewPainter {
public:
    // `above_fills` is called between the fills of the hazards and their outlines.
    void draw(const View& view, const Camera& camera, const Painter::Options& options, Brush& brush,
              const std::function<void()>& above_fills);

private:
    struct Shown { // a visible layer
        std::size_t index;
        StoredLayer* stored;
        float opacity;
    };
    struct Use { // a class of a visible layer
        const Shown* shown;
        std::uint8_t class_index;
        const DrawClass& look() const { return shown->stored->layer->classes[class_index]; }
    };
    struct Symbols { // those of one group, kept while the map is panned
        std::vector<const ViewLayer*> layers;
        SymbolPlan plan;
        double px_scale = 0;
        TexelBuffer places;
    };
    struct Frame {
        const Camera& camera;
        Box visible; // a little more than the viewport
        PatternPhase phase;
        Brush& brush;
    };

    void draw_group(std::span<const Shown> group, Symbols& symbols, const Frame& frame,
                    const std::function<void()>& above_fills = {});
    void draw_fills(std::span<const Use> by_danger, const Frame& frame);
    void draw_lines(std::span<const Use> by_danger, bool casings, const Frame& frame);
    void draw_symbols(std::span<const Shown> group, Symbols& symbols, const Frame& frame);
    void draw_highlighted(const View& view, const Painter::Options& options, const Frame& frame);
    template <class Draw>
    void for_each_mesh(const Use& use, const Frame& frame, Draw draw);

    LayerStore store_;
    Flattening flattening_;
    bool meshes_changed_ = false;
    std::vector<Symbols> symbols_; // of each group
    std::vector<IndexRange> ranges_;

    struct Highlight {
        std::vector<std::pair<const ViewLayer*, std::uint32_t>> features;
        std::vector<GpuMesh> outlines;
    };
    Highlight highlight_;
    TexelBuffer highlighted_places_;
};

} // namespace minemap::gl
