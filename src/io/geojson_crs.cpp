// SPDX-License-Identifier: MIT
#include "io/geojson_crs.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "io/gdal.hpp"

namespace minemap {
namespace {

using Json = nlohmann::json;

std::string text_at(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) {
        return {};
    }
    return found->is_string()           ? found->get<std::string>()
           : found->is_number_integer() ? found->dump()
                                        : std::string();
}

// What the member says, in a word that PROJ understands; empty when it says nothing of the kind.
std::string stated(const Json& crs) {
    const auto properties = crs.find("properties");
    if (properties == crs.end() || !properties->is_object()) {
        return {};
    }
    const std::string code = text_at(*properties, "code");
    if (!code.empty()) { // {"type": "EPSG", "properties": {"code": 28408}}
        return "EPSG:" + code;
    }
    const std::string name = text_at(*properties, "name");
    return name.empty() ? text_at(*properties, "urn") : name;
}

} // namespace

GeoJsonCrs read_geojson_crs(const std::string& member) {
    if (member.empty()) {
        return {Crs::wgs84(), {}};
    }
    const Json crs = Json::parse(member, nullptr, false);
    if (crs.is_null()) {
        return {};
    }
    const std::string text = crs.is_object() ? stated(crs) : std::string();
    if (text.find("CRS84") != text.npos) {
        return {Crs::wgs84(), {}};
    }
    std::string problem;
    if (!text.empty()) {
        ErrorCapture capture;
        OGRSpatialReference srs;
        srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        if (srs.SetFromUserInput(text.c_str(), OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get()) ==
            OGRERR_NONE) {
            const Crs known = from_srs(&srs, &problem);
            if (known.known()) {
                return {known, {}};
            }
        }
    }
    return {{}, fmt::format("it is written as '{}'", one_line(text.empty() ? member : text))};
}

std::string geojson_crs_member(const Crs& crs) {
    if (!crs.known()) {
        return "null";
    }
    const std::size_t colon = crs.code().find(':');
    if (colon == std::string::npos) {
        return {};
    }
    const std::string text =
        fmt::format(R"({{"type": "name", "properties": {{"name": "urn:ogc:def:crs:{}::{}"}}}})",
                    crs.code().substr(0, colon), crs.code().substr(colon + 1));
    return read_geojson_crs(text).crs == crs ? text : std::string();
}

} // namespace minemap
