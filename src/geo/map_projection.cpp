// SPDX-License-Identifier: MIT
#include "geo/map_projection.hpp"

#include <numbers>
#include <string_view>

#include "geo/proj.hpp"

namespace minemap {
namespace {

constexpr double degree = std::numbers::pi / 180;

// EPSG's numbers of the method and of its parameters.
constexpr std::string_view method_transverse_mercator = "9807";
struct Parameter {
    const char* code;
    double TransverseMercator::*into;
    bool is_angle;
};
constexpr Parameter parameters[] = {
    {"8801", &TransverseMercator::latitude_of_origin_deg, true},
    {"8802", &TransverseMercator::central_meridian_deg, true},
    {"8805", &TransverseMercator::scale, false},
    {"8806", &TransverseMercator::false_easting_m, false},
    {"8807", &TransverseMercator::false_northing_m, false},
};

Pj pj_of(const Crs& crs) { return Pj(proj_create(proj_thread_context(), crs.wkt().c_str())); }

} // namespace

std::optional<TransverseMercator> transverse_mercator(const Crs& crs) {
    if (!crs.known() || crs.geographic()) {
        return std::nullopt;
    }
    PJ_CONTEXT* context = proj_thread_context();
    Pj pj = pj_of(crs);
    if (pj &&
        proj_get_type(pj.get()) == PJ_TYPE_BOUND_CRS) { // TOWGS84 in the definition changes nothing here
        pj.reset(proj_get_source_crs(context, pj.get()));
    }
    const Pj conversion(pj && proj_get_type(pj.get()) == PJ_TYPE_PROJECTED_CRS
                            ? proj_crs_get_coordoperation(context, pj.get())
                            : nullptr);
    const char* method = nullptr;
    if (!conversion ||
        proj_coordoperation_get_method_info(context, conversion.get(), nullptr, nullptr, &method) == 0 ||
        method == nullptr || method != method_transverse_mercator) {
        return std::nullopt;
    }
    TransverseMercator result;
    const int count = proj_coordoperation_get_param_count(context, conversion.get());
    for (int i = 0; i < count; ++i) {
        const char* code = nullptr;
        double value = 0, to_si = 1;
        if (proj_coordoperation_get_param(context, conversion.get(), i, nullptr, nullptr, &code, &value,
                                          nullptr, &to_si, nullptr, nullptr, nullptr, nullptr) == 0 ||
            code == nullptr) {
            continue;
        }
        for (const Parameter& parameter : parameters) {
            if (parameter.code == std::string_view(code)) {
                result.*parameter.into = value * to_si / (parameter.is_angle ? degree : 1);
            }
        }
    }
    return result;
}

} // namespace minemap
