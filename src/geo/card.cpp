// SPDX-License-Identifier: MIT
#include "geo/card.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "geo/versions.hpp"

namespace minemap {
namespace {

// A card is for reading: the nearest and the farthest tell it all.
constexpr std::size_t most_alternatives = 6;

std::string accuracy_text(const std::optional<double>& accuracy_m) {
    return accuracy_m ? fmt::format("{:g} m", *accuracy_m) : std::string("accuracy unknown");
}

// Noise of the last digits must not change a file.
double rounded(double metres) { return std::round(metres * 1e4) / 1e4; }

std::string named(const std::string& name, const std::string& code) {
    return code.empty() ? name : fmt::format("{} [{}]", name, code);
}

} // namespace

std::string describe(const Operation& operation) {
    return named(operation.name, operation.code) + ", " + accuracy_text(operation.accuracy_m);
}

Step step_of(const Crs& from, const Crs& to, const PinnedOperation& pinned) {
    const Operation& operation = pinned.operation;
    Step step;
    step.what = named(operation.name, operation.code);
    step.accuracy_m = operation.accuracy_m;
    step.from = describe(from);
    step.to = describe(to);
    step.code = operation.code;
    step.area = operation.changes_datum ? operation.area_name : std::string{};
    for (const Alternative& other : pinned.alternatives) {
        step.alternatives.push_back({other.operation.code, other.operation.name, other.operation.accuracy_m,
                                     rounded(other.offset_m)});
    }
    step.spread_m = rounded(pinned.spread_m);
    step.ballpark = operation.ballpark;
    step.outside_area = pinned.outside_area;
    step.software = fmt::format("PROJ {}, {}", proj_version(), proj_database_version());
    return step;
}

Step step_of_given_crs(const Crs& given, const Crs& of_file) {
    Step step;
    step.what = fmt::format("CRS {} given by the user", describe(given));
    if (of_file.known() && of_file != given) {
        step.what += fmt::format("; the file says {}", describe(of_file));
    }
    return step;
}

std::vector<std::string> card_lines(const Step& step) {
    if (!step.is_operation()) {
        return {step.what};
    }
    std::vector<std::string> lines = {fmt::format("{} to {}", step.from, step.to)};
    if (step.accuracy_m == 0.0) {
        lines.push_back(fmt::format("by {}: a conversion within one datum, accuracy 0 m", step.what));
        return lines;
    }
    lines.push_back(fmt::format("by {}, {}", step.what,
                                step.accuracy_m ? fmt::format("accuracy {:g} m", *step.accuracy_m)
                                                : std::string("accuracy unknown")));
    if (!step.area.empty()) {
        lines.push_back("area of use: " + step.area);
    }
    if (step.ballpark) {
        lines.emplace_back("a ballpark operation without a datum shift, as --allow-ballpark permits: "
                           "positions may be off by hundreds of metres");
    }
    if (step.outside_area) {
        lines.emplace_back("used outside its area of use, as --allow-ballpark permits");
    }
    std::vector<Step::Alternative> others = step.alternatives;
    std::stable_sort(others.begin(), others.end(),
                     [](const auto& a, const auto& b) { return a.offset_m > b.offset_m; });
    for (std::size_t i = 0; i < std::min(others.size(), most_alternatives); ++i) {
        const Step::Alternative& other = others[i];
        lines.push_back(fmt::format("{} ({}) would put this data up to {:.2f} m away",
                                    other.code.empty() ? other.name : other.code,
                                    accuracy_text(other.accuracy_m), other.offset_m));
    }
    if (others.size() > most_alternatives) {
        lines.push_back(
            fmt::format("and {} more, none of them farther away", others.size() - most_alternatives));
    }
    lines.push_back(others.empty() ? std::string("no other operation applies here")
                                   : fmt::format("spread {:.2f} m", step.spread_m));
    return lines;
}

std::optional<double> accuracy_of(const std::vector<Step>& steps) {
    double squares_m2 = 0;
    for (const Step& step : steps) {
        if (step.is_operation() && !step.accuracy_m) {
            return std::nullopt;
        }
        squares_m2 += step.is_operation() ? *step.accuracy_m * *step.accuracy_m : 0;
    }
    return std::sqrt(squares_m2);
}

std::string short_card(const Step& step) {
    std::string text =
        fmt::format("{}, {}", step.code.empty() ? step.what : step.code, accuracy_text(step.accuracy_m));
    if (step.ballpark) {
        text += ", ballpark";
    }
    if (step.outside_area) {
        text += ", outside its area of use";
    }
    if (!step.alternatives.empty()) {
        text += fmt::format("; others up to {:.2f} m away", step.spread_m);
    }
    return text;
}

} // namespace minemap
