// SPDX-License-Identifier: MIT
#include "scene/tessellate.hpp"

#include <algorithm>
#include <bit>
#include <exception>

#include <GL/glu.h>

#include "base/error.hpp"

namespace minemap {

namespace {

struct DeleteTessellator {
    void operator()(GLUtesselator* tessellator) const noexcept { gluDeleteTess(tessellator); }
};

// What the callbacks of one polygon write to. Index i travels through GLU as the pointer value i + 1;
// exceptions must not pass through its C code, so they wait here.
struct Job {
    std::vector<MeshVertex>* vertices = nullptr;
    std::vector<std::uint32_t>* triangles = nullptr;
    bool failed = false;
    std::exception_ptr error;

    template <class Work>
    void guarded(Work work) noexcept {
        try {
            work();
        } catch (...) {
            failed = true;
            error = std::current_exception();
        }
    }
};

void* to_pointer(std::uint32_t index) { return std::bit_cast<void*>(std::uintptr_t{index} + 1); }
std::uint32_t to_index(void* pointer) {
    return static_cast<std::uint32_t>(std::bit_cast<std::uintptr_t>(pointer) - 1);
}

void on_vertex(void* pointer, void* data) {
    Job& job = *static_cast<Job*>(data);
    job.guarded([&] { job.triangles->push_back(to_index(pointer)); });
}

void on_combine(GLdouble place[3], void* /*neighbours*/[4], GLfloat /*weights*/[4], void** made, void* data) {
    Job& job = *static_cast<Job*>(data);
    *made = to_pointer(0);
    job.guarded([&] {
        job.vertices->push_back({static_cast<float>(place[0]), static_cast<float>(place[1]), 0, 0});
        *made = to_pointer(static_cast<std::uint32_t>(job.vertices->size() - 1));
    });
}

// Asking for edge flags makes GLU give separate triangles instead of fans and strips.
void on_edge_flag(GLboolean /*boundary*/, void* /*data*/) {}
void on_begin(GLenum /*always GL_TRIANGLES*/, void* /*data*/) {}
void on_end(void* /*data*/) {}
void on_error(GLenum /*code*/, void* data) { static_cast<Job*>(data)->failed = true; }

// Twice the signed area; positive = counter-clockwise.
double doubled_area(const std::vector<std::uint32_t>& contour, const std::vector<MeshVertex>& vertices) {
    double sum = 0;
    const MeshVertex& base = vertices[contour.front()];
    for (std::size_t i = 1; i + 1 < contour.size(); ++i) {
        const MeshVertex& a = vertices[contour[i]];
        const MeshVertex& b = vertices[contour[i + 1]];
        sum += (double{a.x} - double{base.x}) * (double{b.y} - double{base.y}) -
               (double{b.x} - double{base.x}) * (double{a.y} - double{base.y});
    }
    return sum;
}

template <class Function>
void set_callback(GLUtesselator* tessellator, GLenum which, Function function) {
    gluTessCallback(tessellator, which, reinterpret_cast<_GLUfuncptr>(function));
}

} // namespace

struct FillTessellator::State {
    std::unique_ptr<GLUtesselator, DeleteTessellator> tessellator{gluNewTess()};
};

FillTessellator::FillTessellator() : state_(std::make_unique<State>()) {
    GLUtesselator* tessellator = state_->tessellator.get();
    if (!tessellator) {
        fail(Errc::geometry, "There is no memory for filling polygons.");
    }
    set_callback(tessellator, GLU_TESS_BEGIN_DATA, on_begin);
    set_callback(tessellator, GLU_TESS_VERTEX_DATA, on_vertex);
    set_callback(tessellator, GLU_TESS_END_DATA, on_end);
    set_callback(tessellator, GLU_TESS_COMBINE_DATA, on_combine);
    set_callback(tessellator, GLU_TESS_ERROR_DATA, on_error);
    set_callback(tessellator, GLU_TESS_EDGE_FLAG_DATA, on_edge_flag);
    gluTessProperty(tessellator, GLU_TESS_WINDING_RULE, GLU_TESS_WINDING_NONZERO);
    gluTessNormal(tessellator, 0, 0, 1);
}

FillTessellator::~FillTessellator() = default;
FillTessellator::FillTessellator(FillTessellator&&) noexcept = default;

bool FillTessellator::add(std::span<const std::vector<std::uint32_t>> contours,
                          std::vector<MeshVertex>& vertices, std::vector<std::uint32_t>& triangles) {
    oriented_.assign(contours.begin(), contours.end());
    for (std::size_t c = 0; c < oriented_.size(); ++c) {
        const bool positive = oriented_[c].size() < 3 || doubled_area(oriented_[c], vertices) >= 0;
        if (positive != (c == 0)) {
            std::reverse(oriented_[c].begin(), oriented_[c].end());
        }
    }
    return add_oriented(oriented_, vertices, triangles);
}

bool FillTessellator::add_oriented(std::span<const std::vector<std::uint32_t>> contours,
                                   std::vector<MeshVertex>& vertices, std::vector<std::uint32_t>& triangles) {
    if (contours.empty() || contours.front().size() < 3) {
        return false;
    }
    GLUtesselator* tessellator = state_->tessellator.get();
    Job job{&vertices, &triangles, false, nullptr};
    const std::size_t triangles_before = triangles.size();
    gluTessBeginPolygon(tessellator, &job);
    for (const auto& contour : contours) {
        if (contour.size() < 3) {
            continue;
        }
        gluTessBeginContour(tessellator);
        for (const std::uint32_t index : contour) {
            GLdouble place[3] = {double{vertices[index].x}, double{vertices[index].y}, 0};
            gluTessVertex(tessellator, place, to_pointer(index)); // copies the place
        }
        gluTessEndContour(tessellator);
    }
    gluTessEndPolygon(tessellator);
    if (job.error) {
        std::rethrow_exception(job.error);
    }
    if (job.failed || (triangles.size() - triangles_before) % 3 != 0) {
        triangles.resize(triangles_before);
    }
    return triangles.size() > triangles_before;
}

} // namespace minemap
