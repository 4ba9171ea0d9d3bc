// SPDX-License-Identifier: MIT
#include "io/kml_tags.hpp"

#include <algorithm>
#include <array>

namespace minemap {
namespace {

struct Entry {
    std::string_view name;
    KmlTag tag;
};

constexpr Entry entries[] = {
    {"kml", KmlTag::kml},
    {"Document", KmlTag::document},
    {"Folder", KmlTag::folder},
    {"Placemark", KmlTag::placemark},
    {"GroundOverlay", KmlTag::ground_overlay},
    {"PhotoOverlay", KmlTag::photo_overlay},
    {"ScreenOverlay", KmlTag::screen_overlay},
    {"NetworkLink", KmlTag::network_link},
    {"NetworkLinkControl", KmlTag::network_link_control},
    {"Tour", KmlTag::tour},
    {"Schema", KmlTag::schema},
    {"SimpleField", KmlTag::simple_field},
    {"SimpleArrayField", KmlTag::simple_array_field},
    {"ExtendedData", KmlTag::extended_data},
    {"Data", KmlTag::data},
    {"SchemaData", KmlTag::schema_data},
    {"SimpleData", KmlTag::simple_data},
    {"SimpleArrayData", KmlTag::simple_array_data},
    {"value", KmlTag::value},
    {"displayName", KmlTag::display_name},
    {"name", KmlTag::name},
    {"description", KmlTag::description},
    {"Snippet", KmlTag::snippet},
    {"snippet", KmlTag::snippet},
    {"address", KmlTag::address},
    {"phoneNumber", KmlTag::phone_number},
    {"visibility", KmlTag::visibility},
    {"drawOrder", KmlTag::draw_order},
    {"TimeStamp", KmlTag::time_stamp},
    {"TimeSpan", KmlTag::time_span},
    {"when", KmlTag::when},
    {"begin", KmlTag::begin},
    {"end", KmlTag::end},
    {"Icon", KmlTag::icon},
    {"Link", KmlTag::link},
    {"Url", KmlTag::link},
    {"href", KmlTag::href},
    {"Style", KmlTag::look},
    {"Point", KmlTag::point},
    {"LineString", KmlTag::line_string},
    {"LinearRing", KmlTag::linear_ring},
    {"Polygon", KmlTag::polygon},
    {"outerBoundaryIs", KmlTag::outer_boundary},
    {"innerBoundaryIs", KmlTag::inner_boundary},
    {"MultiGeometry", KmlTag::multi_geometry},
    {"Track", KmlTag::track},
    {"MultiTrack", KmlTag::multi_track},
    {"Model", KmlTag::model},
    {"Location", KmlTag::location},
    {"longitude", KmlTag::longitude},
    {"latitude", KmlTag::latitude},
    {"altitude", KmlTag::altitude},
    {"coordinates", KmlTag::coordinates},
    {"coord", KmlTag::coord},
    {"angles", KmlTag::angles},
    {"extrude", KmlTag::extrude},
    {"tessellate", KmlTag::tessellate},
    {"altitudeMode", KmlTag::altitude_mode},
    {"LatLonBox", KmlTag::lat_lon_box},
    {"LatLonQuad", KmlTag::lat_lon_quad},
    {"north", KmlTag::north},
    {"south", KmlTag::south},
    {"east", KmlTag::east},
    {"west", KmlTag::west},
    {"rotation", KmlTag::rotation},
    {"StyleMap", KmlTag::look},
    {"styleUrl", KmlTag::look},
    {"LookAt", KmlTag::look},
    {"Region", KmlTag::look},
    {"open", KmlTag::look},
    {"altitudeOffset", KmlTag::look},
    {"seaFloorAltitudeMode", KmlTag::look},
    {"balloonVisibility", KmlTag::look},
    {"Orientation", KmlTag::look},
    {"Scale", KmlTag::look},
    {"ResourceMap", KmlTag::look},
    {"interpolate", KmlTag::look},
    {"color", KmlTag::look},
};

constexpr std::size_t longest = 20;

// The few names of one length are found sooner than the one among all.
using ByLength = std::array<std::vector<Entry>, longest + 1>;
const ByLength& by_length() {
    static const ByLength table = [] {
        ByLength result;
        for (const Entry& entry : entries) {
            result[entry.name.size()].push_back(entry);
        }
        return result;
    }();
    return table;
}

KmlTag find(std::string_view local) {
    if (local.empty() || local.size() > longest) {
        return KmlTag::unknown;
    }
    for (const Entry& entry : by_length()[local.size()]) {
        if (entry.name.front() == local.front() && entry.name == local) {
            return entry.tag;
        }
    }
    return KmlTag::unknown;
}

} // namespace

void KmlPrefixes::declare(std::string_view attribute, std::string_view uri) {
    constexpr std::string_view head = "xmlns:";
    if (attribute.substr(0, head.size()) != head) {
        return;
    }
    const std::string_view name = attribute.substr(head.size());
    const bool kml = uri.find("/kml/") != uri.npos;
    const auto known = std::find_if(prefixes_.begin(), prefixes_.end(),
                                    [&](const Prefix& prefix) { return prefix.name == name; });
    if (known == prefixes_.end()) {
        prefixes_.push_back({std::string(name), kml});
    } else {
        known->kml = known->kml || kml;
    }
}

KmlTag KmlPrefixes::tag(std::string_view name) const {
    const std::size_t colon = name.find(':');
    if (colon == name.npos) {
        return find(name);
    }
    const std::string_view prefix = name.substr(0, colon);
    const bool kml = std::any_of(prefixes_.begin(), prefixes_.end(),
                                 [&](const Prefix& one) { return one.kml && one.name == prefix; });
    return kml ? find(name.substr(colon + 1)) : KmlTag::unknown;
}

} // namespace minemap
