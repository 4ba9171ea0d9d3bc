// SPDX-License-Identifier: MIT
#include "io/kml_geometry.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "io/gdal.hpp"

namespace minemap {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

bool is_blank(char c) noexcept { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

const char* skip_blanks(const char* at, const char* end) noexcept {
    while (at != end && is_blank(*at)) {
        ++at;
    }
    return at;
}

// Behind the number, or null where there is none. Beyond the range it becomes infinite, which a later check
// rejects.
const char* read_number(const char* at, const char* end, double& value) noexcept {
    at += at != end && *at == '+' ? 1 : 0;
    const auto [behind, error] = std::from_chars(at, end, value);
    if (error == std::errc::result_out_of_range) {
        value = std::numeric_limits<double>::infinity();
        return behind;
    }
    return error == std::errc() ? behind : nullptr;
}

std::string excerpt(const char* from, const char* end) {
    const std::size_t size = static_cast<std::size_t>(end - from);
    const std::string_view text(from, std::min<std::size_t>(size, 40));
    return one_line(text.substr(0, text.find_first_of(" \n\t\r")));
}

Kind kind_of(KmlTag tag) noexcept {
    switch (tag) {
    case KmlTag::point:
    case KmlTag::model:
        return Kind::point;
    case KmlTag::polygon:
    case KmlTag::lat_lon_box:
    case KmlTag::lat_lon_quad:
        return Kind::polygon;
    default:
        return Kind::line;
    }
}

bool is_multi_tag(KmlTag tag) noexcept { return tag == KmlTag::multi_geometry || tag == KmlTag::multi_track; }

} // namespace

void KmlGeometry::clear() {
    xyz_.clear();
    rings_.clear();
    parts_.clear();
    problem_.reset();
    depth_ = tops_ = 0;
    inner_ = area_ = multi_ = multi_track_ = flattened_ = has_z_ = false;
    models_ = placeless_model_ = picture_ = turned_ = several_ = false;
    unfixed_ = 0;
}

void KmlGeometry::say(std::string what) {
    if (!problem_) {
        problem_ = std::move(what);
    }
}

void KmlGeometry::open_part(Kind kind) { parts_.push_back({kind, rings_.size(), rings_.size()}); }

void KmlGeometry::open_ring(bool outer) {
    const std::size_t vertex = xyz_.size() / 3;
    rings_.push_back({vertex, vertex, outer});
    ++parts_.back().last;
}

void KmlGeometry::open(KmlTag tag) {
    commas_ = starts_ = 0;
    blank_ = true;
    comma_ = loose_ = false;
    if (tag == KmlTag::inner_boundary || tag == KmlTag::outer_boundary) {
        inner_ = tag == KmlTag::inner_boundary;
        return;
    }
    if (tag == KmlTag::linear_ring && area_) {
        open_ring(!inner_);
        return;
    }
    tops_ += depth_ == 0 ? 1 : 0;
    if (is_multi_tag(tag)) {
        multi_ = true;
        multi_track_ = multi_track_ || tag == KmlTag::multi_track;
        flattened_ = flattened_ || depth_ > 0;
        ++depth_;
        return;
    }
    boxed_.fill(false);
    open_part(kind_of(tag));
    if (parts_.back().kind == Kind::line || tag == KmlTag::lat_lon_box || tag == KmlTag::lat_lon_quad) {
        open_ring(true);
    }
    area_ = tag == KmlTag::polygon;
}

void KmlGeometry::close(KmlTag tag) {
    switch (tag) {
    case KmlTag::multi_geometry:
    case KmlTag::multi_track:
        --depth_;
        break;
    case KmlTag::polygon:
        close_polygon();
        break;
    case KmlTag::model:
        close_model();
        break;
    case KmlTag::lat_lon_box:
        close_frame();
        break;
    case KmlTag::lat_lon_quad: // its corners go round it, and it is a picture's frame too
        picture_ = true;
        if (rings_.back().last > rings_.back().first) {
            const auto corner = static_cast<std::ptrdiff_t>(3 * rings_.back().first);
            const std::array<double, 3> first{xyz_[static_cast<std::size_t>(corner)],
                                              xyz_[static_cast<std::size_t>(corner) + 1],
                                              xyz_[static_cast<std::size_t>(corner) + 2]};
            xyz_.insert(xyz_.end(), first.begin(), first.end());
            ++rings_.back().last;
        }
        break;
    default:
        break;
    }
}

void KmlGeometry::close_polygon() {
    area_ = false;
    const auto begin = rings_.begin() + static_cast<std::ptrdiff_t>(parts_.back().first);
    const auto outers = std::count_if(begin, rings_.end(), [](const Ring& ring) { return ring.outer; });
    if (outers > 1) {
        say(fmt::format("its polygon has {} outer boundaries", outers));
    } else if (outers == 0 && begin != rings_.end()) {
        say("its polygon has a hole but no outer boundary");
    }
    std::stable_partition(begin, rings_.end(), [](const Ring& ring) { return ring.outer; });
}

void KmlGeometry::close_model() {
    models_ = true;
    if (!boxed_[0] || !boxed_[1]) {
        placeless_model_ = true;
        parts_.pop_back();
        return;
    }
    open_ring(true);
    add({{box_[0], box_[1], boxed_[2] ? box_[2] : none}, boxed_[2] ? std::size_t{3} : std::size_t{2}});
}

void KmlGeometry::close_frame() {
    picture_ = true;
    turned_ = boxed_[4] && box_[4] != 0;
    if (!boxed_[0] || !boxed_[1] || !boxed_[2] || !boxed_[3]) {
        say("the frame of its picture lacks a side");
        return;
    }
    const auto [north, south, east, west, rotation] = box_;
    for (const auto& [x, y] : {std::pair{west, south}, std::pair{east, south}, std::pair{east, north},
                               std::pair{west, north}, std::pair{west, south}}) {
        add({{x, y, none}, 2});
    }
}

void KmlGeometry::add(const Numbers& position) {
    const auto& [value, count] = position;
    has_z_ = has_z_ || count > 2;
    xyz_.insert(xyz_.end(), {value[0], value[1], count > 2 ? value[2] : none});
    ++rings_.back().last;
}

void KmlGeometry::coordinates(std::string_view text) {
    if (parts_.empty() || (area_ && parts_.back().first == rings_.size())) {
        return;
    }
    const bool point = parts_.back().kind == Kind::point;
    const char* const end = text.data() + text.size();
    const char* at = skip_blanks(text.data(), end);
    std::size_t positions = 0;
    for (; at != end; at = skip_blanks(at, end)) {
        const char* const from = at;
        Numbers position{{none, none, none}, 0};
        for (bool more = true; more;) {
            double value = 0;
            const char* const behind = read_number(at, end, value);
            if (behind == nullptr) {
                say(fmt::format("'{}' is no position", excerpt(at == end ? from : at, end)));
                return;
            }
            if (position.count == 3) {
                say(fmt::format("the position that begins with '{}' has more than three numbers",
                                excerpt(from, end)));
                return;
            }
            position.value[position.count++] = value;
            at = behind;
            const char* const next = skip_blanks(at, end);
            more = next != end && *next == ',';
            if (more) {
                at = skip_blanks(next + 1, end);
                more = at != end; // a comma at the very end
            } else if (at != end && at == next) {
                say(fmt::format("'{}' is no position", excerpt(from, end)));
                return;
            }
        }
        if (position.count < 2) {
            say(fmt::format("the position '{}' has no latitude", excerpt(from, end)));
            return;
        }
        if (point) {
            if (positions > 0) {
                open_part(Kind::point);
                several_ = true;
            }
            open_ring(true);
        }
        add(position);
        ++positions;
    }
}

void KmlGeometry::track_position(std::string_view text) {
    const char* const end = text.data() + text.size();
    const char* at = skip_blanks(text.data(), end);
    Numbers position{{none, none, none}, 0};
    for (; at != end && position.count < 3; at = skip_blanks(at, end)) {
        const char* const behind = read_number(at, end, position.value[position.count]);
        if (behind == nullptr) {
            break;
        }
        ++position.count;
        at = behind;
    }
    if (at == end && position.count == 0) {
        ++unfixed_;
    } else if (at != end || position.count < 2) {
        say(fmt::format("'{}' is no position of a track", one_line(text.substr(0, 40))));
    } else {
        add(position);
    }
}

void KmlGeometry::number(KmlTag tag, std::string_view text) {
    static constexpr std::pair<KmlTag, std::size_t> slots[] = {
        {KmlTag::longitude, 0}, {KmlTag::latitude, 1}, {KmlTag::altitude, 2}, {KmlTag::north, 0},
        {KmlTag::south, 1},     {KmlTag::east, 2},     {KmlTag::west, 3},     {KmlTag::rotation, 4}};
    const char* const end = text.data() + text.size();
    double value = 0;
    const char* const behind = read_number(skip_blanks(text.data(), end), end, value);
    if (behind == nullptr || skip_blanks(behind, end) != end) {
        say(fmt::format("'{}' is no number of a place", one_line(text.substr(0, 40))));
        return;
    }
    for (const auto& [one, slot] : slots) {
        if (one == tag) {
            box_[slot] = value;
            boxed_[slot] = true;
        }
    }
}

// The bytes are counted without a branch, so that the compiler takes many at a time: where every position has
// one comma, there are as many as there are starts of positions.
void KmlGeometry::look(std::string_view text) noexcept {
    if (has_z_ || text.empty()) {
        return;
    }
    std::size_t commas = text.front() == ',' ? 1 : 0;
    std::size_t starts = !is_blank(text.front()) && blank_ ? 1 : 0, loose = 0;
    const char* const data = text.data();
    for (std::size_t i = 1; i < text.size(); ++i) {
        const auto blank = static_cast<unsigned>(data[i] <= ' ');
        const auto before = static_cast<unsigned>(data[i - 1] <= ' ');
        const auto comma = static_cast<unsigned>(data[i] == ',');
        const auto comma_before = static_cast<unsigned>(data[i - 1] == ',');
        commas += comma;
        starts += before & (blank ^ 1U);
        loose += (comma & before) | (comma_before & blank);
    }
    loose_ = loose_ || loose > 0 || (text.front() == ',' && blank_) || (is_blank(text.front()) && comma_);
    blank_ = is_blank(text.back());
    comma_ = text.back() == ',';
    commas_ += commas;
    starts_ += starts;
    if (loose_) {
        // Blanks beside a comma: what is a position is not to be told by counting. Three numbers are
        // possible.
        has_z_ = commas_ > 1;
    } else {
        has_z_ = commas_ > starts_;
    }
}

void KmlGeometry::finish() {
    if (placeless_model_ && parts_.empty()) {
        say("it is a 3D model without a place");
    }
}

Kind KmlGeometry::kind() const {
    if (parts_.empty()) {
        return multi_track_ ? Kind::multiline : multi_ ? Kind::collection : Kind::null;
    }
    const Kind first = parts_.front().kind;
    if (parts_.size() == 1 && !multi_) {
        return first;
    }
    const bool same =
        std::all_of(parts_.begin(), parts_.end(), [&](const Part& part) { return part.kind == first; });
    return same ? multi_kind(first) : Kind::collection;
}

std::vector<std::string> KmlGeometry::remarks() const {
    std::vector<std::string> said;
    const auto say_if = [&](bool so, const char* sentence) {
        if (so) {
            said.emplace_back(sentence);
        }
    };
    say_if(flattened_, "A collection within a collection became one collection of all parts.");
    say_if(tops_ > 1, "It has several geometries side by side; they became the parts of one.");
    say_if(several_, "Its point has several positions; they became several points.");
    say_if(models_ && !placeless_model_,
           "It is, or holds, a 3D model, which was not read; the place of the model was taken as a point.");
    say_if(placeless_model_, "It holds a 3D model without a place, which was left out.");
    say_if(picture_ && !turned_, "It is a picture on the ground (GroundOverlay): its frame was read, the "
                                 "picture was not.");
    say_if(picture_ && turned_, "It is a picture on the ground (GroundOverlay) that is turned: its frame was "
                                "read as it lies before it is turned, the picture was not read.");
    if (unfixed_ > 0) {
        said.push_back(fmt::format("Its track has {} times without a place, which were left out.", unfixed_));
    }
    return said;
}

void KmlGeometry::append_ring(Shapes& shapes, const Ring& ring) const {
    shapes.open_ring();
    const double* const end = xyz_.data() + 3 * ring.last;
    if (has_z_ || shapes.has_z() || shapes.has_m()) {
        for (const double* at = xyz_.data() + 3 * ring.first; at != end; at += 3) {
            shapes.add_vertex(at[0], at[1], at[2], none);
        }
        return;
    }
    for (const double* at = xyz_.data() + 3 * ring.first; at != end; at += 3) {
        shapes.xy.push_back(at[0]);
        shapes.xy.push_back(at[1]);
    }
    shapes.ring.back() = static_cast<std::uint32_t>(shapes.vertices());
}

void KmlGeometry::append_to(Shapes& shapes) const {
    shapes.open_feature(kind());
    for (const Part& part : parts_) {
        shapes.open_part(part.kind);
        for (std::size_t r = part.first; r < part.last; ++r) {
            append_ring(shapes, rings_[r]);
        }
    }
}

} // namespace minemap
