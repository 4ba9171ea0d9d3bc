// SPDX-License-Identifier: MIT
#include "mine/record_survey.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "base/error.hpp"
#include "geo/operations.hpp"
#include "mine/magnetic.hpp"

namespace minemap {
namespace {

// Between a grid and its own degrees.
using Plane = Projector;
Plane plane(const Crs& crs) {
    return Projector(Transform(crs, crs.geographic_base(), conversion(crs, crs.geographic_base()), false));
}

// From the direction of the meridian on the grid, a hundred metres to either side. proj_factors() gives the
// same to 1e-7 degrees, but asks PROJ's database at every call, which takes a millisecond.
double convergence_deg(Plane& to_degrees, double lon_deg, double lat_deg) {
    constexpr double step_deg = 0.001;
    double xy[] = {lon_deg, lat_deg - step_deg, lon_deg, lat_deg + step_deg};
    to_degrees.inverse(xy);
    const double deg = -std::atan2(xy[2] - xy[0], xy[3] - xy[1]) * 180 / std::numbers::pi;
    if (!std::isfinite(deg)) {
        fail(Errc::usage, "its grid has no convergence at latitude {:.6f} longitude {:.6f}", lat_deg,
             lon_deg);
    }
    return deg;
}

bool has_magnetic(const MinefieldRecord& record) {
    return std::any_of(record.points.begin(), record.points.end(), [](const RecordPoint& point) {
        return point.leg && point.leg->bearing.north == North::magnetic;
    });
}

} // namespace

struct RecordSurveyor::State {
    ClosureTolerance tolerance;
    MagneticModels models;
    std::map<std::string, Plane> planes;

    Plane& plane_of(const Crs& crs) {
        const std::string& key = crs.code().empty() ? crs.wkt() : crs.code();
        const auto found = planes.find(key);
        return found != planes.end() ? found->second : planes.emplace(key, plane(crs)).first->second;
    }

    // The degrees are of the record's own datum: a hundred metres change the declination by some 0.001
    // degrees.
    NorthCorrection correction(const MinefieldRecord& record, std::string& declination_from) {
        const auto first = std::find_if(record.points.begin(), record.points.end(),
                                        [](const RecordPoint& point) { return point.place.has_value(); });
        double xy[] = {first->place->e, first->place->n};
        Plane& to_degrees = plane_of(record.crs);
        to_degrees.forward(xy);
        if (!std::isfinite(xy[0]) || !std::isfinite(xy[1])) {
            fail(Errc::usage, "its point '{}' lies nowhere in {}", first->id, describe(record.crs));
        }
        NorthCorrection correction;
        correction.convergence_deg = convergence_deg(to_degrees, xy[0], xy[1]);
        if (!has_magnetic(record)) {
            return correction;
        }
        if (record.declination_deg) {
            correction.declination_deg = record.declination_deg;
            declination_from = "stated";
        } else if (record.laid) {
            const Declination found = models.at(xy[1], xy[0], 0, decimal_year(*record.laid));
            correction.declination_deg = found.deg;
            declination_from = fmt::format("{} at {:.2f}{}", found.model, found.year,
                                           found.extrapolated ? ", extrapolated" : "");
        }
        return correction;
    }
};

RecordSurveyor::RecordSurveyor(ClosureTolerance tolerance) :
    state_(std::make_unique<State>(State{tolerance, {}, {}})) {}
RecordSurveyor::~RecordSurveyor() = default;
RecordSurveyor::RecordSurveyor(RecordSurveyor&&) noexcept = default;

LaidRecord RecordSurveyor::lay_out(MinefieldRecord record) {
    LaidRecord laid;
    try {
        const NorthCorrection correction = state_->correction(record, laid.declination_from);
        laid.traverse = traverse(record, correction, state_->tolerance);
        laid.rows = mine_rows(record, laid.traverse);
    } catch (const Error& error) {
        fail(Errc::usage, "{}", error.what()); // of whichever kind, it concerns this record only
    }
    for (const std::size_t corner : laid.traverse.ring) {
        laid.area.push_back(laid.traverse.places()[corner]);
    }
    if (laid.area.empty()) {
        laid.area = outline(laid.rows.front());
    }
    laid.record = std::move(record);
    return laid;
}

} // namespace minemap
