// SPDX-License-Identifier: MIT
#include "geo/bulk.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <type_traits>

namespace minemap {
namespace {

template <class Vector>
void extend(Vector& to, const Vector& from) {
    to.insert(to.end(), from.begin(), from.end());
}

// What counts from the start of the one store counts on from the end of the other.
template <class Offset>
void extend_offsets(std::vector<Offset>& to, const std::vector<Offset>& from) {
    const Offset base = to.back();
    std::transform(from.begin() + 1, from.end(), std::back_inserter(to),
                   [base](Offset offset) { return base + offset; });
}

// One value a vertex, or none at all: NaN where only the other side has them.
void extend_ordinate(std::vector<double>& to, std::size_t vertices, const std::vector<double>& from,
                     std::size_t more) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (!from.empty()) {
        to.resize(vertices, none);
        extend(to, from);
    } else if (!to.empty()) {
        to.resize(vertices + more, none);
    }
}

void extend(Shapes& to, const Shapes& from) {
    extend_ordinate(to.z, to.vertices(), from.z, from.vertices());
    extend_ordinate(to.m, to.vertices(), from.m, from.vertices());
    extend(to.xy, from.xy);
    extend_offsets(to.ring, from.ring);
    extend_offsets(to.part, from.part);
    extend_offsets(to.feature, from.feature);
    extend(to.kind, from.kind);
    extend(to.kind_of_part, from.kind_of_part);
}

void extend(Text& to, const Text& from) {
    extend_offsets(to.offset, from.offset);
    to.arena.append(from.arena);
}

void extend(Column& to, const Column& from) {
    std::visit([&](auto& values) { extend(values, std::get<std::decay_t<decltype(values)>>(from.values)); },
               to.values);
    extend(to.valid, from.valid);
}

template <class... Vectors>
void reserve_each(double factor, Vectors&... vectors) {
    (vectors.reserve(static_cast<std::size_t>(static_cast<double>(vectors.size()) * factor)), ...);
}

void reserve(Column& column, double factor) {
    std::visit(
        [&](auto& values) {
            if constexpr (std::is_same_v<std::decay_t<decltype(values)>, Text>) {
                reserve_each(factor, values.arena, values.offset);
            } else {
                reserve_each(factor, values);
            }
        },
        column.values);
    reserve_each(factor, column.valid);
}

} // namespace

void append_all(Batch& to, const Batch& from) {
    extend(to.record, from.record);
    extend(to.shapes, from.shapes);
    for (std::size_t c = 0; c < to.columns.size(); ++c) {
        extend(to.columns[c], from.columns[c]);
    }
}

void reserve_times(Batch& batch, double factor) {
    Shapes& s = batch.shapes;
    reserve_each(factor, batch.record, s.xy, s.z, s.m, s.ring, s.part, s.feature, s.kind, s.kind_of_part);
    for (Column& column : batch.columns) {
        reserve(column, factor);
    }
}

} // namespace minemap
