// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <vector>

#include "scene/camera.hpp"
#include "scene/grid.hpp"

namespace minemap {

// A line on which one coordinate of a zone's plane stays the same and the other runs.
struct GridCurve {
    bool x_stays = true; // else y
    double stays = 0, from = 0, to = 0;
};

// Draws curves of a grid into a picture. An instance serves one picture.
class GridTracer {
public:
    GridTracer(const GridSystem& system, const Camera& camera) : system_(system), camera_(camera) {}

    using Polyline = std::vector<glm::vec2>;
    // The pieces of the curve that are in the picture and within the limits of the zone, in screen pixels,
    // off the true curve by less than 0.25. A piece may reach a little over the edge of the picture.
    std::vector<Polyline> trace(const GridCurve& curve, const GridZone& zone);

    // Plane coordinates to screen pixels; NaN where there is no place.
    std::vector<glm::dvec2> to_screen(const GridZone& zone, std::vector<double> xy);

private:
    struct Sample {
        double along = 0;       // the coordinate that runs
        double inside_deg = -1; // how far within the limits; negative = outside; NaN = no place
        glm::dvec2 at{0, 0};    // screen pixels
    };
    std::vector<Sample> samples(const std::vector<double>& along);
    Sample sample(double along) { return samples({along}).front(); }
    void follow(const Sample& a, const Sample& b, int depth);
    // Between a place within the limits and one without: the place where they end.
    Sample limit_between(Sample within, Sample without);
    bool in_picture(const Sample& a, const Sample& b) const;
    void append(const Sample& a, const Sample& b);

    const GridSystem& system_;
    const Camera& camera_;
    const GridCurve* curve_ = nullptr; // being traced
    const GridZone* zone_ = nullptr;
    std::vector<Polyline> pieces_;
};

// How far a place lies within limits in degrees, whichever turn its longitude is given in.
double degrees_inside(const Box& limits, double lon, double lat) noexcept;
// The longitude of the same meridian that is nearest to `near`.
double longitude_near(double lon, double near) noexcept;

} // namespace minemap
