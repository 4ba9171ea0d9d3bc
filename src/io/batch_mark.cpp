// SPDX-License-Identifier: MIT
#include "io/batch_mark.hpp"

#include <algorithm>
#include <type_traits>

namespace minemap {

void BatchMark::roll_back() {
    Shapes& shapes = batch_.shapes;
    batch_.record.resize(records_);
    shapes.xy.resize(xy_);
    shapes.z.resize(z_);
    shapes.m.resize(m_);
    shapes.ring.resize(ring_);
    shapes.part.resize(part_);
    shapes.kind_of_part.resize(part_ - 1);
    shapes.feature.resize(records_ + 1);
    shapes.kind.resize(records_);
    for (Column& column : batch_.columns) {
        cut(column);
    }
}

void BatchMark::cut(Column& column) const {
    if (auto* text = std::get_if<Text>(&column.values)) {
        text->offset.resize(std::min(text->offset.size(), records_ + 1));
        text->arena.resize(text->offset.back());
    } else {
        std::visit(
            [&](auto& values) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(values)>, Text>) {
                    values.resize(std::min(values.size(), records_));
                }
            },
            column.values);
    }
    column.valid.resize(std::min(column.valid.size(), records_));
}

void drop_last(Column& column) {
    std::visit(
        [](auto& values) {
            if constexpr (std::is_same_v<std::decay_t<decltype(values)>, Text>) {
                values.offset.pop_back();
                values.arena.resize(values.offset.back());
            } else {
                values.pop_back();
            }
        },
        column.values);
    column.valid.pop_back();
}

} // namespace minemap
