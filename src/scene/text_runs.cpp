// SPDX-License-Identifier: MIT
#include "scene/text_runs.hpp"

#include <algorithm>

#include <hb.h>

namespace minemap {
namespace {

enum class Direction : std::uint8_t { left, right, number, neutral };

bool is_open_script(hb_script_t script) {
    return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN;
}

bool is_mark(hb_unicode_general_category_t category) {
    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

Direction direction_of(char32_t c, hb_script_t script, hb_unicode_general_category_t category) {
    if (category == HB_UNICODE_GENERAL_CATEGORY_DECIMAL_NUMBER) {
        return Direction::number;
    }
    if (c == 0x200E || c == 0x200F) { // the marks that stand for a strong letter
        return c == 0x200E ? Direction::left : Direction::right;
    }
    if (is_open_script(script) || is_mark(category)) {
        return Direction::neutral;
    }
    return hb_script_get_horizontal_direction(script) == HB_DIRECTION_RTL ? Direction::right
                                                                          : Direction::left;
}

// Embedding level of every character (rules W and N of the algorithm, cut down to one paragraph without
// embeddings).
std::vector<std::uint8_t> levels(const std::vector<Direction>& kinds) {
    const auto strong = std::find_if(kinds.begin(), kinds.end(), [](Direction d) {
        return d == Direction::left || d == Direction::right;
    });
    const bool base_right = strong != kinds.end() && *strong == Direction::right;
    const std::uint8_t base = base_right ? 1 : 0;
    const std::uint8_t left_level = base_right ? 2 : 0;

    std::vector<std::uint8_t> level(kinds.size(), base);
    Direction before = base_right ? Direction::right : Direction::left; // last strong letter
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i] == Direction::neutral) {
            // Neutrals between two of one direction go with them, else with the line. A number counts as what
            // it follows.
            std::size_t end = i;
            while (end < kinds.size() && kinds[end] == Direction::neutral) {
                ++end;
            }
            const Direction line = base_right ? Direction::right : Direction::left;
            const Direction after = end == kinds.size()               ? line
                                    : kinds[end] == Direction::number ? before
                                                                      : kinds[end];
            const Direction mine = before == after ? before : line;
            std::fill(level.begin() + static_cast<std::ptrdiff_t>(i),
                      level.begin() + static_cast<std::ptrdiff_t>(end),
                      mine == Direction::right ? std::uint8_t{1} : left_level);
            i = end - 1;
        } else if (kinds[i] == Direction::number) {
            level[i] = before == Direction::right ? 2 : left_level;
            // Separators inside a number stay in it: 12.5, 1:25 000.
        } else {
            before = kinds[i];
            level[i] = kinds[i] == Direction::right ? 1 : left_level;
        }
    }
    for (std::size_t i = 1; i + 1 < kinds.size(); ++i) {
        if (kinds[i] == Direction::neutral && kinds[i - 1] == Direction::number &&
            kinds[i + 1] == Direction::number) {
            level[i] = level[i - 1];
        }
    }
    return level;
}

struct LevelRun {
    ScriptRun run;
    std::uint8_t level;
};

// Rule L2: from the highest level down, reverse every stretch of runs at that level or above.
void into_visual_order(std::vector<LevelRun>& runs) {
    const auto highest = std::max_element(
        runs.begin(), runs.end(), [](const LevelRun& a, const LevelRun& b) { return a.level < b.level; });
    for (int level = highest == runs.end() ? 0 : highest->level; level > 0; --level) {
        for (auto first = runs.begin(); first != runs.end();) {
            if (first->level < level) {
                ++first;
                continue;
            }
            const auto last =
                std::find_if(first, runs.end(), [&](const LevelRun& r) { return r.level < level; });
            std::reverse(first, last);
            first = last;
        }
    }
}

} // namespace

std::vector<ScriptRun> script_runs(std::u32string_view text) {
    hb_unicode_funcs_t* unicode = hb_unicode_funcs_get_default(); // owned by HarfBuzz
    std::vector<hb_script_t> scripts(text.size());
    std::vector<Direction> kinds(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        scripts[i] = hb_unicode_script(unicode, text[i]);
        kinds[i] = direction_of(text[i], scripts[i], hb_unicode_general_category(unicode, text[i]));
    }
    // Characters of no script belong to the one before them, at the start to the first that follows.
    hb_script_t current = HB_SCRIPT_LATIN;
    if (const auto first = std::find_if_not(scripts.begin(), scripts.end(), is_open_script);
        first != scripts.end()) {
        current = *first;
    }
    for (hb_script_t& script : scripts) {
        current = is_open_script(script) ? current : script;
        script = current;
    }
    const std::vector<std::uint8_t> level = levels(kinds);

    std::vector<LevelRun> runs;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (runs.empty() || runs.back().run.script != scripts[i] || runs.back().level != level[i]) {
            runs.push_back({{i, i, scripts[i], level[i] % 2 == 1}, level[i]});
        }
        runs.back().run.last = i + 1;
    }
    into_visual_order(runs);
    std::vector<ScriptRun> out;
    out.reserve(runs.size());
    for (const LevelRun& run : runs) {
        out.push_back(run.run);
    }
    return out;
}

} // namespace minemap
