// SPDX-License-Identifier: MIT
#include "io/gpx_fields.hpp"

#include <algorithm>

#include "io/formats.hpp"
#include "mine/hazard.hpp"

namespace minemap {
namespace {

struct Element {
    const char* name;
    bool of_waypoints_alone;
    std::vector<HazardColumn> else_from; // the first that the layer has
};

// Texts; a whole number will do where it is an id.
const std::vector<Element>& text_elements() {
    static const std::vector<Element> table = {
        {"name", false, {HazardColumn::name, HazardColumn::id}},
        {"cmt", false, {}},
        {"desc", false, {HazardColumn::remarks}},
        {"src", false, {}},
        {"sym", true, {}},
        {"type", false, {HazardColumn::hazard_class}},
    };
    return table;
}

bool is_text(const Field& field) {
    return field.type == FieldType::string || field.type == FieldType::integer;
}

std::optional<std::size_t> named(const Schema& schema, std::string_view name) {
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        if (lower(schema.fields[i].name) == name) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::size_t> GpxFields::find(std::string_view element) const {
    const auto found =
        std::find_if(kept.begin(), kept.end(), [&](const Kept& one) { return element == one.element; });
    return found == kept.end() ? std::nullopt : std::optional(found->field);
}

GpxFields gpx_fields(const Schema& schema, bool waypoints) {
    GpxFields result;
    std::vector<bool> used(schema.fields.size(), false);
    const auto take = [&](const char* element, std::optional<std::size_t> field) {
        if (field && !used[*field] && !result.find(element)) {
            result.kept.push_back({element, *field});
            used[*field] = true;
        }
    };
    const auto takes = [&](const Element& element) { return waypoints || !element.of_waypoints_alone; };
    for (const Element& element : text_elements()) {
        const auto field = named(schema, element.name);
        if (takes(element) && field && is_text(schema.fields[*field])) {
            take(element.name, field);
        }
    }
    const HazardFields hazard = find_hazard_fields(schema);
    for (const Element& element : text_elements()) {
        for (const HazardColumn column : element.else_from) {
            if (hazard[column] && is_text(schema.fields[*hazard[column]])) {
                take(element.name, hazard[column]);
            }
        }
    }
    result.hazard_class = hazard[HazardColumn::hazard_class];
    if (waypoints) {
        const auto time = named(schema, "time"), height = named(schema, "ele");
        if (time && schema.fields[*time].type == FieldType::datetime) {
            take("time", time);
        }
        if (height && schema.fields[*height].type == FieldType::real) {
            result.height = height;
            used[*height] = true;
        }
    }
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (!used[i]) {
            result.rest.push_back(i);
        }
    }
    return result;
}

std::string gpx_comment(const GpxFields& fields, const Schema& schema, const Batch& batch, std::size_t f) {
    std::string text;
    for (const std::size_t i : fields.rest) {
        if (!batch.columns[i].is_null(f)) {
            text += (text.empty() ? "" : "; ") + schema.fields[i].name + ": " + to_text(batch.columns[i], f);
        }
    }
    return text;
}

} // namespace minemap
