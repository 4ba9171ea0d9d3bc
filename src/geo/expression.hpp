// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "geo/layer.hpp"

namespace minemap {

// Another name for a field: "class" for TIP. `read`, where given, turns the field's text into what the name
// stands for
// ("ПМП" -> "CHA"). A field of the layer that has the name itself wins.
struct FieldAlias {
    std::string name;
    std::size_t field = 0;
    std::function<std::string(std::string_view)> read;
};

// An SQL expression as SQLite evaluates it, over the columns of a layer plus $area_m2, $length_m (on the
// ellipsoid, in the layer's CRS) and $record: "class = 'CHA' AND mines > 100". Prepared once, bound row by
// row. An instance stays on the thread that made it.
class Expression {
public:
    // Throws Error{usage} with the place of the fault when SQLite does not take it or a column does not
    // exist, and Error{crs} when it asks for an area or length and the layer's CRS is unknown.
    Expression(const std::string& text, const LayerInfo& info, const std::vector<FieldAlias>& aliases = {});
    ~Expression();
    Expression(Expression&&) noexcept;
    Expression& operator=(Expression&&) noexcept;

    // True when the value is neither null nor zero. Throws Error{usage} when the evaluation fails.
    bool matches(const Batch& batch, std::size_t feature);
    // The value as text; empty for null.
    std::string text(const Batch& batch, std::size_t feature);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace minemap
