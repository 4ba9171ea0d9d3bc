// SPDX-License-Identifier: MIT
#include <imgui.h>

#include "viewer/interface_style.hpp"
#include "viewer/panels.hpp"

namespace minemap {
namespace {

constexpr float width_px = 620;

// A cross with an open middle: what lies there stays visible. Above the map, below every panel.
void mark(const ViewState& state, const FoundPlace& place, bool chosen) {
    const glm::dvec2 at = state.camera.to_screen({place.x, place.y});
    const ImVec2 centre(static_cast<float>(at.x), static_cast<float>(at.y));
    const InterfaceColours& colours = interface_colours(state.dark);
    const ImU32 colour = ImGui::GetColorU32(im_colour(chosen ? colours.accent : colours.secondary));
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    list.AddCircle(centre, 9, colour, 24, 2);
    for (const ImVec2 direction : {ImVec2(1, 0), ImVec2(-1, 0), ImVec2(0, 1), ImVec2(0, -1)}) {
        list.AddLine(ImVec2(centre.x + direction.x * 5, centre.y + direction.y * 5),
                     ImVec2(centre.x + direction.x * 16, centre.y + direction.y * 16), colour, 2);
    }
}

void draw_choices(GoTo& go_to) {
    if (go_to.places.size() > 1) {
        ImGui::TextWrapped("This can be read in %d ways. Choose one; each is marked on the map.",
                           static_cast<int>(go_to.places.size()));
    }
    for (std::size_t i = 0; i < go_to.places.size(); ++i) {
        const FoundPlace& place = go_to.places[i];
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::Selectable("##place", i == go_to.chosen, 0,
                              ImVec2(0, 2 * ImGui::GetTextLineHeightWithSpacing()))) {
            go_to.chosen = i;
            go_to.go = true;
        }
        ImGui::SameLine();
        ImGui::BeginGroup();
        ImGui::TextUnformatted(place.what.c_str());
        ImGui::PushFont(interface_fonts().small);
        ImGui::TextDisabled("%s", place.where.c_str());
        ImGui::PopFont();
        ImGui::EndGroup();
        ImGui::PopID();
    }
}

} // namespace

void draw_go_to(ViewState& state) {
    GoTo& go_to = state.go_to;
    if (state.marked) {
        mark(state, *state.marked, true);
    }
    if (!go_to.open) {
        return;
    }
    for (std::size_t i = 0; i < go_to.places.size(); ++i) {
        mark(state, go_to.places[i], i == go_to.chosen);
    }
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos(ImVec2(display.x / 2, panel_gap_px), 0, ImVec2(0.5F, 0));
    ImGui::SetNextWindowSize(ImVec2(std::min(width_px, display.x - 2 * panel_gap_px), 0));
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;
    if (ImGui::Begin("go to", nullptr, flags)) {
        if (go_to.focus) {
            ImGui::SetKeyboardFocusHere();
            go_to.focus = false;
        }
        ImGui::SetNextItemWidth(-1);
        if (ImGui::InputTextWithHint("##text", "a coordinate in any notation, or a sheet such as J-38-22",
                                     go_to.text.data(), go_to.text.size())) {
            go_to.changed = true;
        }
        draw_choices(go_to);
        if (!go_to.message.empty()) {
            ImGui::TextWrapped("%s", go_to.message.c_str());
        }
    }
    ImGui::End();
}

} // namespace minemap
