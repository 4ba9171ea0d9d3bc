// SPDX-License-Identifier: MIT
#include "scene/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "scene/label_places.hpp"
#include "scene/text_runs.hpp"

namespace minemap {
namespace {

// Above the first number of marks in view ids of areas smaller than this many pixels are noise.
constexpr std::size_t few_features = 60;
constexpr double small_px = 12;
// Of one layer, the most dangerous: a screen has room for some hundreds.
constexpr std::size_t most_candidates = 4'000;
constexpr int tries_per_cell = 8;
constexpr double edge_px = 4;
// A small hazard is drawn as a symbol of this radius, farther than its box.
constexpr double symbol_px = 6;

struct Candidate {
    std::size_t layer;
    std::uint32_t feature;
    int danger;
};

struct Placing {
    const View& view;
    const Camera& camera;
    const std::vector<bool>& shown;
    float scale;
    TextEngine& text;
    Occupied occupied;
    Ink ink{};

    bool free(const Box& box) const {
        return box.min_x >= edge_px && box.min_y >= edge_px && box.max_x <= camera.width_px - edge_px &&
               box.max_y <= camera.height_px - edge_px && occupied.free(box);
    }
};

// The name as it is drawn and its measures.
struct Line {
    InkText ink;
    double width, ascent, descent;

    // Of the text with its baseline's middle at this point.
    Box box(glm::dvec2 middle) const {
        return {middle.x - width / 2 - 2, middle.y - ascent - 1, middle.x + width / 2 + 2,
                middle.y + descent + 1};
    }
};

bool is_shown(const std::vector<bool>& shown, std::size_t layer) {
    return layer >= shown.size() || shown[layer];
}

class Setter {
public:
    Setter(Placing& placing, const ViewLayer& layer) : placing_(placing), style_(layer.label) {
        turkic_ = style_.capitals && std::any_of(layer.label_of.begin(), layer.label_of.end(),
                                                 [](const auto& t) { return looks_turkic(t); });
    }

