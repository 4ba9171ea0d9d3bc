// SPDX-License-Identifier: MIT
#include "geo/ellipsoid.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <GeographicLib/Geodesic.hpp>

#include "base/error.hpp"
#include "geo/geometry_ops.hpp"
#include "geo/geos.hpp"
#include "geo/proj.hpp"

namespace minemap {
namespace {

// Areas. The ground between two meridians from the equator to latitude phi is (Snyder 1987, Map Projections,
// eq. 3-12, whose q is 2 F / a^2)
//     F(phi) = b^2/2 [ sin(phi) / (1 - e^2 sin^2(phi)) + artanh(e sin(phi)) / e ]  per radian of longitude,
// so a ring holds the loop integral of F over longitude: exact for the ground inside edges that are straight
// in the CRS, where adding up geodesic triangles is exact only for geodesic edges. Two parts of a cut polygon
// therefore add up to the whole whatever the cut is, and no edge needs a vertex every few metres. Along an
// edge (longitude, F) is taken as the parabola through both ends and the middle. What is left out is of fifth
// order in its length: below 1e-3 m2 for a piece of this size anywhere in Gauss-Krueger, UTM, Mercator or
// degrees (the test compares with geodesics).
constexpr double longest_piece_m = 5'000;
constexpr double longest_piece_rad = 0.1 * std::numbers::pi / 180;

// Lengths. A straight edge of length s leaves the geodesic by at most kappa s^2 / 8, kappa being its geodesic
// curvature: tan(phi)/R for a parallel in degrees or Mercator, offset/R^2 for a Gauss-Krueger or UTM grid
// line (the arc-to-chord correction). Up to 80 degrees of latitude 90 m stay below 1 mm; a longer edge is
// looked at in three places between.
constexpr double tolerance_m = 0.001;
constexpr double surely_geodesic_m = 90;
constexpr double longest_span_m = 50'000; // in which the deviation grows with the square
constexpr double metres_per_radian = 6'371'000;

// One loop, as nodes in the order of walking, in radians once converted.
struct Loop {
    std::size_t first, last; // nodes
    double sign;             // +1 outline, -1 hole
};

} // namespace

struct Ellipsoid::State {
    explicit State(const Crs& crs);

    double area_to_pole(double lat_rad) const;         // F
    void convert(std::vector<double>& lon_lat) const;  // the CRS's units to radians, in place
    double units(double metres, double radians) const; // so much, in the CRS's units
    void add_ring(const double* xy, std::size_t count, double sign);
    void add_polygon(const GEOSGeometry* polygon);
    double loop_area(const Loop& loop) const;
    double geodesic_m(const double* from, const double* to) const;
    int pieces(const double* quarters) const;
    void add_edge(const double* from, const double* to);
    double length_of_nodes();

