// SPDX-License-Identifier: MIT
#include "gl/layer_store.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <mutex>
#include <thread>

#include <glm/geometric.hpp>

#include "scene/symbol.hpp"

namespace minemap::gl {

namespace {

// An area of context or a region that is smaller than this has no room for ink.
constexpr double least_context_px = 0.5;
// Meshes of at most this many blocks are in memory before they are handed to the GPU.
constexpr std::size_t blocks_at_once = 16;

struct Job {
    StoredLayer* stored;
    std::size_t block;
    Anchorage anchorage;
    BlockMesh mesh;
};

bool is_large_enough(const Block& block, double least_size) {
    return std::any_of(block.classes.begin(), block.classes.end(), [&](const Block::Class& of_class) {
        const Piece& largest = block.pieces[of_class.first];
        return !largest.is_point && double{largest.size()} >= least_size;
    });
}

void build(std::span<Job> jobs) {
    std::atomic<std::size_t> next{0};
    std::exception_ptr error;
    std::mutex error_mutex;
    const auto work = [&] {
        try {
            for (std::size_t i = next++; i < jobs.size(); i = next++) {
                Job& job = jobs[i];
                job.mesh = build_mesh(*job.stored->layer, job.stored->blocks[job.block], job.anchorage);
            }
        } catch (...) {
            const std::lock_guard lock(error_mutex);
            error = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> helpers;
        const std::size_t threads =
            std::min<std::size_t>(jobs.size(), std::max(1U, std::thread::hardware_concurrency()));
        for (std::size_t i = 1; i < threads; ++i) {
            helpers.emplace_back(work);
        }
        work();
    }
    if (error) {
        std::rethrow_exception(error);
    }
}

} // namespace

bool is_far(glm::dvec2 origin, const Camera& camera) {
    return glm::distance(origin, camera.centre) > farthest_origin_px * camera.units_per_px;
}

Anchorage anchorage(glm::dvec2 preferred, const Camera& camera) {
    if (!is_far(preferred, camera)) {
        return {preferred};
    }
    return {camera.centre, 2 * farthest_origin_px * camera.units_per_px};
}

void LayerStore::keep_only(const View& view) {
    layers_.remove_if([&](const StoredLayer& stored) {
        return std::find(view.layers.begin(), view.layers.end(), stored.layer) == view.layers.end();
    });
}

StoredLayer& LayerStore::find(const std::shared_ptr<const ViewLayer>& layer) {
    for (StoredLayer& stored : layers_) {
        if (stored.layer == layer) {
            return stored;
        }
    }
    StoredLayer& stored = layers_.emplace_back();
    stored.layer = layer;
    stored.blocks = make_blocks(*layer);
    stored.meshes.resize(stored.blocks.size());
    stored.unfilled.resize(stored.blocks.size());
    const bool hazard = layer->role == Role::hazard || layer->role == Role::records;
    stored.least_size_px = hazard ? least_area_px : least_context_px;
    return stored;
}

bool LayerStore::prepare(std::span<StoredLayer* const> layers, const Camera& camera, const Box& visible,
                         double px_scale) {
    std::vector<Job> jobs;
    for (StoredLayer* stored : layers) {
        const double least_size = stored->least_size_px * px_scale * camera.units_per_px;
        for (std::size_t b = 0; b < stored->blocks.size(); ++b) {
            const Block& block = stored->blocks[b];
            if (!block.box.intersects(visible) || !is_large_enough(block, least_size)) {
                continue;
            }
            const auto& mesh = stored->meshes[b];
            if (!mesh || is_far(mesh->origin(), camera)) {
                jobs.push_back({stored, b, anchorage(block.origin, camera), {}});
            }
        }
    }
    for (std::size_t first = 0; first < jobs.size(); first += blocks_at_once) {
        const auto some = std::span(jobs).subspan(first, std::min(blocks_at_once, jobs.size() - first));
        build(some);
        for (Job& job : some) {
            job.stored->meshes[job.block].emplace(std::move(job.mesh));
            job.stored->unfilled[job.block] = job.stored->meshes[job.block]->unfilled();
        }
    }
    return !jobs.empty();
}

} // namespace minemap::gl