    Line line(const std::string& name) const {
        const float scale = placing_.scale;
        Line line{};
        line.ink.text = style_.capitals ? to_capitals(name, turkic_) : name;
        line.ink.anchor = Anchor::centre;
        line.ink.size_px = style_.size_px * scale;
        line.ink.letter_spacing_px = style_.letter_spacing_px * scale;
        line.ink.colour = style_.colour;
        line.ink.halo = style_.halo;
        line.ink.halo_px = style_.halo_px * scale;
        line.width = double{placing_.text.width_px(line.ink.text, line.ink.size_px,
                                                   line.ink.letter_spacing_px, line.ink.bold)};
        line.ascent =
            double{line.ink.size_px} * 0.78; // of capitals with an accent; the font's own is for any script
        line.descent = double{line.ink.size_px} * 0.26;
        return line;
    }

private:
    Placing& placing_;
    LabelStyle style_;
    bool turkic_ = false;
};

void put(Placing& placing, Line line, glm::dvec2 middle) {
    placing.occupied.take(line.box(middle));
    line.ink.at = glm::vec2(middle);
    placing.ink.texts.push_back(std::move(line.ink));
}

// How many hazards a label would lie on.
std::size_t hazards_below(const Placing& placing, const Box& screen) {
    Box world;
    for (const double x : {screen.min_x, screen.max_x}) {
        for (const double y : {screen.min_y, screen.max_y}) {
            const glm::dvec2 corner = placing.camera.to_world({x, y});
            world.add(corner.x, corner.y);
        }
    }
    std::size_t count = 0;
    for (std::size_t i = 0; i < placing.view.layers.size(); ++i) {
        const ViewLayer& layer = *placing.view.layers[i];
        if (layer.role == Role::hazard && layer.layer && is_shown(placing.shown, i)) {
            count += layer.layer->index().query(world).size();
        }
    }
    return count;
}

// The id in the middle of a roomy area, else beside it: right, left, above, below.
void place_mark(Placing& placing, const Setter& setter, const ViewLayer& layer, std::uint32_t feature) {
    const Shapes& shapes = layer.layer->shapes();
    const auto point = label_point(shapes, feature, placing.camera);
    if (!point || !placing.occupied.worth_trying(*point, tries_per_cell)) {
        return;
    }
    const Line line = setter.line(layer.label_of[feature]);
    const double lift =
        (line.ascent - line.descent) / 2; // from the middle of the letters down to the baseline
    const DrawClass& look = layer.classes.at(layer.class_of.at(feature));
    const double symbol = std::max(3.0, double{look.symbol.size_px} * double{placing.scale} / 2);
    Box box = screen_box(shapes, feature, placing.camera);
    const bool roomy = box.width() > line.width + 12 && box.height() > line.ascent + line.descent + 8;
    if (box.width() < 2 * symbol && box.height() < 2 * symbol) {
        box = Box{point->x, point->y, point->x, point->y}.grown(symbol); // drawn as a symbol
    }
    const double side = line.width / 2 + 4;
    const std::array<glm::dvec2, 5> middles = {
        glm::dvec2{point->x, point->y + lift}, glm::dvec2{box.max_x + side, point->y + lift},
        glm::dvec2{box.min_x - side, point->y + lift}, glm::dvec2{point->x, box.min_y - line.descent - 3},
        glm::dvec2{point->x, box.max_y + line.ascent + 3}};
    if (roomy && placing.free(line.box(middles[0]))) {
        put(placing, line, middles[0]);
        return;
    }
    // The map comes first: an id that would cover two neighbours is left out until the map is nearer.
    const glm::dvec2* best = nullptr;
    std::size_t fewest = 2;
    for (std::size_t i = 1; i < middles.size() && fewest > 0; ++i) {
        if (!placing.free(line.box(middles[i]))) {
            continue;
        }
        const std::size_t covered = hazards_below(placing, line.box(middles[i]).grown(symbol - 2));
        if (covered < fewest) {
            fewest = covered;
            best = &middles[i];
        }
    }
    if (best != nullptr) {
        put(placing, line, *best);
    }
}

// The name of an area, within what the screen shows of it: as near to its middle as may be, off hazards where
// that can be. On one hazard it goes without its halo, which would rub it out; a name that would lie on more
// is left out until the map is nearer.
void place_name(Placing& placing, const Setter& setter, const ViewLayer& layer, std::uint32_t feature) {
    Line line = setter.line(layer.label_of[feature]);
    Box seen = screen_box(layer.layer->shapes(), feature, placing.camera);
    seen = {std::max(seen.min_x, 0.0), std::max(seen.min_y, 0.0),
            std::min(seen.max_x, double(placing.camera.width_px)),
            std::min(seen.max_y, double(placing.camera.height_px))};
    if (seen.width() < line.width || seen.height() < line.ascent + line.descent) {
        return;
    }
    constexpr int lines = 15;
    std::vector<double> ys;
    for (int i = 1; i <= lines; ++i) {
        ys.push_back(seen.min_y + seen.height() * i / (lines + 1));
    }
    struct Place {
        double cost;
        glm::dvec2 middle;
    };
    std::vector<Place> places;
    const double lift = (line.ascent - line.descent) / 2;
    for (const Stretch& stretch : inner_stretches(layer.layer->shapes(), feature, placing.camera, ys)) {
        const double from = std::max(stretch.from, seen.min_x) + 8;
        const double to = std::min(stretch.to, seen.max_x) - 8;
        const double play = to - from - line.width;
        if (play < 0) {
            continue;
        }
        for (const double share : {0.5, 0.25, 0.75, 0.0, 1.0}) {
            const glm::dvec2 middle{from + line.width / 2 + play * share, stretch.y + lift};
            const double off_x = (middle.x - seen.centre_x()) / seen.width();
            const double off_y = (stretch.y - seen.centre_y()) / seen.height();
            const double narrow = std::min(1.0, play / (line.width + 1));
            places.push_back({off_x * off_x + off_y * off_y + 0.15 * (1 - narrow), middle});
        }
    }
    for (Place& place : places) {
        place.cost += placing.free(line.box(place.middle)) ? 0 : 100;
    }
    std::stable_sort(places.begin(), places.end(),
                     [](const Place& a, const Place& b) { return a.cost < b.cost; });
    const Place* best = nullptr;
    double best_cost = 2;
    bool on_hazards = false;
    constexpr std::size_t most_looked_at = 48;
    for (std::size_t i = 0; i < std::min(places.size(), most_looked_at) && places[i].cost < best_cost; ++i) {
        const std::size_t below = hazards_below(placing, line.box(places[i].middle).grown(symbol_px));
        const double cost = places[i].cost + static_cast<double>(below);
        if (cost < best_cost) {
            best_cost = cost;
            best = &places[i];
            on_hazards = below > 0;
        }
    }
    if (best != nullptr) {
        line.ink.halo_px = on_hazards ? 0 : line.ink.halo_px;
        put(placing, std::move(line), best->middle);
    }
}

// Features of a layer in view that have a label, the most dangerous first, at most `most_candidates`.
std::vector<std::uint32_t> in_view(const ViewLayer& layer, const Camera& camera, std::size_t& visible) {
    std::vector<std::uint32_t> found = layer.layer->index().query(camera.visible());
    visible = found.size();
    const auto danger = [&](std::uint32_t f) { return layer.classes.at(layer.class_of.at(f)).danger; };
    std::erase_if(found, [&](std::uint32_t f) { return layer.label_of[f].empty(); });
    std::stable_sort(found.begin(), found.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return danger(a) > danger(b); });
    found.resize(std::min(found.size(), most_candidates));
    return found;
}

} // namespace

