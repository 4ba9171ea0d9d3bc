// SPDX-License-Identifier: MIT
#include "gl/tiled_map.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

namespace minemap::gl {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int tile_px = 256;
constexpr std::size_t tile_bytes = std::size_t{4} * tile_px * tile_px;
constexpr std::size_t kept_bytes = 256U << 20;
// While the map moves, a level serves that is drawn up to this factor larger or smaller than it was meant.
constexpr double most_stretched = 1.5;
// What a frame may spend on drawing new tiles.
constexpr std::chrono::milliseconds spent_moving{5}, spent_resting{25};
constexpr double aligned_px = 0.02;

// Other than the two that draw: OpenGL in software has a thread for each processor.
unsigned builders() { return std::max(1U, std::thread::hardware_concurrency() - 1); }

struct Corner {
    glm::vec2 position, texel;
};

double stretch_of(const Camera& base, const Camera& camera) {
    return std::abs(std::log(base.units_per_px / camera.units_per_px));
}

// Whether whole pixels of the one are whole pixels of the other.
bool aligned(const Camera& base, const Camera& camera) {
    if (base.units_per_px != camera.units_per_px || base.rotation_deg != camera.rotation_deg) {
        return false;
    }
    const glm::dvec2 at = base.to_screen(camera.to_world({0, 0}));
    return std::abs(at.x - std::round(at.x)) < aligned_px && std::abs(at.y - std::round(at.y)) < aligned_px;
}

} // namespace

TiledMap::TiledMap() : corners_(make_buffer()), corner_array_(make_vertex_array()), worker_(builders()) {
    GLuint name = 0;
    glGenFramebuffers(1, &name);
    framebuffer_ = Framebuffer(name);
    glGenRenderbuffers(1, &name);
    depth_stencil_ = Renderbuffer(name);
    glBindRenderbuffer(GL_RENDERBUFFER, name);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_DEPTH24_STENCIL8, tile_px, tile_px);
}

TiledMap::~TiledMap() = default;

void TiledMap::start_content(const std::shared_ptr<const View>& view, const Painter::Options& options) {
    Content content{view, options.shown, options.opacity, options.paper, options.px_scale};
    if (now_ && now_->content == content) {
        return;
    }
    // What never came into the picture cannot stand in for what follows.
    const auto has_drawn = [](const Level& level) {
        return std::any_of(level.tiles.begin(), level.tiles.end(),
                           [](const auto& entry) { return bool(entry.second.texture); });
    };
    if (now_ && std::any_of(now_->levels.begin(), now_->levels.end(), has_drawn)) {
        before_ = std::move(now_);
    }
    now_.emplace();
    now_->scene =
        std::make_shared<const TileScene>(make_tile_scene(*view, options.shown, double{options.px_scale}));
    now_->content = std::move(content);
}

// At rest the level of this very scale and grid of pixels; in motion the nearest that is not too far off.
TiledMap::Level& TiledMap::choose_level(const Camera& camera, bool moving) {
    Level* nearest = nullptr;
    for (Level& level : now_->levels) {
        if (aligned(level.base, camera)) {
            return level;
        }
        if (level.base.rotation_deg == camera.rotation_deg &&
            (!nearest || stretch_of(level.base, camera) < stretch_of(nearest->base, camera))) {
            nearest = &level;
        }
    }
    if (moving && nearest && stretch_of(nearest->base, camera) <= std::log(most_stretched)) {
        return *nearest;
    }
    now_->levels.push_back({camera, {}});
    return now_->levels.back();
}

// The tiles that the camera sees, and this many around them.
TiledMap::Needed TiledMap::needed_of(const Level& level, const Camera& camera, int around) {
    Box seen;
    for (const double x : {0.0, double(camera.width_px)}) {
        for (const double y : {0.0, double(camera.height_px)}) {
            const glm::dvec2 at = level.base.to_screen(camera.to_world({x, y}));
            seen.add(at.x, at.y);
        }
    }
    const auto tile = [](double px) { return static_cast<int>(std::floor(px / tile_px)); };
    return {tile(seen.min_x) - around, tile(seen.max_x - aligned_px) + around, tile(seen.min_y) - around,
            tile(seen.max_y - aligned_px) + around};
}

