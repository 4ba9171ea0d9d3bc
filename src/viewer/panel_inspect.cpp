// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>
#include <imgui.h>

#include "mine/hazard.hpp"
#include "viewer/interface_style.hpp"
#include "viewer/panels.hpp"

namespace minemap {
namespace {

constexpr ImGuiWindowFlags panel_flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                         ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                         ImGuiWindowFlags_NoSavedSettings |
                                         ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;

void row(const std::string& name, const std::string& value, bool null, const InterfaceColours& colours) {
    ImGui::TableNextRow();
    ImGui::TableSetColumnIndex(0);
    ImGui::PushStyleColor(ImGuiCol_Text, im_colour(colours.secondary));
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(name.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::TableSetColumnIndex(1);
    ImGui::PushTextWrapPos(0);
    if (null) {
        ImGui::TextDisabled("\u2013");
    } else {
        ImGui::TextUnformatted(value.c_str(), value.c_str() + value.size());
    }
    ImGui::PopTextWrapPos();
}

// The canonical columns of a hazard first, in their order, then the others in that of the file.
std::vector<std::size_t> field_order(const Schema& schema) {
    const HazardFields canonical = find_hazard_fields(schema);
    std::vector<std::size_t> order;
    for (const auto& field : canonical.field) {
        if (field && std::find(order.begin(), order.end(), *field) == order.end()) {
            order.push_back(*field);
        }
    }
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        if (std::find(order.begin(), order.end(), i) == order.end()) {
            order.push_back(i);
        }
    }
    return order;
}

void draw_hit(const ViewState& state, const Hit& hit, int number) {
    const ViewLayer& view_layer = *state.view->layers[hit.layer];
    const Layer& layer = *view_layer.layer;
    const InterfaceColours& colours = interface_colours(state.dark);
    ImGui::PushID(number);
    const std::string& label =
        hit.feature < view_layer.label_of.size() ? view_layer.label_of[hit.feature] : std::string{};
    ImGui::PushFont(interface_fonts().heading);
    ImGui::PushTextWrapPos(0);
    const std::string heading =
        label.empty() ? fmt::format("Record {}", layer.features().record[hit.feature]) : label;
    ImGui::TextUnformatted(heading.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopFont();
    ImGui::PushFont(interface_fonts().small);
    ImGui::PushStyleColor(ImGuiCol_Text, im_colour(colours.secondary));
    ImGui::PushTextWrapPos(0);
    const std::string& title = view_layer.classes[view_layer.class_of[hit.feature]].title;
    ImGui::TextUnformatted(fmt::format("{}{}{}, record {}", view_layer.name, title.empty() ? "" : ": ", title,
                                       layer.features().record[hit.feature])
                               .c_str());
    if (!view_layer.operation.empty()) {
        ImGui::TextUnformatted(("Placed by " + view_layer.operation).c_str());
    }
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::PopFont();
    if (ImGui::BeginTable("attributes", 2,
                          ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingStretchProp)) {
        ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthFixed, 100);
        ImGui::TableSetupColumn("value", ImGuiTableColumnFlags_WidthStretch);
        for (const std::size_t field : field_order(layer.schema())) {
            const Column& column = layer.column(field);
            row(layer.schema().fields[field].name, to_text(column, hit.feature), column.is_null(hit.feature),
                colours);
        }
        ImGui::EndTable();
    }
    ImGui::Dummy(ImVec2(0, 8));
    ImGui::PopID();
}

// The mines recorded in a layer, where it has such a column: the total of the hand-over.
std::optional<double> mines_in(const Layer& layer) {
    const auto field = find_hazard_fields(layer.schema())[HazardColumn::mines];
    if (!field) {
        return std::nullopt;
    }
    double sum = 0;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        sum += to_number(layer.column(*field), i).value_or(0);
    }
    return sum;
}

} // namespace

bool inspector_open(const ViewState& state) {
    return state.show_inspector && !state.selection.empty() && state.view != nullptr;
}

void draw_inspector(ViewState& state) {
    if (!inspector_open(state)) {
        return;
    }
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float height = display.y - status_height_px - 2 * panel_gap_px;
    ImGui::SetNextWindowPos(ImVec2(display.x - panel_width_px - panel_gap_px, panel_gap_px));
    ImGui::SetNextWindowSizeConstraints(ImVec2(panel_width_px, 40), ImVec2(panel_width_px, height));
    ImGui::SetNextWindowSize(ImVec2(panel_width_px, 0));
    if (ImGui::Begin("inspector", nullptr, panel_flags)) {
        const std::size_t most = 50;
        const std::string heading = state.selection.size() == 1
                                        ? std::string("1 feature here")
                                        : fmt::format("{} features here", state.selection.size());
        ImGui::TextDisabled("%s", heading.c_str());
        ImGui::SameLine(ImGui::GetContentRegionMax().x - 18);
        if (ImGui::SmallButton("x")) {
            state.selection.clear();
            state.map_changed = true;
        }
        if (ImGui::IsItemHovered()) {
            ImGui::SetTooltip("Clear the selection (Esc)");
        }
        ImGui::Separator();
        for (std::size_t i = 0; i < std::min(most, state.selection.size()); ++i) {
            draw_hit(state, state.selection[i], static_cast<int>(i));
        }
        if (state.selection.size() > most) {
            ImGui::TextDisabled("and %zu more", state.selection.size() - most);
        }
        if (!state.selection.empty()) {
            const ViewLayer& layer = *state.view->layers[state.selection.front().layer];
            if (const auto mines = mines_in(*layer.layer)) {
                ImGui::Separator();
                ImGui::PushTextWrapPos(0);
                ImGui::TextUnformatted(
                    fmt::format("{}: {:.0f} mines recorded in all", layer.name, *mines).c_str());
                ImGui::PopTextWrapPos();
            }
        }
    }
    ImGui::End();
}

} // namespace minemap
