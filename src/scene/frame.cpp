// SPDX-License-Identifier: MIT
#include "scene/frame.hpp"

#include <algorithm>

#include "scene/furniture.hpp"

namespace minemap {
namespace {

bool shows_records(const View& view, const std::vector<bool>& shown) {
    for (std::size_t i = 0; i < view.layers.size(); ++i) {
        const Role role = view.layers[i]->role;
        if ((role == Role::hazard || role == Role::records) && (i >= shown.size() || shown[i])) {
            return true;
        }
    }
    return false;
}

std::string attributions(const View& view, const std::vector<bool>& shown) {
    std::vector<std::string> once;
    for (std::size_t i = 0; i < view.layers.size(); ++i) {
        const std::string& text = view.layers[i]->attribution;
        if (!text.empty() && (i >= shown.size() || shown[i]) &&
            std::find(once.begin(), once.end(), text) == once.end()) {
            once.push_back(text);
        }
    }
    std::string all;
    for (const std::string& text : once) {
        all += (all.empty() ? "" : "  ·  ") + text;
    }
    return all;
}

// A strip over the whole width: the warning first, then the sources in small print. Returns its height.
double draw_small_print(Furniture& furniture, const View& view, const std::vector<bool>& shown,
                        const FrameOptions& options, const Box& room, bool legend) {
    const bool warn = options.safety_note && shows_records(view, shown);
    const std::string sources = attributions(view, shown);
    if (!warn && sources.empty()) {
        return 0;
    }
    const Furniture::Type bold{11, true, false, Anchor::left};
    const Furniture::Type small{10, false, true, Anchor::left};
    const double pad = furniture.px(24), line_height = furniture.px(14); // as the text in the panels above
    const double all = room.width() - 2 * pad;
    std::vector<std::string> warnings;
    if (warn) {
        warnings =
            furniture.wrapped(legend ? "Positions not verified on the ground"
                                     : "Positions not verified on the ground. No mark on the map does not "
                                       "mean no mines",
                              all, bold);
    }
    // The sources stand beside the warning where both are one line.
    const double beside_px = warnings.size() == 1 ? furniture.width(warnings[0], bold) + furniture.px(16) : 0;
    std::vector<std::string> lines = furniture.wrapped(sources, all - beside_px, small);
    const bool beside = warnings.size() == 1 && lines.size() == 1;
    if (!beside) {
        lines = furniture.wrapped(sources, all, small);
    }
    const std::size_t count = beside ? 1 : warnings.size() + lines.size();
    const double height = furniture.px(8) + line_height * double(count);
    furniture.panel({room.min_x, room.max_y - height, room.max_x, room.max_y}, 0);
    const double x = room.min_x + pad;
    double baseline = room.max_y - height + furniture.px(15);
    for (const std::string& line : warnings) {
        furniture.text(line, x, baseline, bold);
        baseline += beside ? 0 : line_height;
    }
    for (const std::string& line : lines) {
        furniture.text(line, x + (beside ? beside_px : 0), baseline, small);
        baseline += line_height;
    }
    return height;
}

// The title, and below it where the map is.
Box draw_title(Furniture& furniture, const FrameOptions& options, double left, double top,
               double most_width) {
    const double pad = furniture.px(12);
    const Furniture::Type title{16, true, false, Anchor::left};
    const Furniture::Type small{11, false, true, Anchor::left};
    std::vector<std::string> titles = furniture.wrapped(options.title, most_width - 2 * pad, title);
    std::vector<std::string> lines;
    for (const std::string& text : options.coordinate_lines) {
        const std::string whole = lines.empty() ? "Centre " + text : text;
        for (std::string& line : furniture.wrapped(whole, most_width - 2 * pad, small)) {
            lines.push_back(std::move(line));
        }
    }
    if (titles.empty() && lines.empty()) {
        return {};
    }
    double width = 0;
    for (const std::string& text : titles) {
        width = std::max(width, furniture.width(text, title));
    }
    for (const std::string& text : lines) {
        width = std::max(width, furniture.width(text, small));
    }
    const double title_height = furniture.px(22), line_height = furniture.px(16);
    const double gap = titles.empty() || lines.empty() ? 0 : furniture.px(2);
    const double height =
        furniture.px(18) + title_height * double(titles.size()) + gap + line_height * double(lines.size());
    const Box box{left, top, left + width + 2 * pad, top + height};
    furniture.panel(box);
    double y = top + furniture.px(9);
    for (const std::string& text : titles) {
        furniture.text(text, left + pad, y + furniture.px(16), title);
        y += title_height;
    }
    y += gap;
    for (const std::string& text : lines) {
        furniture.text(text, left + pad, y + furniture.px(12), small);
        y += line_height;
    }
    return box;
}

} // namespace

Frame lay_out_frame(const View& view, const Camera& camera, const std::vector<bool>& shown,
                    const FrameOptions& options, TextEngine& text) {
    Frame frame;
    Furniture furniture(frame, options, text);
    Box room{double{options.left_px}, double{options.top_px}, camera.width_px - double{options.right_px},
             camera.height_px - double{options.bottom_px}};
    if (room.width() < furniture.px(160) || room.height() < furniture.px(120)) {
        return frame; // too small for anything but the map
    }
    // A legend may cover half of the width; where that is too little its warning stands in the small print.
    const double legend_px = std::min(furniture.px(360), room.width() / 2);
    const bool legend = options.legend && legend_px >= furniture.px(least_legend_px);
    room.max_y -= draw_small_print(furniture, view, shown, options, room, legend);
    const double margin = furniture.px(12);
    room = room.grown(-margin);

    double top_right = room.min_y; // of what is free below the arrow
    double right_of_title = room.max_x;
    if (options.north) {
        const Box north = draw_north(furniture, camera, options, room.max_x, room.min_y);
        top_right = north.max_y + margin;
        right_of_title = north.min_x - margin;
    }
    const Box title = draw_title(furniture, options, room.min_x, room.min_y, right_of_title - room.min_x);
    double left_of_legend = room.min_x;
    if (options.scale_bar) {
        const double most = std::min(furniture.px(240), room.width() * 0.45);
        const Box bar = draw_scale_bar(furniture, camera, options, room.min_x, room.max_y, most);
        left_of_legend = bar.empty() ? left_of_legend : bar.max_x + margin;
    }
    if (legend) {
        const double below_title = title.empty() ? room.min_y : title.max_y + margin;
        const bool under = !title.empty() && title.max_x > room.max_x - furniture.px(340);
        const double top = std::max(top_right, under ? below_title : room.min_y);
        draw_legend(furniture, view, camera, shown, options, room.max_x, room.max_y,
                    std::min(legend_px, room.max_x - left_of_legend), room.max_y - top);
    }
    return frame;
}

} // namespace minemap