    GeographicLib::Geodesic geodesic;
    Pj to_base;        // null when the CRS is geographic itself
    double radian = 1; // one unit of the base CRS in radians
    double metre = 1;  // one unit of a projected CRS in metres
    double b2 = 0, e2 = 0;
    std::vector<double> nodes;
    std::vector<Loop> loops;
    std::vector<double> scratch;
};

Ellipsoid::State::State(const Crs& crs) :
    geodesic(crs.ellipsoid().semi_major_m, crs.ellipsoid().flattening), metre(crs.unit_to_metre()) {
    const auto [a, f] = crs.ellipsoid();
    e2 = f * (2 - f);
    b2 = a * a * (1 - e2);

    PJ_CONTEXT* context = proj_thread_context();
    Pj from(proj_create(context, crs.wkt().c_str()));
    if (from && proj_get_type(from.get()) == PJ_TYPE_BOUND_CRS) {
        from.reset(proj_get_source_crs(context, from.get())); // or PROJ might apply its datum shift
    }
    const Pj base(from ? proj_crs_get_geodetic_crs(context, from.get()) : nullptr);
    const Pj system(base ? proj_crs_get_coordinate_system(context, base.get()) : nullptr);
    if (!system || proj_cs_get_axis_info(context, system.get(), 0, nullptr, nullptr, nullptr, &radian,
                                         nullptr, nullptr, nullptr) == 0) {
        fail(Errc::crs, "Nothing can be measured in {}: {}", describe(crs), take_proj_message());
    }
    if (crs.geographic()) {
        return;
    }
    const Pj pair(proj_create_crs_to_crs_from_pj(context, from.get(), base.get(), nullptr, nullptr));
    to_base.reset(pair ? proj_normalize_for_visualization(context, pair.get()) : nullptr);
    if (!to_base) {
        fail(Errc::crs, "PROJ cannot turn coordinates of {} into degrees: {}", describe(crs),
             take_proj_message());
    }
}

double Ellipsoid::State::area_to_pole(double lat_rad) const {
    const double sine = std::sin(lat_rad);
    if (e2 == 0) {
        return b2 * sine;
    }
    const double e = std::sqrt(std::abs(e2));
    const double tail = e2 > 0 ? std::atanh(e * sine) / e : std::atan(e * sine) / e;
    return b2 / 2 * (sine / (1 - e2 * sine * sine) + tail);
}

void Ellipsoid::State::convert(std::vector<double>& lon_lat) const {
    if (to_base && !lon_lat.empty()) {
        const std::size_t stride = 2 * sizeof(double), count = lon_lat.size() / 2;
        proj_trans_generic(to_base.get(), PJ_FWD, lon_lat.data(), stride, count, lon_lat.data() + 1, stride,
                           count, nullptr, 0, 0, nullptr, 0, 0);
        proj_errno_reset(to_base.get()); // what has no place is infinite now, and so is its measure
    }
    for (double& angle : lon_lat) {
        angle *= radian;
    }
}

double Ellipsoid::State::units(double metres, double radians) const {
    return to_base ? metres / metre : radians / radian;
}

// Puts the start and the middle of every piece of every edge into `nodes`, and the end of the last.
void Ellipsoid::State::add_ring(const double* xy, std::size_t count, double sign) {
    if (count < 3) {
        return;
    }
    const std::size_t first = nodes.size() / 2;
    const double longest = units(longest_piece_m, longest_piece_rad);
    const bool closed = xy[0] == xy[2 * count - 2] && xy[1] == xy[2 * count - 1];
    const std::size_t edges = closed ? count - 1 : count;
    for (std::size_t i = 0; i < edges; ++i) {
        const double* from = xy + 2 * i;
        const double* to = xy + 2 * ((i + 1) % count);
        const double dx = to[0] - from[0], dy = to[1] - from[1];
        const double wanted = std::ceil(std::max(std::abs(dx), std::abs(dy)) / longest);
        const int steps = 2 * static_cast<int>(std::clamp(wanted, 1.0, 10'000.0));
        for (int k = 0; k < steps; ++k) {
            const double t = static_cast<double>(k) / steps;
            nodes.push_back(from[0] + t * dx);
            nodes.push_back(from[1] + t * dy);
        }
    }
    nodes.push_back(xy[0]);
    nodes.push_back(xy[1]);
    loops.push_back({first, nodes.size() / 2, sign});
}

// Twice the area that a parabola from p through the control point c to q sweeps, seen from the origin, is
// (2 p x c + 2 c x q + p x q) / 3; c = 2 middle - (p + q) / 2.
double Ellipsoid::State::loop_area(const Loop& loop) const {
    const double f_start = area_to_pole(nodes[2 * loop.first + 1]);
    // Seen from the first node: differences, lest the digits cancel. A projected edge may cross the
    // antimeridian.
    const auto turn = [&](double to, double from) {
        return to_base ? std::remainder(to - from, 2 * std::numbers::pi) : to - from;
    };
    double sum = 0, lon = 0, f = 0;
    for (std::size_t i = loop.first; i + 2 < loop.last; i += 2) {
        const double* node = nodes.data() + 2 * i;
        const double lon_middle = lon + turn(node[2], node[0]);
        const double lon_end = lon_middle + turn(node[4], node[2]);
        const double f_middle = area_to_pole(node[3]) - f_start;
        const double f_end = i + 3 == loop.last ? 0 : area_to_pole(node[5]) - f_start;
        const double lon_control = 2 * lon_middle - (lon + lon_end) / 2;
        const double f_control = 2 * f_middle - (f + f_end) / 2;
        sum += (2 * (lon * f_control - lon_control * f) + 2 * (lon_control * f_end - lon_end * f_control) +
                (lon * f_end - lon_end * f)) /
               6;
        lon = lon_end;
        f = f_end;
    }
    if (std::abs(lon) < std::numbers::pi) {
        return loop.sign * std::abs(sum);
    }
    // The loop goes round a pole, `lon` is a full turn: what is left of the hemisphere.
    return loop.sign *
           (2 * std::numbers::pi * area_to_pole(std::numbers::pi / 2) - std::abs(f_start * lon - sum));
}

void Ellipsoid::State::add_polygon(const GEOSGeometry* polygon) {
    const auto add = [&](const GEOSGeometry* ring, double sign) {
        const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(geos(), ring);
        unsigned size = 0;
        GEOSCoordSeq_getSize_r(geos(), sequence, &size);
        scratch.resize(2 * std::size_t{size});
        GEOSCoordSeq_copyToBuffer_r(geos(), sequence, scratch.data(), 0, 0);
        add_ring(scratch.data(), size, sign);
    };
    if (GEOSisEmpty_r(geos(), polygon) != 0) {
        return;
    }
    add(GEOSGetExteriorRing_r(geos(), polygon), 1);
    for (int i = 0; i < GEOSGetNumInteriorRings_r(geos(), polygon); ++i) {
        add(GEOSGetInteriorRingN_r(geos(), polygon, i), -1);
    }
}

// Between two nodes in radians.
double Ellipsoid::State::geodesic_m(const double* from, const double* to) const {
    constexpr double degree = std::numbers::pi / 180;
    double metres = 0;
    geodesic.Inverse(from[1] / degree, from[0] / degree, to[1] / degree, to[0] / degree, metres);
    return metres;
}

// How many pieces an edge needs, from its ends and the three places that quarter it, in radians. Three,
// because an edge across the central meridian has an inflection in its middle.
int Ellipsoid::State::pieces(const double* quarters) const {
    constexpr double degree = std::numbers::pi / 180;
    const auto azimuth_to = [&](std::size_t k, double& metres) {
        double azimuth = 0, arrival = 0;
        geodesic.Inverse(quarters[1] / degree, quarters[0] / degree, quarters[2 * k + 1] / degree,
                         quarters[2 * k] / degree, metres, azimuth, arrival);
        return azimuth;
    };
    double metres = 0, worst = 0;
    const double azimuth = azimuth_to(4, metres);
    for (std::size_t k = 1; k < 4; ++k) {
        const double off = azimuth_to(k, metres) - azimuth;
        worst = std::max(worst, std::abs(metres * std::sin(off * degree)));
    }
    const double wanted = std::ceil(std::sqrt(worst / tolerance_m));
    return std::isfinite(wanted) ? static_cast<int>(std::clamp(wanted, 1.0, 10'000.0)) : 1;
}

// Appends what lies behind `from`, up to `to`, to `nodes`, in the CRS's units and densified.
void Ellipsoid::State::add_edge(const double* from, const double* to) {
    const double dx = to[0] - from[0], dy = to[1] - from[1];
    const double longest = std::max(std::abs(dx), std::abs(dy));
    const auto add = [&](std::vector<double>& list, double t) {
        list.push_back(from[0] + t * dx);
        list.push_back(from[1] + t * dy);
    };
    const double spans = std::clamp(
        std::ceil(longest / units(longest_span_m, longest_span_m / metres_per_radian)), 1.0, 10'000.0);
    const bool is_short = longest < units(surely_geodesic_m, surely_geodesic_m / metres_per_radian);
    for (double span = 0; span < spans; ++span) {
        int count = 1;
        if (!is_short) {
            scratch.clear();
            for (int k = 0; k <= 4; ++k) {
                add(scratch, (span + k / 4.0) / spans);
            }
            convert(scratch);
            count = pieces(scratch.data());
        }
        for (int k = 1; k < count; ++k) {
            add(nodes, (span + static_cast<double>(k) / count) / spans);
        }
        if (span + 1 < spans) {
            add(nodes, (span + 1) / spans);
        }
    }
    nodes.push_back(to[0]);
    nodes.push_back(to[1]);
}

double Ellipsoid::State::length_of_nodes() {
    convert(nodes);
    double metres = 0;
    for (std::size_t i = 2; i + 1 < nodes.size(); i += 2) {
        metres += geodesic_m(nodes.data() + i - 2, nodes.data() + i);
    }
    return metres;
}

Ellipsoid::Ellipsoid(const Crs& crs) : state_(std::make_unique<State>(crs)) {}
Ellipsoid::~Ellipsoid() = default;
Ellipsoid::Ellipsoid(Ellipsoid&&) noexcept = default;

// An outline that crosses itself has no area of its own: it is repaired first, and what is measured is the
// ground that the repaired polygon covers.
double Ellipsoid::area_m2(const Shapes& shapes, std::size_t feature) const {
    const auto [first, last] = shapes.parts_of(feature);
    const auto is_polygon = [](Kind kind) { return kind == Kind::polygon; };
    if (std::none_of(shapes.kind_of_part.begin() + first, shapes.kind_of_part.begin() + last, is_polygon)) {
        return 0;
    }
    return area_m2(valid_geometry(shapes, feature));
}

double Ellipsoid::area_m2(const Geometry& geometry) const {
    if (!geometry) {
        return 0;
    }
    State& state = *state_;
    state.nodes.clear();
    state.loops.clear();
    const auto collect = [&](const auto& self, const GEOSGeometry* part) -> void {
        const int type = GEOSGeomTypeId_r(geos(), part);
        if (type == GEOS_POLYGON) {
            state.add_polygon(part);
        } else if (type >= GEOS_MULTIPOINT) {
            for (int i = 0; i < GEOSGetNumGeometries_r(geos(), part); ++i) {
                self(self, GEOSGetGeometryN_r(geos(), part, i));
            }
        }
    };
    collect(collect, geometry.raw());
    state.convert(state.nodes);
    double area = 0;
    for (const Loop& loop : state.loops) {
        area += state.loop_area(loop);
    }
    return area;
}

double Ellipsoid::ring_area_m2(std::span<const double> xy) const {
    state_->nodes.clear();
    state_->loops.clear();
    state_->add_ring(xy.data(), xy.size() / 2, 1);
    state_->convert(state_->nodes);
    return state_->loops.empty() ? 0 : state_->loop_area(state_->loops.front());
}

double Ellipsoid::length_m(const Shapes& shapes, std::size_t feature) const {
    State& state = *state_;
    double metres = 0;
    const auto [first_part, last_part] = shapes.parts_of(feature);
    for (std::uint32_t part = first_part; part < last_part; ++part) {
        if (shapes.kind_of_part[part] == Kind::point) {
            continue;
        }
        const auto [first, last] = shapes.rings_of(part);
        for (std::uint32_t ring = first; ring < last; ++ring) {
            const auto xy = shapes.ring_xy(ring);
            if (xy.size() < 4) {
                continue;
            }
            state.nodes.assign(xy.begin(), xy.begin() + 2);
            for (std::size_t i = 2; i < xy.size(); i += 2) {
                state.add_edge(xy.data() + i - 2, xy.data() + i);
            }
            const double* end = xy.data() + xy.size() - 2;
            if (shapes.kind_of_part[part] == Kind::polygon && (end[0] != xy[0] || end[1] != xy[1])) {
                state.add_edge(end, xy.data()); // a ring is closed whether its file says so or not
            }
            metres += state.length_of_nodes();
        }
    }
    return metres;
}

double Ellipsoid::distance_m(double x1, double y1, double x2, double y2) const {
    std::vector<double>& ends = state_->nodes;
    ends = {x1, y1, x2, y2};
    state_->convert(ends);
    return state_->geodesic_m(ends.data(), ends.data() + 2);
}

} // namespace minemap
