// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "scene/grid.hpp"
#include "scene/style.hpp"
#include "scene/view.hpp"

namespace minemap {

// The words of map documents, each table in the order in which errors list them. Shared by the reader, the
// writer and the command line.
template <class Value>
struct Word {
    std::string_view text;
    Value value;
};

inline constexpr Word<Role> role_words[] = {{"hazard", Role::hazard},
                                            {"region", Role::region},
                                            {"context", Role::context},
                                            {"records", Role::records}};

inline constexpr Word<Hatch> hatch_words[] = {
    {"none", Hatch::none},   {"diagonal", Hatch::diagonal}, {"back-diagonal", Hatch::back_diagonal},
    {"cross", Hatch::cross}, {"dots", Hatch::dots},         {"horizontal", Hatch::horizontal}};

inline constexpr Word<SymbolShape> symbol_words[] = {
    {"none", SymbolShape::none},         {"circle", SymbolShape::circle},   {"square", SymbolShape::square},
    {"triangle", SymbolShape::triangle}, {"diamond", SymbolShape::diamond}, {"cross", SymbolShape::cross}};

inline constexpr std::string_view style_presets[] = {"land-release", "region-1", "region-2", "context"};
inline constexpr Word<GridKind> grid_words[] = {{"gauss-kruger", GridKind::gauss_kruger},
                                                {"utm", GridKind::utm},
                                                {"graticule", GridKind::graticule},
                                                {"none", GridKind::none}};
inline constexpr std::string_view north_words[] = {"true", "none"};

template <class Value, std::size_t n>
constexpr std::string_view word_of(const Word<Value> (&words)[n], Value value) {
    for (const Word<Value>& word : words) {
        if (word.value == value) {
            return word.text;
        }
    }
    return {};
}

// What a rule leaves unsaid follows from what it says: the same sums for reading and for leaving out when
// saving.
inline Symbol default_symbol(const DrawClass& look) {
    Colour fill = look.fill.colour;
    fill.a = 255;
    return {SymbolShape::circle, fill, look.line.width_px > 0 ? look.line.colour : fill, 8};
}
inline Colour default_hatch_colour(const DrawClass& look) {
    Colour colour = look.line.width_px > 0 ? look.line.colour : look.fill.colour;
    colour.a = 255;
    return colour;
}

} // namespace minemap