Ink place_labels(const View& view, const Camera& camera, const std::vector<bool>& shown,
                 const std::vector<Box>& taken, TextEngine& text, float scale) {
    Placing placing{view, camera, shown, scale, text, Occupied(camera.width_px, camera.height_px)};
    for (const Box& box : taken) {
        placing.occupied.take(box.grown(4));
    }
    std::vector<Candidate> marks;
    std::vector<std::size_t> name_layers;
    std::vector<Setter> setters;
    setters.reserve(view.layers.size());
    for (std::size_t i = 0; i < view.layers.size(); ++i) {
        const ViewLayer& layer = *view.layers[i];
        setters.emplace_back(placing, layer);
        if (!layer.layer || layer.label_of.empty() || !is_shown(shown, i)) {
            continue;
        }
        if (layer.role == Role::region) {
            name_layers.push_back(i);
            continue;
        }
        std::size_t visible = 0;
        for (const std::uint32_t feature : in_view(layer, camera, visible)) {
            if (visible > few_features && layer.layer->shapes().kind[feature] != Kind::point) {
                const Box box = screen_box(layer.layer->shapes(), feature, camera);
                if (std::max(box.width(), box.height()) < small_px * double{scale}) {
                    continue;
                }
            }
            marks.push_back({i, feature, layer.classes.at(layer.class_of.at(feature)).danger});
        }
    }
    std::stable_sort(marks.begin(), marks.end(),
                     [](const Candidate& a, const Candidate& b) { return a.danger > b.danger; });
    for (const Candidate& mark : marks) {
        place_mark(placing, setters[mark.layer], *view.layers[mark.layer], mark.feature);
    }
    for (const std::size_t i : name_layers) {
        std::size_t visible = 0;
        for (const std::uint32_t feature : in_view(*view.layers[i], camera, visible)) {
            if (view.layers[i]->layer->shapes().kind[feature] == Kind::point) {
                place_mark(placing, setters[i], *view.layers[i], feature);
            } else {
                place_name(placing, setters[i], *view.layers[i], feature);
            }
        }
    }
    return std::move(placing.ink);
}

} // namespace minemap