// True when all that is seen is drawn.
bool TiledMap::order_missing(Level& level, const Camera& camera, bool moving) {
    const Needed seen = needed_of(level, camera, 0);
    const Needed wanted = needed_of(level, camera, moving ? 0 : 1);
    const int margin = tile_margin_px(now_->scene->px_scale);
    struct Missing {
        bool seen;
        double from_middle;
        TileOrder order;
    };
    std::vector<Missing> missing;
    const glm::dvec2 middle = level.base.to_screen(camera.centre) / double(tile_px) - glm::dvec2{0.5, 0.5};
    bool complete = true;
    for (int row = wanted.first_row; row <= wanted.last_row; ++row) {
        for (int column = wanted.first_column; column <= wanted.last_column; ++column) {
            Tile& tile = level.tiles[{column, row}];
            tile.last_frame = frame_;
            if (tile.texture) {
                continue;
            }
            const bool is_seen = column >= seen.first_column && column <= seen.last_column &&
                                 row >= seen.first_row && row <= seen.last_row;
            complete = complete && !is_seen;
            if (tile.number == 0) {
                tile.number = next_number_++;
            }
            missing.push_back({is_seen,
                               std::hypot(column - middle.x, row - middle.y),
                               {tile.number, now_->scene,
                                level.base.part(column * tile_px - margin, row * tile_px - margin,
                                                tile_px + 2 * margin, tile_px + 2 * margin)}});
        }
    }
    std::sort(missing.begin(), missing.end(), [](const Missing& a, const Missing& b) {
        return a.seen != b.seen ? a.seen : a.from_middle < b.from_middle;
    });
    std::vector<TileOrder> orders;
    for (Missing& one : missing) {
        orders.push_back(std::move(one.order));
    }
    worker_.want(std::move(orders));
    return complete;
}

void TiledMap::draw_built(bool moving, Brush& brush) {
    const auto begun = Clock::now();
    while (const std::unique_ptr<BuiltTile> built = worker_.take()) {
        for (Level& level : now_->levels) {
            for (auto& [place, tile] : level.tiles) {
                if (tile.number == built->order.number && !tile.texture) {
                    draw_into(tile, *built, brush);
                }
            }
        }
        glFinish(); // or the time would be that of the next call
        if (Clock::now() - begun > (moving ? spent_moving : spent_resting)) {
            break;
        }
    }
}

void TiledMap::draw_into(Tile& tile, const BuiltTile& built, Brush& brush) {
    tile.texture = make_texture();
    glBindTexture(GL_TEXTURE_2D, tile.texture.name());
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, tile_px, tile_px, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);

    GLint framebuffer = 0;
    GLint viewport[4] = {0, 0, 1, 1};
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &framebuffer);
    glGetIntegerv(GL_VIEWPORT, viewport);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, tile.texture.name(), 0);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_RENDERBUFFER,
                              depth_stencil_.name());
    const int margin = tile_margin_px(now_->scene->px_scale);
    const TilePlace place{{-margin, -margin, built.mesh.camera.width_px, built.mesh.camera.height_px},
                          {0, 0, tile_px, tile_px}};
    painter_.draw(*now_->scene, built.mesh, place, {now_->content.paper, now_->content.opacity}, brush);
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(framebuffer));
    glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
}

void TiledMap::compose_level(Level& level, const Camera& camera) {
    const bool exact = level.base.units_per_px == camera.units_per_px;
    const Needed needed = needed_of(level, camera, 0);
    std::vector<Corner> corners;
    std::vector<GLuint> textures;
    for (auto& [place, tile] : level.tiles) {
        const auto [column, row] = place;
        if (!tile.texture || column < needed.first_column || column > needed.last_column ||
            row < needed.first_row || row > needed.last_row) {
            continue;
        }
        tile.last_frame = frame_;
        textures.push_back(tile.texture.name());
        for (int corner = 0; corner < 4; ++corner) {
            const int right = corner & 1;
            const int bottom = corner >> 1;
            glm::dvec2 at = camera.to_screen(
                level.base.to_world({(column + right) * double(tile_px), (row + bottom) * double(tile_px)}));
            at = exact ? glm::round(at) : at;
            corners.push_back({at, {right, 1 - bottom}});
        }
    }
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(corners.size() * sizeof(Corner)), corners.data(),
                 GL_STREAM_DRAW);
    for (std::size_t i = 0; i < textures.size(); ++i) {
        glBindTexture(GL_TEXTURE_2D, textures[i]);
        const GLint filter = exact ? GL_NEAREST : GL_LINEAR;
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
        glDrawArrays(GL_TRIANGLE_STRIP, static_cast<GLint>(4 * i), 4);
    }
}

// Whole pixels of the viewport around the tiles that are seen and not drawn yet.
Box TiledMap::missing_box(const Level& level, const Camera& camera) {
    const Needed seen = needed_of(level, camera, 0);
    Box box;
    for (int row = seen.first_row; row <= seen.last_row; ++row) {
        for (int column = seen.first_column; column <= seen.last_column; ++column) {
            const auto found = level.tiles.find({column, row});
            if (found != level.tiles.end() && found->second.texture) {
                continue;
            }
            for (const int corner : {0, 1, 2, 3}) {
                const glm::dvec2 at = camera.to_screen(level.base.to_world(
                    {(column + (corner & 1)) * double(tile_px), (row + (corner >> 1)) * double(tile_px)}));
                box.add(at.x, at.y);
            }
        }
    }
    const auto within = [](double value, int most) { return std::clamp(value, 0.0, double(most)); };
    return {within(std::floor(box.min_x) - 1, camera.width_px),
            within(std::floor(box.min_y) - 1, camera.height_px),
            within(std::ceil(box.max_x) + 1, camera.width_px),
            within(std::ceil(box.max_y) + 1, camera.height_px)};
}

