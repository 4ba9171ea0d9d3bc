// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

#include <glm/geometric.hpp>

#include "scene/grid.hpp"
#include "scene/grid_text.hpp"

namespace minemap {
namespace {

// Pixels at 96 dpi.
constexpr double main_px = 12, small_px = 9, angle_px = 10, edge_px = 4, gap_px = 3;
constexpr double digit_height = 0.73; // of the size: digits have no descenders
constexpr double raised = 0.34;       // of the large size: small digits of military grids stand higher

enum class Side : std::uint8_t { top, bottom, left, right };
constexpr std::array sides = {Side::top, Side::bottom, Side::left, Side::right};
bool upright(Side side) { return side == Side::left || side == Side::right; }

struct Crossing {
    const GridLine* line;
    double along; // the side: x above and below, y left and right
};

bool is_angle(const GridLine& line) {
    return line.kind == GridLine::Kind::meridian || line.kind == GridLine::Kind::parallel;
}

// Where the line leaves the frame through this side, steeply enough for a label to say which line is meant.
std::vector<double> crossings(const GridLine& line, const Box& frame, Side side) {
    const int across = upright(side) ? 0 : 1;
    const int along = 1 - across;
    const double at = side == Side::top      ? frame.min_y
                      : side == Side::bottom ? frame.max_y
                      : side == Side::left   ? frame.min_x
                                             : frame.max_x;
    const double first = upright(side) ? frame.min_y : frame.min_x;
    const double last = upright(side) ? frame.max_y : frame.max_x;
    std::vector<double> found;
    for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
        const glm::dvec2 a(line.points[i]), b(line.points[i + 1]);
        if ((a[across] < at) == (b[across] < at)) {
            continue;
        }
        const glm::dvec2 d = b - a;
        const double where = a[along] + (at - a[across]) / d[across] * d[along];
        if (where >= first && where <= last && std::abs(d[across]) > 0.8 * std::abs(d[along])) {
            found.push_back(where);
        }
    }
    return found;
}

// A line of text of several sizes.
struct Run {
    std::string text;
    double size_px, rise_px;
    bool bold;
};

class Labels {
public:
    Labels(const Box& frame, std::vector<Box>& taken, TextEngine& text, const Theme& theme, float scale) :
        frame_(frame), taken_(taken), text_(text), theme_(theme), scale_(double{scale}) {}

    Ink take() { return std::move(ink_); }

