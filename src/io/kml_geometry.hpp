// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the geometry of one placemark, collected while its elements pass by.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/shapes.hpp"
#include "io/kml_tags.hpp"

namespace minemap {

class KmlGeometry {
public:
    void clear();

    // An element of geometry begins or ends. Nested ones are taken flat: a Shapes has one level of parts.
    void open(KmlTag tag);
    void close(KmlTag tag);
    // The text of <coordinates>: longitude,latitude[,altitude] with blanks between the positions. Blanks
    // beside a comma do no harm.
    void coordinates(std::string_view text);
    // The text of <gx:coord>: "longitude latitude altitude"; one without numbers is a place without a fix.
    void track_position(std::string_view text);
    // longitude, latitude, altitude of a model, north, south, east, west, rotation of a picture's frame.
    void number(KmlTag tag, std::string_view text);

    // A first look only: kinds and heights, no numbers of lines and areas. Pieces of a text may come one by
    // one.
    void look(std::string_view text) noexcept;

    // The end of the record: what it comes to.
    void finish();

    bool has_z() const noexcept { return has_z_; }
    Kind kind() const;
    // Why it does not hold what the text says.
    const std::optional<std::string>& problem() const noexcept { return problem_; }
    // What there is to say of it besides; a sentence each.
    std::vector<std::string> remarks() const;
    // As one feature, null when there was none.
    void append_to(Shapes& shapes) const;

private:
    struct Ring {
        std::size_t first, last; // vertices
        bool outer;
    };
    struct Part {
        Kind kind;
        std::size_t first, last; // rings
    };
    struct Numbers {
        std::array<double, 3> value;
        std::size_t count;
    };

    void say(std::string what);
    void open_part(Kind kind);
    void open_ring(bool outer);
    void add(const Numbers& position);
    void close_polygon();
    void close_model();
    void close_frame();
    void append_ring(Shapes& shapes, const Ring& ring) const;

    std::vector<double> xyz_; // NaN = no height
    std::vector<Ring> rings_;
    std::vector<Part> parts_;
    std::array<double, 5> box_{}; // longitude, latitude, altitude; or north, south, east, west, rotation
    std::array<bool, 5> boxed_{};
    std::optional<std::string> problem_;
    int depth_ = 0;      // of MultiGeometry and MultiTrack
    int tops_ = 0;       // geometries side by side
    bool inner_ = false; // within an innerBoundaryIs
    bool area_ = false;  // within a Polygon
    bool multi_ = false, multi_track_ = false, flattened_ = false, has_z_ = false;
    bool models_ = false, placeless_model_ = false, picture_ = false, turned_ = false, several_ = false;
    std::size_t unfixed_ = 0;
    // For look(), of the text at hand: commas, starts of positions, whether its last byte was a blank,
    // whether blanks stand beside commas.
    std::size_t commas_ = 0, starts_ = 0;
    bool blank_ = true, comma_ = false, loose_ = false;
};

} // namespace minemap
