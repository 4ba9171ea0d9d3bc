// SPDX-License-Identifier: MIT
#include "geo/shapes.hpp"

#include <limits>

namespace minemap {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::uint32_t count(std::size_t n) { return static_cast<std::uint32_t>(n); }

// Brings an optional ordinate to the length of the vertices: absent so far, or absent from here on.
void pad(std::vector<double>& ordinate, std::size_t vertices) { ordinate.resize(vertices, none); }

} // namespace

void Shapes::open_feature(Kind feature_kind) {
    kind.push_back(feature_kind);
    feature.push_back(count(kind_of_part.size()));
}

void Shapes::open_part(Kind simple_kind) {
    kind_of_part.push_back(simple_kind);
    part.push_back(count(ring.size() - 1));
    feature.back() = count(kind_of_part.size());
}

void Shapes::open_ring() {
    ring.push_back(count(vertices()));
    part.back() = count(ring.size() - 1);
}

void Shapes::add_vertex(double x, double y) { add_vertex(x, y, none, none); }

void Shapes::add_vertex(double x, double y, double z_value, double m_value) {
    const std::size_t before = vertices();
    xy.push_back(x);
    xy.push_back(y);
    if (!z.empty() || !std::isnan(z_value)) {
        pad(z, before);
        z.push_back(z_value);
    }
    if (!m.empty() || !std::isnan(m_value)) {
        pad(m, before);
        m.push_back(m_value);
    }
    ring.back() = count(before + 1);
}

void Shapes::clear() {
    xy.clear();
    z.clear();
    m.clear();
    ring.assign(1, 0);
    part.assign(1, 0);
    feature.assign(1, 0);
    kind.clear();
    kind_of_part.clear();
}

void Shapes::append(const Shapes& other, std::size_t f) {
    open_feature(other.kind[f]);
    const auto [first_part, last_part] = other.parts_of(f);
    for (std::uint32_t p = first_part; p < last_part; ++p) {
        open_part(other.kind_of_part[p]);
        const auto [first_ring, last_ring] = other.rings_of(p);
        for (std::uint32_t r = first_ring; r < last_ring; ++r) {
            open_ring();
            const auto [first, last] = other.vertices_of_ring(r);
            const std::size_t before = vertices();
            xy.insert(xy.end(), other.xy.begin() + 2 * std::ptrdiff_t{first},
                      other.xy.begin() + 2 * std::ptrdiff_t{last});
            const auto carry = [&](std::vector<double>& to, const std::vector<double>& from) {
                if (!from.empty()) {
                    pad(to, before);
                    to.insert(to.end(), from.begin() + first, from.begin() + last);
                } else if (!to.empty()) {
                    pad(to, vertices());
                }
            };
            carry(z, other.z);
            carry(m, other.m);
            ring.back() = count(vertices());
        }
    }
}

void Shapes::keep(const std::vector<bool>& flags) {
    Shapes kept;
    kept.xy.reserve(xy.size());
    for (std::size_t f = 0; f < size(); ++f) {
        if (flags[f]) {
            kept.append(*this, f);
        }
    }
    *this = std::move(kept);
}

Box Shapes::box(std::size_t f) const {
    Box result;
    const auto [first, last] = vertices_of(f);
    for (std::size_t v = first; v < last; ++v) {
        if (std::isfinite(xy[2 * v]) && std::isfinite(xy[2 * v + 1])) {
            result.add(xy[2 * v], xy[2 * v + 1]);
        }
    }
    return result;
}

Box Shapes::box() const {
    Box result;
    for (std::size_t v = 0; v < vertices(); ++v) {
        if (std::isfinite(xy[2 * v]) && std::isfinite(xy[2 * v + 1])) {
            result.add(xy[2 * v], xy[2 * v + 1]);
        }
    }
    return result;
}

bool Shapes::is_finite(std::size_t f) const {
    const auto [first, last] = vertices_of(f);
    for (std::size_t i = 2 * std::size_t{first}; i < 2 * std::size_t{last}; ++i) {
        if (!std::isfinite(xy[i])) {
            return false;
        }
    }
    return true;
}

} // namespace minemap
