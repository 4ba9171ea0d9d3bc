// SPDX-License-Identifier: MIT
#include "scene/map.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "scene/map_words.hpp"

namespace minemap {

namespace {

using Json = nlohmann::ordered_json;

// The double that is written with the digits of the float: 1.2, not 1.2000000476837158.
double short_number(float value) {
    const std::string text = fmt::format("{}", value);
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::string colour_text(Colour colour) {
    const std::string rgb = fmt::format("#{:02X}{:02X}{:02X}", colour.r, colour.g, colour.b);
    return colour.a == 255 ? rgb : rgb + fmt::format("{:02X}", colour.a);
}

Json line_json(const Line& line) {
    Json json{{"colour", colour_text(line.colour)}, {"width_px", short_number(line.width_px)}};
    for (const float length : line.dash_px) {
        json["dash_px"].push_back(short_number(length));
    }
    return json;
}

Json symbol_json(const Symbol& symbol, const Symbol& usual) {
    const std::string shape(word_of(symbol_words, symbol.shape));
    Json json{{"shape", shape}};
    if (symbol.size_px != usual.size_px) {
        json["size_px"] = short_number(symbol.size_px);
    }
    if (symbol.fill != usual.fill) {
        json["fill"] = colour_text(symbol.fill);
    }
    if (symbol.outline != usual.outline) {
        json["outline"] = colour_text(symbol.outline);
    }
    return json.size() == 1 ? Json(shape) : json;
}

Json look_json(const DrawClass& look, Json json, const std::string& usual_title, int usual_danger) {
    if (look.title != usual_title) {
        json["title"] = look.title;
    }
    if (look.fill.colour.a > 0) {
        json["fill"] = colour_text(look.fill.colour);
    }
    if (look.fill.hatch != Hatch::none) {
        json["hatch"] = word_of(hatch_words, look.fill.hatch);
        if (look.fill.hatch_colour != default_hatch_colour(look)) {
            json["hatch_colour"] = colour_text(look.fill.hatch_colour);
        }
    }
    if (look.line.width_px > 0) {
        json["line"] = line_json(look.line);
    }
    if (look.casing) {
        json["casing"] = line_json(*look.casing);
    }
    const Json symbol = symbol_json(look.symbol, default_symbol(look));
    if (symbol != "circle") {
        json["symbol"] = symbol;
    }
    if (look.danger != usual_danger) {
        json["danger"] = look.danger;
    }
    return json;
}

Json style_json(const StyleSpec& style) {
    if (style.rules.empty() && !style.otherwise && style.label_text.empty() && !style.label_size_px) {
        return style.preset.empty() ? Json(nullptr) : Json(style.preset);
    }
    Json json = Json::object();
    if (!style.preset.empty()) {
        json["preset"] = style.preset;
    }
    const int n = static_cast<int>(style.rules.size());
    for (int i = 0; i < n; ++i) {
        const StyleRule& rule = style.rules[static_cast<std::size_t>(i)];
        json["rules"].push_back(look_json(rule.look, Json{{"when", rule.when}}, rule.when, n - i));
    }
    if (style.otherwise) {
        json["else"] = look_json(*style.otherwise, Json::object(), "other", 0);
    }
    if (!style.label_text.empty()) {
        json["label"]["text"] = style.label_text;
    }
    if (style.label_size_px) {
        json["label"]["size_px"] = short_number(*style.label_size_px);
    }
    return json;
}

void put(Json& json, const char* key, const std::string& text) {
    if (!text.empty()) {
        json[key] = text;
    }
}

// Puts back what the reader did not know, wherever the thing around it still exists.
void restore_unknown(Json& json, const std::string& unknown) {
    if (unknown.empty()) {
        return;
    }
    const Json kept = Json::parse(unknown);
    for (const auto& [pointer, value] : kept.items()) {
        const Json::json_pointer place(pointer), around = place.parent_pointer();
        const bool is_there = json.contains(around) && json[around].is_object();
        const bool can_be_made = !json.contains(around) && json.contains(around.parent_pointer()) &&
                                 json[around.parent_pointer()].is_object();
        if (is_there || can_be_made) {
            json[place] = value;
        }
    }
}

Json layer_json(const MapLayer& layer) {
    Json json{{"name", layer.name}, {"source", layer.source}, {"role", word_of(role_words, layer.role)}};
    put(json, "src_crs", layer.src_crs);
    put(json, "operation", layer.operation);
    put(json, "encoding", layer.encoding);
    for (const auto& [column, field] : layer.fields) {
        json["fields"][column] = field;
    }
    put(json, "where", layer.where);
    json["visible"] = layer.visible;
    json["opacity"] = layer.opacity;
    put(json, "name_field", layer.name_field);
    if (Json style = style_json(layer.style); !style.is_null()) {
        json["style"] = std::move(style);
    }
    put(json, "label", layer.label);
    Json attribution = Json::object();
    put(attribution, "source", layer.attribution_source);
    put(attribution, "date", layer.attribution_date);
    put(attribution, "licence", layer.attribution_licence);
    if (!attribution.empty()) {
        json["attribution"] = std::move(attribution);
    }
    restore_unknown(json, layer.unknown_json);
    return json;
}

Json map_json(const MapDocument& map) {
    Json json{{"minemap", 1}};
    put(json, "title", map.title);
    put(json, "language", map.language);
    Json view = Json::object();
    put(view, "crs", map.view_crs);
    if (map.view_extent) {
        view["extent"] = *map.view_extent;
    }
    view["rotation_deg"] = map.view_rotation_deg;
    json["view"] = std::move(view);
    json["layers"] = Json::array();
    for (const MapLayer& layer : map.layers) {
        json["layers"].push_back(layer_json(layer));
    }
    Json frame{{"grid", word_of(grid_words, map.frame.grid)}};
    if (map.frame.sheets) {
        frame["sheets"] = *map.frame.sheets;
    }
    frame["legend"] = map.frame.legend;
    frame["scale_bar"] = map.frame.scale_bar;
    frame["north"] = map.frame.north;
    json["frame"] = std::move(frame);
    restore_unknown(json, map.unknown_json);
    return json;
}

} // namespace

void write_map(const MapDocument& map, const std::string& path) {
    // Beside the target and renamed at the end: a full disk leaves the old document as it was.
    const std::string draft = path + ".part";
    errno = 0;
    std::ofstream out(draft, std::ios::binary | std::ios::trunc);
    out << map_json(map).dump(2) << '\n';
    out.close();
    std::error_code error;
    if (out) {
        std::filesystem::rename(draft, path, error);
    }
    if (!out || error) {
        const std::string reason = error ? error.message() : std::strerror(errno);
        std::filesystem::remove(draft, error);
        fail(Errc::write, "{}: the map document cannot be written ({}). Nothing was changed.", path, reason);
    }
}

} // namespace minemap
