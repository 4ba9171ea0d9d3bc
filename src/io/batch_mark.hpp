// SPDX-License-Identifier: MIT
#pragma once

// Private to io/.
#include <cstddef>

#include "geo/batch.hpp"

namespace minemap {

// The sizes of a batch, so that a record that turns out to be no good leaves no trace.
class BatchMark {
public:
    explicit BatchMark(Batch& batch) :
        batch_(batch), records_(batch.size()), xy_(batch.shapes.xy.size()), z_(batch.shapes.z.size()),
        m_(batch.shapes.m.size()), ring_(batch.shapes.ring.size()), part_(batch.shapes.part.size()) {}

    void roll_back();

private:
    void cut(Column& column) const;

    Batch& batch_;
    std::size_t records_, xy_, z_, m_, ring_, part_;
};

// Takes the last value of a column back.
void drop_last(Column& column);

} // namespace minemap
