// SPDX-License-Identifier: MIT
#include "geo/ground_buffer.hpp"

#include "base/error.hpp"
#include "geo/geometry_ops.hpp"
#include "geo/geos.hpp"

namespace minemap {
namespace {

constexpr int segments_in_quarter = 8; // of a corner; the chords lie within half a percent of the width

// To metres around a place, and back.
struct LocalMetres {
    double x0, y0, x_m, y_m; // metres for one unit of the CRS

    void forward(std::vector<double>& xy) const {
        for (std::size_t i = 0; i < xy.size(); i += 2) {
            xy[i] = (xy[i] - x0) * x_m;
            xy[i + 1] = (xy[i + 1] - y0) * y_m;
        }
    }
    void inverse(std::vector<double>& xy) const {
        for (std::size_t i = 0; i < xy.size(); i += 2) {
            xy[i] = x0 + xy[i] / x_m;
            xy[i + 1] = y0 + xy[i + 1] / y_m;
        }
    }
};

} // namespace

GroundBuffer::GroundBuffer(const Crs& crs) : ellipsoid_(crs), step_(crs.geographic() ? 0.001 : 100) {}

bool GroundBuffer::append(Shapes& target, const Shapes& shapes, std::size_t feature, double width_m) const {
    const Geometry valid = valid_geometry(shapes, feature);
    if (!valid) {
        return false;
    }
    const Box box = valid.box();
    const double x = box.centre_x(), y = box.centre_y();
    const LocalMetres local{x, y, ellipsoid_.distance_m(x - step_, y, x + step_, y) / (2 * step_),
                            ellipsoid_.distance_m(x, y - step_, x, y + step_) / (2 * step_)};
    Shapes plane;
    plane.append(valid);
    local.forward(plane.xy);
    const Geometry around(check(GEOSBuffer_r(geos(), plane.geos(0).raw(), width_m, segments_in_quarter),
                                "Widening a geometry"));
    if (around.empty()) {
        return false;
    }
    Shapes widened;
    widened.append(around);
    local.inverse(widened.xy);
    target.append(widened, 0);
    return true;
}

} // namespace minemap
