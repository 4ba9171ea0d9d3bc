// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scene/frame.hpp"

namespace minemap {

// Where the parts of the frame are drawn and with what. All measures are pixels of a picture at 96 dpi; px()
// makes them ones of this picture. The y axis points down.
class Furniture {
public:
    Furniture(Frame& frame, const FrameOptions& options, TextEngine& text);

    double px(double at_96_dpi) const { return at_96_dpi * scale_; }
    const Theme& colours() const { return colours_; }

    // Paper under a part, with round corners; labels keep out of it.
    void panel(const Box& box, double radius = 6);
    void rectangle(const Box& box, Colour colour);
    void polygon(std::vector<glm::vec2> convex, Colour colour);
    void line(std::vector<glm::vec2> points, const Line& line, bool closed = false);

    struct Type {
        double size = 12; // px at 96 dpi
        bool bold = false;
        bool secondary = false;
        Anchor anchor = Anchor::left;
    };
    void text(const std::string& text, double x, double baseline, const Type& type);
    double width(std::string_view text, const Type& type) const; // px of this picture

    // How a class looks, within a box: its fill, hatch and outline, its line, or its symbol.
    enum class Swatch : std::uint8_t { area, line, symbol };
    void swatch(const Box& box, const DrawClass& look, Swatch kind);

    // Draws a part that says where it stands, and takes it back where it leaves `room` or lies on an earlier
    // part. Gives the part's box, empty when it was taken back or drew nothing.
    template <class Draw>
    Box fitted(const Box& room, Draw draw) {
        const Mark before = mark();
        const Box box = draw();
        if (!box.empty() && !fits(room, before)) {
            take_back(before);
            return {};
        }
        return box;
    }

    // Breaks a text at blanks into lines that are no wider than this.
    std::vector<std::string> wrapped(const std::string& text, double most_px, const Type& type) const;

private:
    struct Mark {
        std::size_t fills, lines, texts, taken;
    };
    Mark mark() const;
    bool fits(const Box& room, const Mark& before) const;
    void take_back(const Mark& before);
    void symbol(glm::vec2 at, const Symbol& symbol);

    Frame& frame_;
    TextEngine& text_;
    Theme colours_;
    double scale_;
};

// "1,204,000".
std::string with_commas(std::int64_t value);

// A bar of one round length, no longer than `most_px`, and the scale; returns its box, bottom left at (left,
// bottom).
Box draw_scale_bar(Furniture& furniture, const Camera& camera, const FrameOptions& options, double left,
                   double bottom, double most_px);
// True north as the long arrow, grid north as a short one where they differ; top right at (right, top).
Box draw_north(Furniture& furniture, const Camera& camera, const FrameOptions& options, double right,
               double top);
// A legend narrower than this (at 96 dpi) is left out: it would hide more than it explains.
inline constexpr double least_legend_px = 260;
// The classes in view; bottom right at (right, bottom), no larger than this. Empty when there is nothing to
// say or no room.
Box draw_legend(Furniture& furniture, const View& view, const Camera& camera, const std::vector<bool>& shown,
                const std::vector<ClassCount>& counts, const FrameOptions& options, double right,
                double bottom, double most_width, double most_height);

// The longest of 1, 2, 5 times a power of ten that is no more than this.
double round_length(double most);

} // namespace minemap
