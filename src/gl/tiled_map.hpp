// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "gl/brush.hpp"
#include "gl/painter.hpp"
#include "gl/tile_painter.hpp"
#include "scene/tile_worker.hpp"

namespace minemap::gl {

// The map of a window: drawn once into textures, piece by piece as they are built beside this thread, and put
// together from them in every frame. While it moves, pieces of another scale stand in for those that are
// still missing; when it rests, all are drawn at the very scale.
class TiledMap {
public:
    TiledMap();
    ~TiledMap();

    // True when the picture is what it would be if it were drawn in one go.
    bool draw(const std::shared_ptr<const View>& view, const Camera& camera, const Painter::Options& options,
              bool moving, Brush& brush);
    // A piece was built that no frame shows yet.
    bool has_news() const { return worker_.has_built(); }

private:
    struct Tile {
        Texture texture; // none = not drawn yet
        std::uint64_t number = 0;
        std::uint64_t last_frame = 0; // in which it was needed
    };
    using Place = std::pair<int, int>; // column and row
    struct Level { // tiles of one scale; tile (0, 0) has its corner in that of the base camera's viewport
        Camera base;
        std::map<Place, Tile> tiles;
    };
    struct Content {
        std::shared_ptr<const View> view;
        std::vector<bool> shown;
        std::vector<float> opacity;
        Colour paper;
        float px_scale = 0;
        bool operator==(const Content&) const = default;
    };
    struct Drawn {
        Content content;
        std::shared_ptr<const TileScene> scene;
        std::list<Level> levels;
    };
    struct Needed {
        int first_column, last_column, first_row, last_row; // inclusive
    };

    void start_content(const std::shared_ptr<const View>& view, const Painter::Options& options);
    Level& choose_level(const Camera& camera, bool moving);
    static Needed needed_of(const Level& level, const Camera& camera, int around);
    bool order_missing(Level& level, const Camera& camera, bool moving);
    void draw_built(bool moving, Brush& brush);
    void draw_into(Tile& tile, const BuiltTile& built, Brush& brush);
    void compose(Level& chosen, const Camera& camera, bool complete);
    static Box missing_box(const Level& level, const Camera& camera);
    void compose_level(Level& level, const Camera& camera);
    void forget(std::size_t visible);

    std::optional<Drawn> now_, before_; // before_: until now_ covers the window
    std::uint64_t next_number_ = 1, frame_ = 0;
    TilePainter painter_;
    Program program_{"tile"};
    Framebuffer framebuffer_;
    Renderbuffer depth_stencil_;
    Buffer corners_;
    VertexArray corner_array_;
    TileWorker worker_;
};

} // namespace minemap::gl
