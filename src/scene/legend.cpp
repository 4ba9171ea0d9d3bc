// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "scene/furniture.hpp"

namespace minemap {
namespace {

struct Row {
    const DrawClass* look;
    Furniture::Swatch swatch;
    std::int64_t in_view;
    std::vector<std::string> title{}; // broken into lines
};

bool is_shown(const std::vector<bool>& shown, std::size_t layer) {
    return layer >= shown.size() || shown[layer];
}

bool same_look(const DrawClass& a, const DrawClass& b) {
    return a.title == b.title && a.fill.colour == b.fill.colour && a.fill.hatch == b.fill.hatch &&
           a.line.colour == b.line.colour && a.line.dash_px == b.line.dash_px &&
           a.symbol.shape == b.symbol.shape;
}

Kind simple(Kind kind) {
    switch (kind) {
    case Kind::point:
    case Kind::multipoint:
        return Kind::point;
    case Kind::line:
    case Kind::multiline:
        return Kind::line;
    default:
        return Kind::polygon;
    }
}

Furniture::Swatch swatch_of(Kind kind, const DrawClass& look) {
    if (kind == Kind::point) {
        return Furniture::Swatch::symbol;
    }
    const bool open = look.fill.colour.a == 0 && look.fill.hatch == Hatch::none;
    return kind == Kind::line || open ? Furniture::Swatch::line : Furniture::Swatch::area;
}

// As the spatial index has it: a vertex that is finite.
bool has_place(const Shapes& shapes, std::size_t feature) {
    const auto [first, last] = shapes.vertices_of(feature);
    for (std::size_t v = first; v < last; ++v) {
        if (std::isfinite(shapes.xy[2 * v]) && std::isfinite(shapes.xy[2 * v + 1])) {
            return true;
        }
    }
    return false;
}

// Of one layer: a count for each class and kind of geometry, in the order of their first features.
class LayerCount {
public:
    LayerCount(std::size_t index, const ViewLayer& layer) : index_(index), layer_(layer) {
        slot_of_.resize(layer.classes.size(), {none, none, none});
    }

    void add(std::size_t feature) {
        const std::uint8_t class_index = layer_.class_of.at(feature);
        if (layer_.classes.at(class_index).title.empty()) {
            return;
        }
        const Kind kind = simple(layer_.layer->shapes().kind[feature]);
        std::size_t& slot = slot_of_[class_index][kind == Kind::point ? 0 : kind == Kind::line ? 1 : 2];
        if (slot == none) {
            slot = counts_.size();
            counts_.push_back({index_, class_index, kind, 0});
        }
        ++counts_[slot].features;
    }

    const std::vector<ClassCount>& counts() const { return counts_; }

private:
    static constexpr std::size_t none = ~std::size_t{0};
    std::size_t index_;
    const ViewLayer& layer_;
    std::vector<std::array<std::size_t, 3>> slot_of_;
    std::vector<ClassCount> counts_;
};

// The same class in two layers is one row; areas give the swatch where there are areas and points.
std::vector<Row> rows_of(const View& view, const std::vector<ClassCount>& counts) {
    std::vector<Row> rows;
    for (const ClassCount& count : counts) {
        const DrawClass& look = view.layers.at(count.layer)->classes.at(count.class_index);
        const Furniture::Swatch swatch = swatch_of(count.kind, look);
        auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const Row& r) { return r.look == &look || same_look(*r.look, look); });
        if (row == rows.end()) {
            row = rows.insert(rows.end(), {&look, swatch, 0, {}});
        }
        row->in_view += count.features;
        row->swatch = std::min(row->swatch, swatch);
    }
    return rows;
}

std::string operation_code(const std::string& operation) {
    const std::size_t open = operation.rfind('[');
    const std::size_t close = operation.find(']', open == std::string::npos ? 0 : open);
    return open == std::string::npos || close == std::string::npos
               ? operation
               : operation.substr(open + 1, close - open - 1);
}

// What a reader must know about what is drawn and what is not.
std::vector<std::string> remarks(const View& view, const std::vector<bool>& shown, const Box& visible,
                                 bool& records) {
    const ViewLayer* worst = nullptr;
    std::int64_t unknown = 0, without_place = 0, hidden = 0, switched_off = 0;
    for (std::size_t i = 0; i < view.layers.size(); ++i) {
        const ViewLayer& layer = *view.layers[i];
        const bool is_record = layer.role == Role::hazard || layer.role == Role::records;
        if (!is_shown(shown, i)) {
            switched_off += is_record ? 1 : 0;
            continue;
        }
        hidden += is_record ? layer.hidden : 0;
        without_place += is_record ? layer.without_place : 0;
        records = records || is_record;
        if (layer.operation.empty() || !layer.layer || !layer.layer->extent().intersects(visible)) {
            continue;
        }
        if (!layer.accuracy_m) {
            ++unknown;
        } else if (worst == nullptr || *layer.accuracy_m > *worst->accuracy_m) {
            worst = &layer;
        }
    }
    std::vector<std::string> lines;
    if (worst != nullptr && *worst->accuracy_m > 0) {
        lines.push_back(fmt::format("Accuracy of transformation {:g} m ({})", *worst->accuracy_m,
                                    operation_code(worst->operation)));
    }
    if (unknown > 0) {
        lines.push_back(fmt::format("Unknown accuracy: {} {}", unknown, unknown == 1 ? "layer" : "layers"));
    }
    if (without_place > 0) {
        lines.push_back(fmt::format("{} {} without a place, not drawn", with_commas(without_place),
                                    without_place == 1 ? "record" : "records"));
    }
    if (hidden > 0) {
        lines.push_back(fmt::format("{} hidden by a filter", with_commas(hidden)));
    }
    if (switched_off > 0) {
        lines.push_back(
            fmt::format("{} hazard {} switched off", switched_off, switched_off == 1 ? "layer" : "layers"));
    }
    return lines;
}

} // namespace

