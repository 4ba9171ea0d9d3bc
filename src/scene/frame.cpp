// SPDX-License-Identifier: MIT
#include "scene/frame.hpp"

#include <algorithm>

#include "geo/card.hpp"
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

// What the layers in the picture say of themselves, each once: how they were placed, then their sources.
std::string remarks_of_layers(const View& view, const std::vector<bool>& shown) {
    std::vector<Step> operations; // each once, with the largest spread
    std::vector<std::string> sources;
    for (std::size_t i = 0; i < view.layers.size(); ++i) {
        const ViewLayer& layer = *view.layers[i];
        if (i < shown.size() && !shown[i]) {
            continue;
        }
        if (layer.placed_by) {
            const auto same = std::find_if(operations.begin(), operations.end(), [&](const Step& step) {
                return step.code == layer.placed_by->code &&
                       (!step.code.empty() || step.what == layer.placed_by->what);
            });
            if (same == operations.end()) {
                operations.push_back(*layer.placed_by);
            } else if (layer.placed_by->spread_m > same->spread_m) {
                *same = *layer.placed_by;
            }
        }
        if (!layer.attribution.empty() &&
            std::find(sources.begin(), sources.end(), layer.attribution) == sources.end()) {
            sources.push_back(layer.attribution);
        }
    }
    std::vector<std::string> once;
    for (const Step& step : operations) {
        once.push_back("Positions by " + short_card(step));
    }
    once.insert(once.end(), sources.begin(), sources.end());
    std::string all;
    for (const std::string& text : once) {
        all += (all.empty() ? "" : "  ·  ") + text;
    }
    return all;
}

// A strip over the whole width: the warning first, then the sources in small print. Returns its box.
Box draw_small_print(Furniture& furniture, const View& view, const std::vector<bool>& shown,
                     const FrameOptions& options, const Box& room, bool legend) {
    const bool warn = options.safety_note && shows_records(view, shown);
    std::string sources = remarks_of_layers(view, shown);
    if (!options.grid_note.empty()) {
        sources = options.grid_note + (sources.empty() ? "" : "  ·  " + sources);
    }
    if (!warn && sources.empty()) {
        return {};
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
    const Box box{room.min_x, room.max_y - height, room.max_x, room.max_y};
    furniture.panel(box, 0);
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
    return box;
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
    const auto counts =
        options.legend ? count_classes(view, shown, camera.visible()) : std::vector<ClassCount>{};
    return lay_out_frame(view, camera, shown, counts, options, text);
}

Frame lay_out_frame(const View& view, const Camera& camera, const std::vector<bool>& shown,
                    const std::vector<ClassCount>& counts, const FrameOptions& options, TextEngine& text) {
    Frame frame;
    Furniture furniture(frame, options, text);
    Box room{double{options.left_px}, double{options.top_px}, camera.width_px - double{options.right_px},
             camera.height_px - double{options.bottom_px}};
    // The warnings come before all else, then the title; what then finds no room is left out.
    const double legend_px = std::min(furniture.px(360), room.width() / 2);
    const bool legend = options.legend && legend_px >= furniture.px(least_legend_px);
    const Box small_print = furniture.fitted(
        room, [&] { return draw_small_print(furniture, view, shown, options, room, legend); });
    room.max_y = small_print.empty() ? room.max_y : small_print.min_y;
    frame.map = room;
    const double margin = furniture.px(12);
    const auto reach = [&](double band_px) { return band_px > 0 ? furniture.px(band_px + 4) : margin; };
    const double side = reach(options.grid_band.side_px), end = reach(options.grid_band.end_px);
    room = {room.min_x + side, room.min_y + end, room.max_x - side, room.max_y - end};

    // The title leaves the width of the arrow free.
    const double arrow_px = options.north ? furniture.px(88) : 0;
    const Box title = furniture.fitted(room, [&] {
        return draw_title(furniture, options, room.min_x, room.min_y, room.width() - arrow_px);
    });
    double top = room.min_y;
    if (options.north) {
        const Box north = furniture.fitted(
            room, [&] { return draw_north(furniture, camera, options, room.max_x, room.min_y); });
        top = north.empty() ? top : north.max_y + margin;
    }
    if (options.scale_bar) {
        const double most = std::min(furniture.px(240), room.width() * 0.45);
        furniture.fitted(
            room, [&] { return draw_scale_bar(furniture, camera, options, room.min_x, room.max_y, most); });
    }
    if (legend) {
        const bool under = !title.empty() && title.max_x > room.max_x - legend_px;
        top = std::max(top, under ? title.max_y + margin : top);
        furniture.fitted(room, [&] {
            return draw_legend(furniture, view, camera, shown, counts, options, room.max_x, room.max_y,
                               legend_px, room.max_y - top);
        });
    }
    return frame;
}

} // namespace minemap
