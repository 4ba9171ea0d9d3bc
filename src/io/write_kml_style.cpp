// SPDX-License-Identifier: MIT
#include "io/write_kml_style.hpp"

#include <fmt/format.h>

namespace minemap {
namespace {

constexpr std::uint32_t opaque = 0xFF;

// KML writes colours backwards: alpha, blue, green, red.
std::string kml_colour(std::uint32_t rgba) {
    return fmt::format("{:02x}{:02x}{:02x}{:02x}", rgba & 0xFF, (rgba >> 8) & 0xFF, (rgba >> 16) & 0xFF,
                       rgba >> 24);
}

// Released ground wears the colour of its class as outline too: a red line around it would say the opposite.
std::uint32_t outline_rgba(HazardClass hazard_class, HazardStatus status) {
    return is_released(hazard_class) ? symbology(hazard_class).fill_rgba | opaque
                                     : symbology(status).line_rgba;
}

void append_style(std::string& to, HazardClass hazard_class, HazardStatus status) {
    const std::uint32_t fill = symbology(hazard_class).fill_rgba;
    to += fmt::format("<Style id=\"{}\"><IconStyle><color>{}</color></IconStyle><LineStyle><color>{}</color>"
                      "<width>1.5</width></LineStyle><PolyStyle><color>{}</color></PolyStyle></Style>\n",
                      kml_style_id(hazard_class, status), kml_colour(fill | opaque),
                      kml_colour(outline_rgba(hazard_class, status)), kml_colour(fill));
}

} // namespace

std::string kml_style_id(HazardClass hazard_class, HazardStatus status) {
    const bool plain =
        is_released(hazard_class) || status == HazardStatus::open || status == HazardStatus::unknown;
    return fmt::format("{}{}", name(hazard_class),
                       plain                            ? ""
                       : status == HazardStatus::closed ? "-closed"
                                                        : "-worked-on");
}

void append_kml_styles(std::string& to) {
    for (std::size_t i = 0; i < hazard_class_count; ++i) {
        const auto hazard_class = static_cast<HazardClass>(i);
        append_style(to, hazard_class, HazardStatus::open);
        if (!is_released(hazard_class)) {
            append_style(to, hazard_class, HazardStatus::worked_on);
            append_style(to, hazard_class, HazardStatus::closed);
        }
    }
}

} // namespace minemap
