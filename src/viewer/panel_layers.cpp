// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <imgui.h>

#include "viewer/interface_style.hpp"
#include "viewer/panels.hpp"

namespace minemap {
namespace {

constexpr ImGuiWindowFlags panel_flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                         ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                         ImGuiWindowFlags_NoSavedSettings |
                                         ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;

ImU32 packed(Colour colour) { return ImGui::GetColorU32(im_colour(colour)); }

// The class as on the map, 18 by 12 pixels: fill, hatch, outline.
void swatch(const DrawClass& look) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size(20, 13);
    const float top = at.y + (ImGui::GetTextLineHeight() - size.y) / 2;
    const ImVec2 from(at.x, top), to(at.x + size.x, top + size.y);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(from, to, packed(look.fill.colour));
    list.PushClipRect(from, to, true);
    const auto line = [&](float x, bool rising) {
        list.AddLine(ImVec2(x, rising ? to.y : from.y), ImVec2(x + size.y, rising ? from.y : to.y),
                     packed(look.fill.hatch_colour));
    };
    for (float x = from.x - size.y; x < to.x; x += 6) {
        if (look.fill.hatch == Hatch::diagonal || look.fill.hatch == Hatch::cross) {
            line(x, true);
        }
        if (look.fill.hatch == Hatch::back_diagonal || look.fill.hatch == Hatch::cross) {
            line(x, false);
        }
        if (look.fill.hatch == Hatch::dots) {
            list.AddCircleFilled(ImVec2(x + 9, top + 4), 1, packed(look.fill.hatch_colour));
            list.AddCircleFilled(ImVec2(x + 12, top + 9), 1, packed(look.fill.hatch_colour));
        }
    }
    if (look.fill.hatch == Hatch::horizontal) {
        list.AddLine(ImVec2(from.x, top + 4), ImVec2(to.x, top + 4), packed(look.fill.hatch_colour));
        list.AddLine(ImVec2(from.x, top + 9), ImVec2(to.x, top + 9), packed(look.fill.hatch_colour));
    }
    list.PopClipRect();
    list.AddRect(from, to, packed(look.line.colour), 0, 0, look.line.width_px);
    ImGui::Dummy(ImVec2(size.x, ImGui::GetTextLineHeight()));
    ImGui::SameLine();
}

void wrapped(const std::string& text, Colour colour) {
    ImGui::PushStyleColor(ImGuiCol_Text, im_colour(colour));
    ImGui::PushFont(interface_fonts().small);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(text.c_str(), text.c_str() + text.size());
    ImGui::PopTextWrapPos();
    ImGui::PopFont();
    ImGui::PopStyleColor();
}

std::string counts(const ViewLayer& layer) {
    std::string text = fmt::format("{} features", layer.layer->size());
    if (layer.without_place > 0) {
        text += fmt::format(", {} without a place", layer.without_place);
    }
    if (layer.hidden > 0) {
        text += fmt::format(", {} hidden by filter", layer.hidden);
    }
    return text;
}

// Folded away: the legend on the map shows the same with counts.
void draw_classes(const ViewLayer& layer) {
    const bool any = std::any_of(layer.classes.begin(), layer.classes.end(),
                                 [](const DrawClass& look) { return !look.title.empty(); });
    if (!any || !ImGui::TreeNode("classes", "Classes")) {
        return;
    }
    for (const DrawClass& look : layer.classes) {
        if (!look.title.empty()) {
            swatch(look);
            ImGui::TextUnformatted(look.title.c_str());
        }
    }
    ImGui::TreePop();
}

// How the layer came into the view: the transformation card, with the steps of earlier programs before it.
void draw_card(const ViewLayer& layer, Colour colour) {
    if (layer.card.empty() || !ImGui::TreeNode("position", "Position")) {
        return;
    }
    for (const std::string& line : layer.card) {
        wrapped(line, colour);
    }
    ImGui::TreePop();
}

void draw_layer(ViewState& state, std::size_t index) {
    LayerState& layer = state.layers[index];
    const InterfaceColours& colours = interface_colours(state.dark);
    ImGui::PushID(static_cast<int>(index));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(2, 2));
    const bool toggled = ImGui::Checkbox("##visible", &layer.visible);
    const float inset = ImGui::GetItemRectSize().x + ImGui::GetStyle().ItemSpacing.x;
    ImGui::PopStyleVar();
    if (toggled) {
        state.map_changed = true;
    }
    if (ImGui::IsItemHovered()) {
        ImGui::SetTooltip("Show or hide (%zu)", index + 1);
    }
    ImGui::SameLine();
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + 2);
    ImGui::PushFont(interface_fonts().heading);
    const float room = ImGui::GetContentRegionAvail().x - 50;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushClipRect(at, ImVec2(at.x + room, at.y + ImGui::GetFrameHeight()), true);
    ImGui::TextUnformatted(layer.name.c_str());
    ImGui::PopClipRect();
    ImGui::PopFont();
    if (ImGui::IsItemHovered()) {
        ImGui::SetTooltip("%s\n%s", layer.name.c_str(), layer.source.c_str());
    }
    if (layer.layer) {
        ImGui::SameLine(ImGui::GetContentRegionMax().x - 46);
        ImGui::PushStyleColor(ImGuiCol_Text, im_colour(colours.accent));
        ImGui::PushFont(interface_fonts().small);
        if (ImGui::SmallButton("zoom")) {
            state.zoom_to = index;
        }
        ImGui::PopFont();
        ImGui::PopStyleColor();
        if (ImGui::IsItemHovered()) {
            ImGui::SetTooltip("Zoom to this layer");
        }
    }
    ImGui::Indent(inset);
    if (layer.loading) {
        ImGui::ProgressBar(static_cast<float>(layer.fraction), ImVec2(-1, 4), "");
        wrapped(fmt::format("loading, {} records", layer.records), colours.secondary);
    } else if (!layer.broken.empty()) {
        wrapped("Not shown. " + layer.broken, state.dark ? colour_rgba(0xFF8A80FF) : colour_rgba(0xB3261EFF));
    } else if (layer.layer) {
        wrapped(counts(*layer.layer), colours.secondary);
        wrapped(layer.layer->operation.empty() ? layer.layer->source_crs : layer.layer->operation,
                colours.secondary);
        draw_card(*layer.layer, colours.secondary);
        draw_classes(*layer.layer);
        if (layer.issue_count > 0 &&
            ImGui::TreeNode("issues", "%lld remark%s on import", static_cast<long long>(layer.issue_count),
                            layer.issue_count == 1 ? "" : "s")) {
            for (const std::string& issue : layer.issues) {
                wrapped(issue, colours.secondary);
            }
            ImGui::TreePop();
        }
    }
    ImGui::Unindent(inset);
    ImGui::Dummy(ImVec2(0, 4));
    ImGui::PopID();
}

} // namespace

void draw_layer_panel(ViewState& state) {
    if (!state.show_layers) {
        return;
    }
    const float height = ImGui::GetIO().DisplaySize.y - status_height_px - 2 * panel_gap_px;
    ImGui::SetNextWindowPos(ImVec2(panel_gap_px, panel_gap_px));
    ImGui::SetNextWindowSizeConstraints(ImVec2(panel_width_px, 40), ImVec2(panel_width_px, height));
    ImGui::SetNextWindowSize(ImVec2(panel_width_px, 0));
    if (ImGui::Begin("layers", nullptr, panel_flags)) {
        ImGui::PushFont(interface_fonts().heading);
        ImGui::PushTextWrapPos(0);
        ImGui::TextUnformatted(state.title.empty() ? "Layers" : state.title.c_str());
        ImGui::PopTextWrapPos();
        ImGui::PopFont();
        ImGui::Separator();
        for (std::size_t i = 0; i < state.layers.size(); ++i) {
            draw_layer(state, i);
        }
    }
    ImGui::End();
}

} // namespace minemap