std::vector<ClassCount> count_classes(const View& view, const std::vector<bool>& shown, const Box& visible) {
    std::vector<ClassCount> counts;
    for (std::size_t i = 0; i < view.layers.size(); ++i) {
        if (!view.layers[i]->layer || !is_shown(shown, i)) {
            continue;
        }
        const Layer& layer = *view.layers[i]->layer;
        LayerCount of_layer(i, *view.layers[i]);
        const Box& extent = layer.extent();
        if (visible.contains(extent.min_x, extent.min_y) && visible.contains(extent.max_x, extent.max_y)) {
            for (std::size_t f = 0; f < layer.size(); ++f) {
                if (has_place(layer.shapes(), f)) { // no need to ask where
                    of_layer.add(f);
                }
            }
        } else {
            for (const std::uint32_t feature : layer.index().query(visible)) {
                of_layer.add(feature);
            }
        }
        counts.insert(counts.end(), of_layer.counts().begin(), of_layer.counts().end());
    }
    return counts;
}

Box draw_legend(Furniture& furniture, const View& view, const Camera& camera, const std::vector<bool>& shown,
                const std::vector<ClassCount>& counts, const FrameOptions& options, double right,
                double bottom, double most_width, double most_height) {
    const Box visible = camera.visible();
    std::vector<Row> rows = rows_of(view, counts);
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& a, const Row& b) { return a.look->danger > b.look->danger; });
    bool records = false;
    std::vector<std::string> notes = remarks(view, shown, visible, records);
    if (records && options.safety_note) {
        notes.push_back("No mark on the map does not mean no mines");
    }
    if (rows.empty() && notes.empty()) {
        return {};
    }

    const Furniture::Type plain{12, false, false, Anchor::left};
    const Furniture::Type count{12, false, false, Anchor::right};
    const Furniture::Type small{11, false, true, Anchor::left};
    const double pad = furniture.px(12), swatch = furniture.px(26), gap = furniture.px(10);
    const double row_height = furniture.px(22), line_height = furniture.px(15),
                 note_height = furniture.px(16), head_height = furniture.px(24);

    double width = furniture.width("Legend", {12, true}) + furniture.width("in view", small) + gap;
    for (const Row& row : rows) {
        width = std::max(width, swatch + gap + furniture.width(row.look->title, plain) + 2 * gap +
                                    furniture.width(with_commas(row.in_view), count));
    }
    for (const std::string& note : notes) {
        width = std::max(width, std::min(furniture.width(note, small), furniture.px(280)));
    }
    width = std::min(width, most_width - 2 * pad);
    std::vector<std::string> note_lines;
    for (const std::string& note : notes) {
        for (std::string& line : furniture.wrapped(note, width + 1, small)) {
            note_lines.push_back(std::move(line));
        }
    }
    const double fixed = 2 * pad + (rows.empty() ? 0 : head_height) +
                         (note_lines.empty() ? 0 : furniture.px(6)) +
                         note_height * double(note_lines.size()) - furniture.px(4);
    // The most dangerous classes stay when there is no room for all; a line says how many are missing.
    double all_rows = 0;
    for (Row& row : rows) {
        const double room = width - swatch - 3 * gap - furniture.width(with_commas(row.in_view), count);
        row.title = furniture.wrapped(row.look->title, room + 1, plain);
        all_rows += row_height + line_height * (double(row.title.size()) - 1);
    }
    std::size_t listed = rows.size();
    const auto more_height = [&] { return listed < rows.size() ? row_height : 0.0; };
    while (listed > 0 && fixed + all_rows + more_height() > most_height) {
        --listed;
        all_rows -= row_height + line_height * (double(rows[listed].title.size()) - 1);
    }
    const double height = fixed + all_rows + more_height();
    if (width < furniture.px(120) || height > most_height || most_width < furniture.px(least_legend_px)) {
        return {};
    }
    const Box box{right - width - 2 * pad, bottom - height, right, bottom};
    furniture.panel(box);

    double y = box.min_y + pad;
    const double x = box.min_x + pad, far = box.max_x - pad;
    if (!rows.empty()) {
        furniture.text("Legend", x, y + furniture.px(11), {12, true, false, Anchor::left});
        furniture.text("in view", far, y + furniture.px(11), {11, false, true, Anchor::right});
        y += head_height;
    }
    for (std::size_t i = 0; i < listed; ++i) {
        const Row& row = rows[i];
        const Box sample{x + 0.5, y + furniture.px(1.5), x + swatch - 0.5, y + furniture.px(16.5)};
        furniture.swatch(sample, *row.look, row.swatch);
        furniture.text(with_commas(row.in_view), far, y + furniture.px(13.5), count);
        for (const std::string& line : row.title) {
            furniture.text(line, x + swatch + gap, y + furniture.px(13.5), plain);
            y += line_height;
        }
        y += row_height - line_height;
    }
    if (listed < rows.size()) {
        furniture.text(fmt::format("and {} more classes", rows.size() - listed), x + swatch + gap,
                       y + furniture.px(13.5), small);
        y += row_height;
    }
    y += rows.empty() ? 0 : furniture.px(6);
    for (const std::string& line : note_lines) {
        furniture.text(line, x, y + furniture.px(10), small);
        y += note_height;
    }
    return box;
}

} // namespace minemap
