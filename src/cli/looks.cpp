// SPDX-License-Identifier: MIT
#include "cli/looks.hpp"

#include <map>
#include <optional>

#include "base/error.hpp"
#include "geo/expression.hpp"
#include "mine/canonical.hpp"
#include "mine/region.hpp"

namespace minemap {
namespace {

constexpr std::size_t most_classes = 255;

Hatch hatch(HatchKind kind) {
    static constexpr Hatch hatches[] = {Hatch::none,  Hatch::diagonal, Hatch::back_diagonal,
                                        Hatch::cross, Hatch::dots,     Hatch::horizontal};
    return hatches[static_cast<std::size_t>(kind)];
}

SymbolShape shape(SymbolKind kind) {
    static constexpr SymbolShape shapes[] = {SymbolShape::circle, SymbolShape::square, SymbolShape::triangle,
                                             SymbolShape::diamond, SymbolShape::cross};
    return shapes[static_cast<std::size_t>(kind)];
}

// Land-release symbology: the class gives fill, hatch and symbol, the status the outline.
DrawClass land_release_class(ClassReading hazard, HazardStatus status) {
    const HazardSymbology& fill = symbology(hazard.value);
    const StatusSymbology& outline = symbology(status);
    const Colour line = colour_rgba(outline.line_rgba);
    DrawClass look;
    look.title = fmt::format("{}{}{}", title(hazard.value), hazard.recognised ? "" : " ?",
                             status == HazardStatus::open || status == HazardStatus::unknown ||
                                     is_released(hazard.value)
                                 ? std::string{}
                             : status == HazardStatus::worked_on ? std::string(", worked on")
                                                                 : std::string(", closed"));
    look.fill = {colour_rgba(fill.fill_rgba), hatch(fill.hatch), line};
    look.line = {line, 1.5F, outline.dashed ? std::vector<float>{6, 3} : std::vector<float>{}};
    look.symbol = {shape(fill.symbol), colour_rgba(fill.fill_rgba).with_alpha(1), line, 8};
    look.danger = danger(hazard.value);
    return look;
}

// Released ground wears the colour of its class as outline too: a red line around it would say the opposite.
DrawClass released_class(HazardClass value) {
    DrawClass look = land_release_class({value, true}, HazardStatus::closed);
    const Colour line = colour_rgba(symbology(value).fill_rgba).with_alpha(1);
    look.line.colour = line;
    look.fill.hatch_colour = line;
    look.symbol.outline = line;
    return look;
}

void apply_land_release(ViewLayer& view_layer, const HazardFields& fields) {
    const Layer& layer = *view_layer.layer;
    const auto classes = hazard_classes(layer, fields);
    const auto statuses = hazard_statuses(layer, fields);
    std::map<std::tuple<HazardClass, bool, HazardStatus>, std::uint8_t> index;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const bool released = is_released(classes[i].value);
        const HazardStatus status = released ? HazardStatus::closed : statuses[i].value;
        const auto key = std::tuple(classes[i].value, classes[i].recognised, status);
        const auto [entry, added] =
            index.try_emplace(key, static_cast<std::uint8_t>(view_layer.classes.size()));
        if (added) {
            view_layer.classes.push_back(released ? released_class(classes[i].value)
                                                  : land_release_class(classes[i], status));
        }
        view_layer.class_of[i] = entry->second;
    }
}

DrawClass region_class(bool second_level) {
    DrawClass look;
    look.line = {colour_rgba(0x4A4A55FF), 1.2F,
                 second_level ? std::vector<float>{8, 3, 2, 3} : std::vector<float>{}};
    look.casing = Line{colour_rgba(0xF6F5F1CC), 2.5F, {}};
    look.symbol = {SymbolShape::circle, colour_rgba(0x4A4A55FF), colour_rgba(0x4A4A55FF), 5};
    return look;
}

DrawClass context_class() {
    DrawClass look;
    look.fill = {colour_rgba(0x8A94A033), Hatch::none, {}};
    look.line = {colour_rgba(0x66707899), 1.0F, {}};
    look.symbol = {SymbolShape::circle, colour_rgba(0x667078FF), colour_rgba(0xF6F5F1FF), 6};
    return look;
}

void apply_one(ViewLayer& view_layer, DrawClass look) {
    view_layer.classes.push_back(std::move(look));
    view_layer.class_of.assign(view_layer.layer->size(), 0);
}

// The first rule that is true wins; what no rule takes looks like `else`, and without one like nothing that
// could be overlooked: a grey outline. No record is ever left undrawn by its style.
void apply_rules(ViewLayer& view_layer, const StyleSpec& style, const std::vector<FieldAlias>& aliases) {
    const Layer& layer = *view_layer.layer;
    if (style.rules.size() + 1 > most_classes) {
        fail(Errc::usage, "Layer '{}': a style holds at most {} rules, not {}.", view_layer.name,
             most_classes - 1, style.rules.size());
    }
    std::vector<Expression> conditions;
    for (const StyleRule& rule : style.rules) {
        conditions.emplace_back(rule.when, layer.info(), aliases);
        view_layer.classes.push_back(rule.look);
        if (view_layer.classes.back().title.empty()) {
            view_layer.classes.back().title = rule.when;
        }
    }
    DrawClass otherwise = style.otherwise.value_or(context_class());
    otherwise.title = otherwise.title.empty() ? "other" : otherwise.title;
    view_layer.classes.push_back(std::move(otherwise));
    for (std::size_t i = 0; i < layer.size(); ++i) {
        std::size_t wins = conditions.size();
        for (std::size_t c = 0; c < conditions.size() && wins == conditions.size(); ++c) {
            wins = conditions[c].matches(layer.features(), i) ? c : wins;
        }
        view_layer.class_of[i] = static_cast<std::uint8_t>(wins);
    }
}

void apply_labels(ViewLayer& view_layer, const std::string& text, const std::vector<FieldAlias>& aliases) {
    if (text.empty()) {
        return;
    }
    Expression label(text, view_layer.layer->info(), aliases);
    view_layer.label_of.resize(view_layer.layer->size());
    for (std::size_t i = 0; i < view_layer.label_of.size(); ++i) {
        view_layer.label_of[i] = label.text(view_layer.layer->features(), i);
    }
}

} // namespace