void TiledMap::compose(Level& chosen, const Camera& camera, bool complete) {
    GLint viewport[4] = {0, 0, 1, 1};
    glGetIntegerv(GL_VIEWPORT, viewport);
    glDisable(GL_BLEND);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_STENCIL_TEST);
    glDisable(GL_CULL_FACE);
    glDisable(GL_SCISSOR_TEST);
    const Colour paper = now_->content.paper;
    glClearColor(static_cast<float>(paper.r) / 255, static_cast<float>(paper.g) / 255,
                 static_cast<float>(paper.b) / 255, 1);
    program_.use();
    program_.set("drawn", 0);
    program_.set("viewport_px", glm::vec2(viewport[2], viewport[3]));
    glActiveTexture(GL_TEXTURE0);
    glBindVertexArray(corner_array_.name());
    glBindBuffer(GL_ARRAY_BUFFER, corners_.name());
    glVertexAttribPointer(Program::position, 2, GL_FLOAT, GL_FALSE, sizeof(Corner), nullptr);
    glVertexAttribPointer(Program::texel, 2, GL_FLOAT, GL_FALSE, sizeof(Corner),
                          static_cast<const char*>(nullptr) + sizeof(glm::vec2));
    glEnableVertexAttribArray(Program::position);
    glEnableVertexAttribArray(Program::texel);
    if (!complete) {
        const Box hole = missing_box(chosen, camera);
        glEnable(GL_SCISSOR_TEST);
        glScissor(viewport[0] + static_cast<GLint>(hole.min_x),
                  viewport[1] + viewport[3] - static_cast<GLint>(hole.max_y),
                  static_cast<GLsizei>(hole.width()), static_cast<GLsizei>(hole.height()));
        glClear(GL_COLOR_BUFFER_BIT);
        // The worse a level fits the earlier it is drawn; the old content lies below the new one.
        for (std::optional<Drawn>* drawn : {&before_, &now_}) {
            if (!*drawn) {
                continue;
            }
            std::vector<Level*> stand_ins;
            for (Level& level : (*drawn)->levels) {
                if (&level != &chosen) {
                    stand_ins.push_back(&level);
                }
            }
            std::sort(stand_ins.begin(), stand_ins.end(), [&](const Level* a, const Level* b) {
                return stretch_of(a->base, camera) > stretch_of(b->base, camera);
            });
            // Each costs a pass over what is missing: the widest, which is never without a place, and the two
            // that fit best.
            for (std::size_t i = 0; i < stand_ins.size(); ++i) {
                if (i == 0 || i + 2 >= stand_ins.size()) {
                    compose_level(*stand_ins[i], camera);
                }
            }
        }
    }
    glDisable(GL_SCISSOR_TEST);
    compose_level(chosen, camera);
    glBindVertexArray(0);
    check("putting the map together");
}

// The tiles that have not been seen for longest go first; those of the most distant scale stay, because they
// stand in wherever nothing else is.
void TiledMap::forget(std::size_t visible) {
    std::size_t count = 0;
    Level* widest = nullptr;
    for (Level& level : now_->levels) {
        count += level.tiles.size();
        widest = !widest || level.base.units_per_px > widest->base.units_per_px ? &level : widest;
    }
    const std::size_t most = std::max(kept_bytes / tile_bytes, 3 * visible);
    if (count <= most) {
        return;
    }
    std::vector<std::uint64_t> ages;
    for (const Level& level : now_->levels) {
        for (const auto& [place, tile] : level.tiles) {
            ages.push_back(tile.last_frame);
        }
    }
    const auto oldest_kept = ages.begin() + static_cast<std::ptrdiff_t>(count - most * 3 / 4);
    std::nth_element(ages.begin(), oldest_kept, ages.end());
    const std::uint64_t limit = std::min(*oldest_kept, frame_);
    for (Level& level : now_->levels) {
        if (&level != widest) {
            std::erase_if(level.tiles, [&](const auto& entry) { return entry.second.last_frame < limit; });
        }
    }
    now_->levels.remove_if([](const Level& level) { return level.tiles.empty(); });
}

bool TiledMap::draw(const std::shared_ptr<const View>& view, const Camera& camera,
                    const Painter::Options& options, bool moving, Brush& brush) {
    ++frame_;
    start_content(view, options);
    Level& level = choose_level(camera, moving);
    order_missing(level, camera, moving);
    draw_built(moving, brush);
    const bool complete = order_missing(level, camera, moving);
    brush.set_up(brush.viewport(), options.px_scale);
    compose(level, camera, complete);
    if (complete) {
        before_.reset();
    }
    const Needed seen = needed_of(level, camera, 0);
    forget(static_cast<std::size_t>(seen.last_column - seen.first_column + 3) *
           static_cast<std::size_t>(seen.last_row - seen.first_row + 3));
    return complete && aligned(level.base, camera);
}

} // namespace minemap::gl
