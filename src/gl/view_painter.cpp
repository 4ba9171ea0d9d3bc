// SPDX-License-Identifier: MIT
#include "gl/view_painter.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "base/queue.hpp"
#include "scene/tile_builder.hpp"

namespace minemap::gl {

namespace {

// Parts of a picture are about this large: large enough that margins cost little, small enough that several
// threads have something to do and that their meshes need little memory.
constexpr int part_px = 400;

struct PicturePart {
    int left, top, width, height;
};

struct BuiltPart {
    PicturePart part;
    TileMesh mesh;
};

std::vector<int> cuts(int length) {
    const int parts = std::max(1, (length + part_px - 1) / part_px);
    std::vector<int> at;
    for (int i = 0; i <= parts; ++i) {
        at.push_back(static_cast<int>(std::int64_t{length} * i / parts));
    }
    return at;
}

std::vector<PicturePart> parts_of(const Camera& camera) {
    const std::vector<int> x = cuts(camera.width_px);
    const std::vector<int> y = cuts(camera.height_px);
    std::vector<PicturePart> parts;
    for (std::size_t row = 0; row + 1 < y.size(); ++row) {
        for (std::size_t column = 0; column + 1 < x.size(); ++column) {
            parts.push_back({x[column], y[row], x[column + 1] - x[column], y[row + 1] - y[row]});
        }
    }
    return parts;
}

// Builds every part of the picture on threads and hands each to `draw` on this one.
template <class Draw>
void build_and_draw(const TileScene& scene, const Camera& camera, int margin, Draw draw) {
    const std::vector<PicturePart> parts = parts_of(camera);
    BoundedQueue<BuiltPart> built(4);
    std::atomic<std::size_t> next{0};
    const auto work = [&](const std::stop_token& stop) {
        try {
            for (std::size_t i = next++; i < parts.size() && !stop.stop_requested(); i = next++) {
                const PicturePart& part = parts[i];
                const Camera viewport = camera.part(part.left - margin, part.top - margin,
                                                    part.width + 2 * margin, part.height + 2 * margin);
                if (!built.push({part, build_tile(scene, viewport, stop)})) {
                    return;
                }
            }
        } catch (...) {
            built.close(std::current_exception());
        }
    };
    std::vector<std::jthread> builders;
    // Whoever leaves early must not leave builders waiting for room.
    const std::unique_ptr<BoundedQueue<BuiltPart>, void (*)(BoundedQueue<BuiltPart>*)> closing(
        &built, [](BoundedQueue<BuiltPart>* queue) { queue->close(); });
    const std::size_t threads =
        std::min<std::size_t>(parts.size(), std::max(1U, std::thread::hardware_concurrency()));
    for (std::size_t i = 0; i < threads; ++i) {
        builders.emplace_back(work);
    }
    for (std::size_t drawn = 0; drawn < parts.size(); ++drawn) {
        const std::optional<BuiltPart> part = built.pop();
        draw(part->part, part->mesh);
    }
}

} // namespace

const TileScene& ViewPainter::scene_of(const View& view, const Painter::Options& options) {
    if (scene_layers_ != view.layers || scene_shown_ != options.shown ||
        scene_.px_scale != double{options.px_scale} || scene_.groups.empty()) {
        scene_ = make_tile_scene(view, options.shown, double{options.px_scale});
        scene_layers_ = view.layers;
        scene_shown_ = options.shown;
    }
    return scene_;
}

void ViewPainter::draw(const View& view, const Camera& camera, const Painter::Options& options, Brush& brush,
                       InkPainter& ink) {
    GLint viewport[4] = {0, 0, 1, 1};
    glGetIntegerv(GL_VIEWPORT, viewport);
    const TileScene& scene = scene_of(view, options);
    const int margin = tile_margin_px(scene.px_scale);
    build_and_draw(scene, camera, margin, [&](const PicturePart& part, const TileMesh& mesh) {
        // OpenGL counts rows from the bottom.
        const int x = viewport[0] + part.left;
        const int y = viewport[1] + camera.height_px - part.top - part.height;
        const TilePlace place{{x - margin, y - margin, mesh.camera.width_px, mesh.camera.height_px},
                              {x, y, part.width, part.height}};
        tiles_.draw(scene, mesh, place, {options.paper, options.opacity}, brush, [&] {
            ink.draw_lines(options.under_outlines, glm::vec2(margin - part.left, margin - part.top), brush);
        });
    });
    glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
}

} // namespace minemap::gl
