// SPDX-License-Identifier: MIT
#pragma once

#include "geo/raster.hpp"
#include "gl/gl.hpp"

namespace minemap::gl {

// An offscreen picture to draw into: RGBA8 with 24 bits of depth and 8 of stencil, no multisampling. Throws
// Error{gpu} when the driver cannot hold that many pixels.
class Target {
public:
    Target(int width_px, int height_px);
    void bind() const; // for drawing, with the viewport set to all of it
    Image read() const;

private:
    int width_px_, height_px_;
    Renderbuffer colour_, depth_stencil_;
    Framebuffer framebuffer_;
};

} // namespace minemap::gl
