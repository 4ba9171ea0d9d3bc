// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the elements of KML 2.2 and 2.3 and of Google's extensions that mean something here.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minemap {

enum class KmlTag : std::uint8_t {
    unknown, // not in KML, or of another namespace
    look,    // how it is drawn or flown to; nothing of it is data
    kml,
    document,
    folder,
    placemark,
    ground_overlay,
    photo_overlay,
    screen_overlay,
    network_link,
    network_link_control,
    tour,
    schema,
    simple_field,
    simple_array_field,
    extended_data,
    data,
    schema_data,
    simple_data,
    simple_array_data,
    value,
    display_name,
    name,
    description,
    snippet,
    address,
    phone_number,
    visibility,
    draw_order,
    time_stamp,
    time_span,
    when,
    begin,
    end,
    icon,
    link,
    href,
    point,
    line_string,
    linear_ring,
    polygon,
    outer_boundary,
    inner_boundary,
    multi_geometry,
    track,
    multi_track,
    model,
    location,
    longitude,
    latitude,
    altitude,
    coordinates,
    coord,
    angles,
    extrude,
    tessellate,
    altitude_mode,
    lat_lon_box,
    lat_lon_quad,
    north,
    south,
    east,
    west,
    rotation
};

// What the prefixes of a document stand for. Programs write KML with any prefix ("ns0:Placemark"), and many
// forget to declare gx.
class KmlPrefixes {
public:
    // "xmlns:gx" and the name of the namespace; anything else is passed over.
    void declare(std::string_view attribute, std::string_view uri);
    // Of an element as it is written, prefix and all.
    KmlTag tag(std::string_view name) const;

private:
    struct Prefix {
        std::string name;
        bool kml;
    };
    std::vector<Prefix> prefixes_{{"kml", true}, {"gx", true}};
};

} // namespace minemap