    // All that belongs to lines of one side which are counted together: the first and the last in full.
    void place_numbers(const MapGrid& grid, Side side, const std::vector<Crossing>& crossings) {
        const auto put = [&](const Crossing& crossing, bool full) {
            return place(runs_of(grid, *crossing.line, full), side, crossing.along);
        };
        std::size_t first = 0, last = crossings.size();
        while (first < last && !put(crossings[first], true)) {
            ++first;
        }
        while (last > first + 1 && !put(crossings[last - 1], true)) {
            --last;
        }
        for (std::size_t i = first + 1; i + 1 < last; ++i) {
            // At a full hundred the digits before it change, so that it is written in full too.
            put(crossings[i], crossings[i].line->value % 100'000 == 0);
        }
    }

    // Turned upwards at the sides, where there is no room for its length.
    void place_angle(const GridLine& line, std::int64_t step, Side side, double along) {
        const bool latitude = line.kind == GridLine::Kind::parallel;
        const std::string text = angle_text(line.value, step, latitude);
        if (!upright(side)) {
            place({{text, angle_px, 0, false}}, side, along);
            return;
        }
        const double size = px(angle_px), height = size * digit_height;
        const double half = double{text_.width_px(text, float(size))} / 2;
        const double left =
            side == Side::left ? frame_.min_x + px(edge_px) : frame_.max_x - px(edge_px) - height;
        if (claim({left, along - half, left + height, along + half})) {
            InkText ink = ink_of(text, {left + height, along}, size, false);
            ink.anchor = Anchor::centre;
            ink.rotation_deg = 90;
            ink_.texts.push_back(std::move(ink));
        }
    }

    void place_square(const GridSquare& square) {
        const std::size_t blank = square.name.find(' ');
        const std::vector<Run> runs = {{square.name.substr(0, blank + 1), 12, 0, false},
                                       {square.name.substr(blank + 1), 17, 0, true}};
        const double width = width_of(runs), height = px(17 * digit_height);
        const glm::dvec2 at(square.at);
        const Box box{at.x - width / 2, at.y - height / 2, at.x + width / 2, at.y + height / 2};
        // Not among what is taken: a hazard's own label is worth more, and lies above.
        if (free(box)) {
            const std::size_t before = ink_.texts.size();
            write(runs, box.min_x, box.max_y);
            for (std::size_t i = before; i < ink_.texts.size(); ++i) {
                // What lies under the letters shines through: it may be a hazard.
                ink_.texts[i].colour = theme_.secondary.with_alpha(0.75);
                ink_.texts[i].halo = theme_.paper.with_alpha(0.5);
            }
        }
    }

private:
    double px(double at_96_dpi) const { return at_96_dpi * scale_; }

    bool free(const Box& box) const {
        const Box with_gap = box.grown(px(gap_px));
        return box.min_x >= frame_.min_x && box.max_x <= frame_.max_x && box.min_y >= frame_.min_y &&
               box.max_y <= frame_.max_y && std::none_of(taken_.begin(), taken_.end(), [&](const Box& other) {
                   return other.intersects(with_gap);
               });
    }

    bool claim(const Box& box) {
        if (!free(box)) {
            return false;
        }
        taken_.push_back(box);
        return true;
    }

    static std::vector<Run> runs_of(const MapGrid& grid, const GridLine& line, bool full) {
        const bool utm = grid.kind == GridKind::utm;
        const char letter = line.kind == GridLine::Kind::easting ? 'E' : 'N';
        const GridNumber number =
            utm ? utm_number(line.value, full, letter) : gauss_kruger_number(line.value, full);
        const double rise = utm ? main_px * raised : 0;
        return {{number.lead, small_px, rise, false},
                {number.main, main_px, 0, false},
                {number.tail, small_px, utm ? rise : 0, false}};
    }

    double width_of(const std::vector<Run>& runs) {
        double width = 0;
        for (const Run& run : runs) {
            width += run.text.empty()
                         ? 0
                         : double{text_.width_px(run.text, float(px(run.size_px)), 0, run.bold)} + px(1);
        }
        return width - px(1);
    }

    InkText ink_of(const std::string& text, glm::dvec2 at, double size, bool bold) const {
        InkText ink;
        ink.text = text;
        ink.at = glm::vec2(at);
        ink.size_px = static_cast<float>(size);
        ink.bold = bold;
        ink.colour = theme_.secondary;
        ink.halo = theme_.paper;
        ink.halo_px = static_cast<float>(px(2));
        return ink;
    }

    void write(const std::vector<Run>& runs, double left, double baseline) {
        for (const Run& run : runs) {
            if (!run.text.empty()) {
                const double size = px(run.size_px);
                ink_.texts.push_back(ink_of(run.text, {left, baseline - px(run.rise_px)}, size, run.bold));
                left += double{text_.width_px(run.text, float(size), 0, run.bold)} + px(1);
            }
        }
    }

    bool place(const std::vector<Run>& runs, Side side, double along) {
        double height = 0;
        for (const Run& run : runs) {
            height =
                run.text.empty() ? height : std::max(height, px(run.size_px * digit_height + run.rise_px));
        }
        const double width = width_of(runs);
        const double left = side == Side::left    ? frame_.min_x + px(edge_px)
                            : side == Side::right ? frame_.max_x - px(edge_px) - width
                                                  : along - width / 2;
        const double top = side == Side::top      ? frame_.min_y + px(edge_px)
                           : side == Side::bottom ? frame_.max_y - px(edge_px) - height
                                                  : along - height / 2;
        if (!claim({left, top, left + width, top + height})) {
            return false;
        }
        write(runs, left, top + height);
        return true;
    }

    Box frame_;
    std::vector<Box>& taken_;
    TextEngine& text_;
    const Theme& theme_;
    double scale_;
    Ink ink_;
};

} // namespace

GridBand grid_band(GridKind kind) noexcept {
    switch (kind) {
    case GridKind::none:
        break;
    case GridKind::graticule:
        return {16, 16};
    case GridKind::gauss_kruger:
    case GridKind::utm:
        return {36, 16};
    }
    return {};
}

Ink grid_labels(const MapGrid& grid, const Box& frame, std::vector<Box>& taken, TextEngine& text,
                const Theme& theme, float scale) {
    Labels labels(frame, taken, text, theme, scale);
    for (const Side side : sides) {
        // Eastings and northings of each zone are numbers of their own.
        std::map<std::pair<GridLine::Kind, int>, std::vector<Crossing>> numbers;
        for (const GridLine& line : grid.lines) {
            for (const double along : crossings(line, frame, side)) {
                if (is_angle(line)) {
                    const std::int64_t step = grid.kind != GridKind::graticule        ? line.value
                                              : line.kind == GridLine::Kind::meridian ? grid.step_x
                                                                                      : grid.step_y;
                    labels.place_angle(line, step, side, along);
                } else {
                    numbers[{line.kind, line.zone}].push_back({&line, along});
                }
            }
        }
        for (auto& [of, crossings] : numbers) {
            std::sort(crossings.begin(), crossings.end(),
                      [](const Crossing& a, const Crossing& b) { return a.along < b.along; });
            labels.place_numbers(grid, side, crossings);
        }
    }
    for (const GridSquare& square : grid.squares) {
        labels.place_square(square);
    }
    return labels.take();
}

} // namespace minemap
