// SPDX-License-Identifier: MIT
#include "scene/furniture.hpp"

#include <cmath>
#include <numbers>

namespace minemap {
namespace {

std::vector<glm::vec2> rounded(const Box& box, double radius) {
    constexpr int steps = 5; // per corner
    std::vector<glm::vec2> outline;
    const struct {
        double x, y, from;
    } corners[] = {{box.max_x - radius, box.max_y - radius, 0},
                   {box.min_x + radius, box.max_y - radius, 90},
                   {box.min_x + radius, box.min_y + radius, 180},
                   {box.max_x - radius, box.min_y + radius, 270}};
    for (const auto& corner : corners) {
        for (int i = 0; i <= steps; ++i) {
            const double angle = (corner.from + 90.0 * i / steps) * std::numbers::pi / 180;
            outline.emplace_back(corner.x + radius * std::cos(angle), corner.y + radius * std::sin(angle));
        }
    }
    return outline;
}

std::vector<glm::vec2> corners_of(const Box& box) {
    return {{box.min_x, box.min_y}, {box.max_x, box.min_y}, {box.max_x, box.max_y}, {box.min_x, box.max_y}};
}

std::vector<glm::vec2> regular(glm::vec2 at, double radius, int corners, double first_deg) {
    std::vector<glm::vec2> outline;
    for (int i = 0; i < corners; ++i) {
        const double angle = (first_deg + 360.0 * i / corners) * std::numbers::pi / 180;
        outline.push_back(at + glm::vec2(radius * std::cos(angle), radius * std::sin(angle)));
    }
    return outline;
}

} // namespace

Furniture::Furniture(Frame& frame, const FrameOptions& options, TextEngine& text) :
    frame_(frame), text_(text), colours_(theme(options.theme)), scale_(double{options.scale}) {}

void Furniture::panel(const Box& box, double radius) {
    if (radius > 0) {
        frame_.ink.fills.push_back({rounded(box, px(radius)), colours_.paper.with_alpha(0.9)});
    } else {
        rectangle(box, colours_.paper.with_alpha(0.9));
    }
    frame_.taken.push_back(box);
}

void Furniture::rectangle(const Box& box, Colour colour) { polygon(corners_of(box), colour); }

void Furniture::polygon(std::vector<glm::vec2> convex, Colour colour) {
    frame_.ink.fills.push_back({std::move(convex), colour});
}

void Furniture::line(std::vector<glm::vec2> points, const Line& line, bool closed) {
    Line scaled = line;
    scaled.width_px *= static_cast<float>(scale_);
    for (float& dash : scaled.dash_px) {
        dash *= static_cast<float>(scale_);
    }
    frame_.ink.lines.push_back({std::move(points), std::move(scaled), closed});
}

void Furniture::text(const std::string& text, double x, double baseline, const Type& type) {
    InkText ink;
    ink.text = text;
    ink.at = {x, baseline};
    ink.anchor = type.anchor;
    ink.size_px = static_cast<float>(px(type.size));
    ink.bold = type.bold;
    ink.colour = type.secondary ? colours_.secondary : colours_.ink;
    frame_.ink.texts.push_back(std::move(ink));
}

double Furniture::width(std::string_view text, const Type& type) const {
    return double{text_.width_px(text, static_cast<float>(px(type.size)), 0, type.bold)};
}

void Furniture::swatch(const Box& box, const DrawClass& look, Swatch kind) {
    const auto middle = static_cast<float>(box.centre_y());
    switch (kind) {
    case Swatch::area:
        frame_.ink.fills.push_back(
            {corners_of(box), look.fill.colour, look.fill.hatch, look.fill.hatch_colour});
        if (look.line.width_px > 0) {
            line(corners_of(box), look.line, true);
        }
        return;
    case Swatch::line:
        if (look.casing) {
            line({{box.min_x, middle}, {box.max_x, middle}}, *look.casing);
        }
        line({{box.min_x, middle}, {box.max_x, middle}}, look.line);
        return;
    case Swatch::symbol:
        symbol({box.centre_x(), middle}, look.symbol);
        return;
    }
}

Furniture::Mark Furniture::mark() const {
    return {frame_.ink.fills.size(), frame_.ink.lines.size(), frame_.ink.texts.size(), frame_.taken.size()};
}

bool Furniture::fits(const Box& room, const Mark& before) const {
    for (std::size_t i = before.taken; i < frame_.taken.size(); ++i) {
        const Box& box = frame_.taken[i];
        if (box.min_x < room.min_x - 0.5 || box.min_y < room.min_y - 0.5 || box.max_x > room.max_x + 0.5 ||
            box.max_y > room.max_y + 0.5) {
            return false;
        }
        for (std::size_t k = 0; k < before.taken; ++k) {
            if (box.intersects(frame_.taken[k])) {
                return false;
            }
        }
    }
    return true;
}

void Furniture::take_back(const Mark& before) {
    frame_.ink.fills.resize(before.fills);
    frame_.ink.lines.resize(before.lines);
    frame_.ink.texts.resize(before.texts);
    frame_.taken.resize(before.taken);
}

void Furniture::symbol(glm::vec2 at, const Symbol& symbol) {
    const double r = px(double{symbol.size_px}) / 2;
    std::vector<glm::vec2> outline;
    switch (symbol.shape) {
    case SymbolShape::none:
        return;
    case SymbolShape::circle:
        outline = regular(at, r, 24, 0);
        break;
    case SymbolShape::square:
        outline = regular(at, r * std::numbers::sqrt2 * 0.9, 4, 45);
        break;
    case SymbolShape::triangle:
        outline = regular(at + glm::vec2(0, r * 0.2), r * 1.15, 3, -90);
        break;
    case SymbolShape::diamond:
        outline = regular(at, r * 1.15, 4, 0);
        break;
    case SymbolShape::cross: {
        const auto d = static_cast<float>(r * 0.85);
        const Line stroke{symbol.fill, 2, {}};
        line({at - glm::vec2(d, d), at + glm::vec2(d, d)}, stroke);
        line({at - glm::vec2(d, -d), at + glm::vec2(d, -d)}, stroke);
        return;
    }
    }
    polygon(outline, symbol.fill);
    line(outline, {symbol.outline, 1, {}}, true);
}

std::vector<std::string> Furniture::wrapped(const std::string& text, double most_px, const Type& type) const {
    std::vector<std::string> lines;
    std::string current;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t blank = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, blank - at);
        const std::string longer = current.empty() ? word : current + " " + word;
        if (!current.empty() && width(longer, type) > most_px) {
            lines.push_back(current);
            current = word;
        } else {
            current = longer;
        }
        at = blank + 1;
    }
    if (!current.empty()) {
        lines.push_back(current);
    }
    return lines;
}

std::string with_commas(std::int64_t value) {
    std::string text = std::to_string(value);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > (value < 0 ? 1 : 0); at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
}

double round_length(double most) {
    if (!(most > 0) || !std::isfinite(most)) {
        return 0;
    }
    const double power = std::pow(10, std::floor(std::log10(most)));
    for (const double step : {5.0, 2.0, 1.0}) {
        if (step * power <= most * (1 + 1e-12)) {
            return step * power;
        }
    }
    return power;
}

} // namespace minemap
