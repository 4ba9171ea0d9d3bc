// SPDX-License-Identifier: MIT
#include <cmath>

#include <fmt/format.h>
#include <imgui.h>

#include "viewer/interface_style.hpp"
#include "viewer/panels.hpp"

namespace minemap {
namespace {

constexpr ImGuiWindowFlags bar_flags =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse;

// "1:12,500", rounded to three digits.
std::string scale_text(double denominator) {
    if (!(denominator > 0)) {
        return "1:–";
    }
    const double unit = std::pow(10, std::floor(std::log10(denominator)) - 2);
    std::string digits = fmt::format("{:.0f}", std::round(denominator / unit) * unit);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return "1:" + digits;
}

std::string counts_text(const ViewState& state) {
    std::int64_t shown = 0, hidden = 0, without_place = 0;
    for (const LayerState& layer : state.layers) {
        if (!layer.layer) {
            continue;
        }
        const auto features = static_cast<std::int64_t>(layer.layer->layer->size());
        (layer.visible ? shown : hidden) += features;
        hidden += layer.layer->hidden;
        without_place += layer.layer->without_place;
    }
    std::string text = fmt::format("{} shown", shown);
    text += hidden > 0 ? fmt::format(", {} hidden", hidden) : "";
    return text + (without_place > 0 ? fmt::format(", {} without a place", without_place) : "");
}

std::string coordinate_text(const ViewState& state) {
    if (state.notations.empty()) {
        return "Move over the map for coordinates";
    }
    const std::string& text = state.notations[state.notation % state.notations.size()];
    return text.empty() ? "This notation does not reach here" : text;
}

} // namespace

// The operation with the worst accuracy among the layers that are shown: "EPSG:15865, 4.5 m".
std::string operation_text(const ViewState& state) {
    const ViewLayer* worst = nullptr;
    for (const LayerState& layer : state.layers) {
        if (!layer.layer || !layer.visible || layer.layer->operation.empty()) {
            continue;
        }
        if (!layer.layer->accuracy_m) {
            return "accuracy unknown";
        }
        if (worst == nullptr || *layer.layer->accuracy_m > *worst->accuracy_m) {
            worst = layer.layer.get();
        }
    }
    if (worst == nullptr) {
        return {};
    }
    const std::string& text = worst->operation;
    const std::size_t open = text.rfind('['), close = text.rfind(']');
    const std::string code =
        open != std::string::npos && close > open ? text.substr(open + 1, close - open - 1) : text;
    return fmt::format("{}, {:g} m", code, *worst->accuracy_m);
}

void draw_status_line(ViewState& state) {
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos(ImVec2(0, display.y - status_height_px));
    ImGui::SetNextWindowSize(ImVec2(display.x, status_height_px));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(12, 3));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
    ImGui::PushFont(interface_fonts().small);
    if (ImGui::Begin("status", nullptr, bar_flags)) {
        const float right = ImGui::GetContentRegionMax().x;
        const std::string crs =
            state.view ? (state.view->crs.code().empty() ? state.view->crs.name() : state.view->crs.code())
                       : std::string{};
        std::string tail = counts_text(state);
        if (state.loading()) {
            tail += "   loading, Esc stops";
        }
        std::string middle = fmt::format("{}    {}", scale_text(state.scale_denominator), crs);
        const std::string operation = operation_text(state);
        // A narrow window keeps the coordinate whole and leaves this to the layer panel.
        const float coordinate_width = ImGui::CalcTextSize(coordinate_text(state).c_str()).x;
        const std::string longer = operation.empty() ? middle : middle + "    by " + operation;
        if (coordinate_width + ImGui::CalcTextSize((longer + tail).c_str()).x + 80 < right) {
            middle = longer;
        }
        const float tail_width = ImGui::CalcTextSize(tail.c_str()).x;
        const float middle_width = ImGui::CalcTextSize(middle.c_str()).x;
        const float left_room = right - tail_width - middle_width - 60;

        ImGui::AlignTextToFramePadding();
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::PushClipRect(at, ImVec2(at.x + left_room, at.y + status_height_px), true);
        ImGui::TextUnformatted(coordinate_text(state).c_str());
        ImGui::PopClipRect();
        if (ImGui::IsItemHovered()) {
            ImGui::SetTooltip("Click for the next notation (C)");
        }
        if (ImGui::IsItemClicked() && !state.notations.empty()) {
            state.notation = (state.notation + 1) % state.notations.size();
        }
        ImGui::SameLine(right - tail_width - middle_width - 32);
        ImGui::TextUnformatted(middle.c_str());
        ImGui::SameLine(right - tail_width);
        ImGui::TextDisabled("%s", tail.c_str());
    }
    ImGui::End();
    ImGui::PopFont();
    ImGui::PopStyleVar(3);
}

} // namespace minemap
