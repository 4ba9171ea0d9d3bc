// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "gl/mesh.hpp"
#include "scene/camera.hpp"
#include "scene/view.hpp"

namespace minemap::gl {

// Farther than this from the origin of a mesh, 24 bits of mantissa no longer give a twentieth of a pixel.
inline constexpr double farthest_origin_px = 500'000;
bool is_far(glm::dvec2 origin, const Camera& camera);
// The preferred origin while it is near enough, else the camera's place.
Anchorage anchorage(glm::dvec2 preferred, const Camera& camera);

// A layer in blocks, and the meshes of those blocks that have been needed so far.
struct StoredLayer {
    std::shared_ptr<const ViewLayer> layer;
    std::vector<Block> blocks;
    std::vector<std::optional<GpuMesh>> meshes;       // of each block
    std::vector<std::vector<std::uint32_t>> unfilled; // of each block, known once it has a mesh
    double least_size_px = 0;                         // smaller pieces are not drawn as shapes
};

// What the painter keeps of the layers of its view. Layers that have left the view are forgotten.
class LayerStore {
public:
    void keep_only(const View& view);
    StoredLayer& find(const std::shared_ptr<const ViewLayer>& layer);

    // Makes the meshes of all blocks that this camera sees large enough, on as many threads as there are
    // processors. True when there was something to make.
    bool prepare(std::span<StoredLayer* const> layers, const Camera& camera, const Box& visible,
                 double px_scale);

private:
    std::list<StoredLayer> layers_; // a list: those who hold a StoredLayer& must not notice a new one
};

} // namespace minemap::gl
