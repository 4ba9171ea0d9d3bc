// SPDX-License-Identifier: MIT
#include "viewer/go_to.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"

namespace minemap {
namespace {

using Find = std::function<std::vector<FoundPlace>(const std::string&)>;

void look_up(GoTo& go_to, const Find& find) {
    go_to.changed = false;
    go_to.places.clear();
    go_to.message.clear();
    go_to.chosen.reset();
    try {
        if (go_to.text.front() != '\0') {
            go_to.places = find(go_to.text.data());
        }
        if (go_to.places.size() == 1) {
            go_to.chosen = 0;
        }
    } catch (const Error& error) {
        go_to.message = error.what();
    }
}

// From no choice the first step leads to the first place, or up to the last.
void step(GoTo& go_to, int steps) {
    if (steps == 0 || go_to.places.empty()) {
        return;
    }
    const int last = static_cast<int>(go_to.places.size()) - 1;
    const int from = go_to.chosen ? static_cast<int>(*go_to.chosen) : (steps > 0 ? -1 : last + 1);
    go_to.chosen = static_cast<std::size_t>(std::clamp(from + steps, 0, last));
}

} // namespace

std::optional<FoundPlace> settle(GoTo& go_to, const Find& find) {
    if (go_to.changed) {
        look_up(go_to, find);
    }
    step(go_to, std::exchange(go_to.steps, 0));
    const bool go = std::exchange(go_to.go, false);
    if (!go || !go_to.chosen || *go_to.chosen >= go_to.places.size()) {
        return std::nullopt;
    }
    go_to.open = false;
    return go_to.places[*go_to.chosen];
}

} // namespace minemap
