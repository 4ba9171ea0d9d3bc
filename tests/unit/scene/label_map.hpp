// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scene/view.hpp"

namespace minemap {

// Builds a layer of squares and points with a label and a class each, for tests of what stands on the map.
class LabelMap {
public:
    explicit LabelMap(Role role) { layer_.role = role; }

    LabelMap& look(const std::string& title, int danger) {
        DrawClass look;
        look.title = title;
        look.danger = danger;
        look.fill.colour = {255, 0, 0, 128};
        layer_.classes.push_back(look);
        return *this;
    }
    LabelMap& square(double x, double y, double size, const std::string& label, std::uint8_t look = 0) {
        shapes().open_feature(Kind::polygon);
        shapes().open_part(Kind::polygon);
        shapes().open_ring();
        for (const auto& [dx, dy] : {std::pair{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}) {
            shapes().add_vertex(x + dx * size, y + dy * size);
        }
        return add(label, look);
    }
    LabelMap& point(double x, double y, const std::string& label, std::uint8_t look = 0) {
        shapes().open_feature(Kind::point);
        shapes().open_part(Kind::point);
        shapes().open_ring();
        shapes().add_vertex(x, y);
        return add(label, look);
    }
    ViewLayer& layer() { return layer_; }
    std::shared_ptr<const ViewLayer> done() {
        layer_.layer = std::make_shared<Layer>(LayerInfo{}, std::move(batch_));
        return std::make_shared<ViewLayer>(layer_);
    }

private:
    Shapes& shapes() { return batch_.shapes; }
    LabelMap& add(const std::string& label, std::uint8_t look) {
        batch_.record.push_back(static_cast<std::int64_t>(batch_.record.size()));
        layer_.label_of.push_back(label);
        layer_.class_of.push_back(look);
        return *this;
    }

    ViewLayer layer_;
    Batch batch_;
};

} // namespace minemap
