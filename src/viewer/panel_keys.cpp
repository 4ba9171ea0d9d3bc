// SPDX-License-Identifier: MIT
#include <imgui.h>

#include "viewer/interface_style.hpp"
#include "viewer/key_table.hpp"
#include "viewer/panels.hpp"

namespace minemap {

void draw_keys(ViewState& state) {
    if (!state.show_keys) {
        return;
    }
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos(ImVec2(display.x / 2, display.y / 2), 0, ImVec2(0.5F, 0.5F));
    ImGui::SetNextWindowSize(ImVec2(440, 0));
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;
    if (ImGui::Begin("keys", nullptr, flags)) {
        ImGui::PushFont(interface_fonts().heading);
        ImGui::TextUnformatted("Keys and mouse");
        ImGui::PopFont();
        ImGui::Separator();
        if (ImGui::BeginTable("table", 2)) {
            ImGui::TableSetupColumn("key", ImGuiTableColumnFlags_WidthFixed, 150);
            for (const KeyHelp& help : key_help()) {
                ImGui::TableNextRow();
                ImGui::TableSetColumnIndex(0);
                ImGui::TextUnformatted(help.keys);
                ImGui::TableSetColumnIndex(1);
                ImGui::PushTextWrapPos(0);
                ImGui::TextUnformatted(help.what);
                ImGui::PopTextWrapPos();
            }
            ImGui::EndTable();
        }
    }
    ImGui::End();
}

} // namespace minemap