void apply_looks(ViewLayer& view_layer, const MapLayer& map_layer, const std::string& language) {
    const Layer& layer = *view_layer.layer;
    view_layer.class_of.assign(layer.size(), 0);
    const StyleSpec& style = map_layer.style;
    const std::vector<FieldAlias> aliases = canonical_aliases(layer.schema(), map_layer.fields);
    const std::string preset = !style.preset.empty()              ? style.preset
                               : !style.rules.empty()             ? "rules"
                               : view_layer.role == Role::region  ? "region-1"
                               : view_layer.role == Role::context ? "context"
                                                                  : "land-release";
    if (preset == "rules") {
        apply_rules(view_layer, style, aliases);
    } else if (preset == "land-release") {
        apply_land_release(view_layer, find_hazard_fields(layer.schema(), map_layer.fields));
    } else if (preset == "region-1" || preset == "region-2") {
        apply_one(view_layer, region_class(preset == "region-2"));
    } else if (preset == "context") {
        apply_one(view_layer, context_class());
    } else {
        fail(Errc::usage,
             "Layer '{}': there is no style '{}'. The styles are land-release, region-1, region-2 and "
             "context.",
             view_layer.name, preset);
    }

    if (view_layer.role == Role::region) {
        const auto field = region_name_field(layer.schema(), map_layer.name_field, language);
        if (field) {
            view_layer.label_of.resize(layer.size());
            for (std::size_t i = 0; i < layer.size(); ++i) {
                view_layer.label_of[i] = to_text(layer.column(*field), i);
            }
        }
        view_layer.label = {12, colour_rgba(0x4A4A55FF), colour_rgba(0xF6F5F1FF), 2, true, 1.5F};
    }
    const std::string label = !style.label_text.empty() ? style.label_text : map_layer.label;
    if (!label.empty()) {
        apply_labels(view_layer, label, aliases);
    }
    if (style.label_size_px) {
        view_layer.label.size_px = *style.label_size_px;
    }
}

} // namespace minemap
