// SPDX-License-Identifier: MIT
#include "geo/grid_factors.hpp"

#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "geo/proj.hpp"

namespace minemap {

GridFactors grid_factors(const Crs& projected, double lon_deg, double lat_deg) {
    if (!projected.known() || projected.geographic()) {
        fail(Errc::crs,
             "{} has no grid, so there is no scale or convergence in it. Name a projected CRS, for example "
             "EPSG:28408.",
             describe(projected));
    }
    PJ_CONTEXT* context = proj_thread_context();
    take_proj_message();
    Pj pj(proj_create(context, projected.wkt().c_str()));
    if (pj && proj_get_type(pj.get()) == PJ_TYPE_BOUND_CRS) {
        pj.reset(proj_get_source_crs(context, pj.get()));
    }
    if (pj) {
        // PROJ 9.1 differentiates the axes as they come, and EPSG:28408 has the northing first.
        pj.reset(proj_normalize_for_visualization(context, pj.get()));
    }
    if (!pj) {
        fail(Errc::crs, "PROJ cannot build the CRS {} again: {}.", describe(projected), take_proj_message());
    }
    constexpr double radian = std::numbers::pi / 180;
    const PJ_FACTORS factors = proj_factors(pj.get(), proj_coord(lon_deg * radian, lat_deg * radian, 0, 0));
    if (proj_errno(pj.get()) != 0 || !std::isfinite(factors.meridional_scale) ||
        factors.meridional_scale <= 0) {
        fail(Errc::crs, "{} has no scale at latitude {:.6f} longitude {:.6f}.", describe(projected), lat_deg,
             lon_deg);
    }
    return {factors.meridional_scale, factors.meridian_convergence / radian};
}

} // namespace minemap
