// SPDX-License-Identifier: MIT
#include "viewer/interface_style.hpp"

#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "scene/font_files.hpp"

namespace minemap {
namespace {

const InterfaceColours light_colours = {colour_rgba(0xFFFFFFF5), colour_rgba(0x23262BFF),
                                        colour_rgba(0x5D666EFF), colour_rgba(0xE2E4E8FF),
                                        colour_rgba(0x2F6FDEFF), colour_rgba(0xEDF1F8FF)};
const InterfaceColours dark_colours = {colour_rgba(0x24272CF5), colour_rgba(0xE8EAEDFF),
                                       colour_rgba(0x9AA3ADFF), colour_rgba(0x363A41FF),
                                       colour_rgba(0x6EA0FFFF), colour_rgba(0x31363DFF)};

// Basic Latin to Latin Extended-B (Azerbaijani), Cyrillic, punctuation, arrows and signs.
const ImWchar text_ranges[] = {0x0020, 0x024F, 0x0259, 0x0259, 0x02B0, 0x02FF, 0x0300, 0x052F, 0x2010, 0x2044,
                               0x20AC, 0x20AC, 0x2116, 0x2116, 0x2190, 0x2193, 0x2212, 0x2212, 0};
const ImWchar armenian_ranges[] = {0x0530, 0x058F, 0};
const ImWchar georgian_ranges[] = {0x10A0, 0x10FF, 0x2D00, 0x2D2F, 0};

// Letters that the text font may lack, each with a character that stands for its script.
constexpr std::pair<char32_t, const ImWchar*> further_scripts[] = {{U'\u0531', armenian_ranges},
                                                                   {U'\u10D0', georgian_ranges}};

InterfaceFonts fonts;

ImFont* add_font(const FontFinder& finder, float size_px, bool bold) {
    const auto text = finder.text_font(bold);
    if (!text) {
        fail(Errc::open, "No font is installed, so nothing can be written on the map. Install the package "
                         "fonts-noto-core or "
                         "fonts-dejavu-core.");
    }
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFontConfig config;
    config.FontNo = text->index & 0xFFFF;
    config.OversampleH = 2;
    config.OversampleV = 2;
    ImFont* font = atlas.AddFontFromFileTTF(text->path.c_str(), size_px, &config, text_ranges);
    config.MergeMode = true;
    for (const auto& [character, ranges] : further_scripts) {
        const auto file = finder.font_with(character, bold);
        if (file && file->path != text->path) {
            config.FontNo = file->index & 0xFFFF;
            atlas.AddFontFromFileTTF(file->path.c_str(), size_px, &config, ranges);
        }
    }
    return font;
}

} // namespace

const InterfaceColours& interface_colours(bool dark) { return dark ? dark_colours : light_colours; }

ImVec4 im_colour(Colour colour) {
    return ImVec4(static_cast<float>(colour.r) / 255, static_cast<float>(colour.g) / 255,
                  static_cast<float>(colour.b) / 255, static_cast<float>(colour.a) / 255);
}

void apply_interface_style(bool dark) {
    const InterfaceColours& colours = interface_colours(dark);
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    style.WindowPadding = ImVec2(12, 10);
    style.FramePadding = ImVec2(8, 4);
    style.ItemSpacing = ImVec2(8, 6);
    style.ItemInnerSpacing = ImVec2(6, 4);
    style.CellPadding = ImVec2(4, 3);
    style.ScrollbarSize = 10;
    style.WindowRounding = 6;
    style.ChildRounding = 4;
    style.FrameRounding = 4;
    style.PopupRounding = 6;
    style.ScrollbarRounding = 5;
    style.WindowBorderSize = 1;
    style.FrameBorderSize = 0;
    style.WindowMinSize = ImVec2(32, 16);

    const ImVec4 text = im_colour(colours.text), line = im_colour(colours.line),
                 panel = im_colour(colours.panel);
    const ImVec4 accent = im_colour(colours.accent), hover = im_colour(colours.hover);
    const ImVec4 none(0, 0, 0, 0);
    const std::pair<ImGuiCol, ImVec4> table[] = {
        {ImGuiCol_Text, text},
        {ImGuiCol_TextDisabled, im_colour(colours.secondary)},
        {ImGuiCol_WindowBg, panel},
        {ImGuiCol_ChildBg, none},
        {ImGuiCol_PopupBg, panel},
        {ImGuiCol_Border, line},
        {ImGuiCol_FrameBg, line},
        {ImGuiCol_FrameBgHovered, hover},
        {ImGuiCol_FrameBgActive, hover},
        {ImGuiCol_ScrollbarBg, none},
        {ImGuiCol_ScrollbarGrab, line},
        {ImGuiCol_ScrollbarGrabHovered, im_colour(colours.secondary)},
        {ImGuiCol_ScrollbarGrabActive, im_colour(colours.secondary)},
        {ImGuiCol_CheckMark, accent},
        {ImGuiCol_SliderGrab, accent},
        {ImGuiCol_SliderGrabActive, accent},
        {ImGuiCol_Button, none},
        {ImGuiCol_ButtonHovered, hover},
        {ImGuiCol_ButtonActive, line},
        {ImGuiCol_Header, hover},
        {ImGuiCol_HeaderHovered, hover},
        {ImGuiCol_HeaderActive, line},
        {ImGuiCol_Separator, line},
        {ImGuiCol_PlotHistogram, accent},
        {ImGuiCol_TableBorderLight, line},
        {ImGuiCol_TableBorderStrong, line},
        {ImGuiCol_TableRowBg, none},
        {ImGuiCol_TableRowBgAlt, none},
        {ImGuiCol_NavHighlight, accent},
    };
    for (const auto& [index, colour] : table) {
        style.Colors[index] = colour;
    }
}

InterfaceFonts load_interface_fonts(float scale) {
    const FontFinder finder;
    fonts.normal = add_font(finder, std::round(17 * scale), false);
    fonts.small = add_font(finder, std::round(15 * scale), false);
    fonts.heading = add_font(finder, std::round(17 * scale), true);
    return fonts;
}

const InterfaceFonts& interface_fonts() { return fonts; }

} // namespace minemap
