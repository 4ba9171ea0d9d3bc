// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "gl/ink_painter.hpp"
#include "gl/painter.hpp"
#include "gl/tile_painter.hpp"

namespace minemap::gl {

// A picture of the map in one go: built in parts on all processors, each drawn when it is built.
class ViewPainter {
public:
    void draw(const View& view, const Camera& camera, const Painter::Options& options, Brush& brush,
              InkPainter& ink);

private:
    const TileScene& scene_of(const View& view, const Painter::Options& options);

    TileScene scene_;
    std::vector<std::shared_ptr<const ViewLayer>> scene_layers_;
    std::vector<bool> scene_shown_;
    TilePainter tiles_;
};

} // namespace minemap::gl
