// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "geo/layer.hpp"

namespace minemap {

// An SQL expression as SQLite evaluates it, over the columns of a layer plus $area_m2, $length_m (on the ellipsoid, in
// the layer's CRS) and $record: "class = 'CHA' AND mines > 100". Prepared once, bound row by row. An instance stays
// on the thread that made it.
class Expression {
public:
    // Throws Error{usage} with the place of the fault when SQLite does not take it or a column does not exist.
    Expression(std::string text, const LayerInfo& info);
    ~Expression();
    Expression(Expression&&) noexcept;
    Expression& operator=(Expression&&) noexcept;

    // True when the value is neither null nor zero.
    bool matches(const Batch& batch, std::size_t feature);
    // The value as text; empty for null.
    std::string text(const Batch& batch, std::size_t feature);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace minemap
