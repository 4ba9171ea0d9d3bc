// SPDX-License-Identifier: MIT
#include "scene/map.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "scene/map_words.hpp"

namespace minemap {

namespace {

using Json = nlohmann::ordered_json;

// A value of the document together with its place, so that every complaint can name both.
struct Node {
    const Json& value;
    std::string file, path;

    [[noreturn]] void must_be(std::string_view what) const {
        const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
        fail(Errc::format, "{}: {} must be {}, it is {}.", file, path.empty() ? "the document" : path, what,
             text.size() > 60 ? text.substr(0, 60) + "..." : text);
    }
    Node child(const std::string& key, const Json& of) const {
        return {of, file, path.empty() ? key : path + "." + key};
    }
    Node item(std::size_t i) const { return {value[i], file, fmt::format("{}[{}]", path, i)}; }

    std::string text() const {
        if (!value.is_string()) {
            must_be("a text");
        }
        return value.get<std::string>();
    }
    bool flag() const {
        if (!value.is_boolean()) {
            must_be("true or false");
        }
        return value.get<bool>();
    }
    double number(double from, double to, std::string_view what) const {
        if (!value.is_number() || !(value.get<double>() >= from && value.get<double>() <= to)) {
            must_be(what);
        }
        return value.get<double>();
    }
    template <class Words>
    std::size_t choice(const Words& words) const {
        std::string list;
        for (std::size_t i = 0; i < std::size(words); ++i) {
            std::string_view word;
            if constexpr (requires { words[i].text; }) {
                word = words[i].text;
            } else {
                word = words[i];
            }
            if (value.is_string() && value.get<std::string>() == word) {
                return i;
            }
            list += fmt::format("{}\"{}\"", i == 0 ? "" : i + 1 == std::size(words) ? " or " : ", ", word);
        }
        must_be(list);
    }
    Colour colour() const {
        if (value.is_string()) {
            try {
                return parse_colour(value.get<std::string>());
            } catch (const Error&) { // said below, with the place
            }
        }
        must_be("a colour such as \"#FF0000\" or \"#FF000080\"");
    }
};

// Goes over an object once: every key is either known and read, or kept for saving and named in
// `unknown_keys`. A null stands for "not said" everywhere.
class Reader {
public:
    Reader(Json& unknown, std::vector<std::string>& unknown_keys) :
        unknown_(unknown), unknown_keys_(unknown_keys) {}

    // `read(key, node)` answers whether it knows the key. `pointer` is the place inside the thing that
    // `unknown` belongs to, as a JSON pointer.
    template <class Read>
    void each(const Node& object, const std::string& pointer, Read read) {
        if (!object.value.is_object()) {
            object.must_be("an object");
        }
        for (const auto& [key, value] : object.value.items()) {
            const Node node = object.child(key, value);
            if (!read(key, node)) {
                Json::json_pointer place(pointer);
                place /= key;
                unknown_[place.to_string()] = value;
                unknown_keys_.push_back(node.path);
            }
        }
    }

private:
    Json& unknown_; // JSON pointer -> value
    std::vector<std::string>& unknown_keys_;
};

Line read_line(const Node& node, const std::string& pointer, Reader& reader) {
    Line line;
    line.width_px = 1.5F;
    reader.each(node, pointer, [&](const std::string& key, const Node& value) {
        if (key == "colour") {
            line.colour = value.colour();
        } else if (key == "width_px") {
            line.width_px = static_cast<float>(value.number(0, 100, "a number between 0 and 100"));
        } else if (key == "dash_px") {
            if (!value.value.is_array() || value.value.size() % 2 != 0) {
                value.must_be("a list of lengths: on, off, on, off");
            }
            for (std::size_t i = 0; i < value.value.size(); ++i) {
                line.dash_px.push_back(
                    static_cast<float>(value.item(i).number(0.1, 1000, "a number between 0.1 and 1000")));
            }
        } else {
            return false;
        }
        return true;
    });
    return line;
}

Symbol read_symbol(const Node& node, const std::string& pointer, Symbol symbol, Reader& reader) {
    if (node.value.is_string()) {
        symbol.shape = symbol_words[node.choice(symbol_words)].value;
        return symbol;
    }
    reader.each(node, pointer, [&](const std::string& key, const Node& value) {
        if (key == "shape") {
            symbol.shape = symbol_words[value.choice(symbol_words)].value;
        } else if (key == "size_px") {
            symbol.size_px = static_cast<float>(value.number(1, 100, "a number between 1 and 100"));
        } else if (key == "fill") {
            symbol.fill = value.colour();
        } else if (key == "outline") {
            symbol.outline = value.colour();
        } else {
            return false;
        }
        return true;
    });
    return symbol;
}

// A rule or the "else" of a style; `when` is null for the latter.
DrawClass read_look(const Node& node, const std::string& pointer, std::string* when, Reader& reader) {
    DrawClass look;
    std::optional<Colour> hatch_colour;
    std::optional<Node> symbol;
    reader.each(node, pointer, [&](const std::string& key, const Node& value) {
        if (key == "when" && when != nullptr) {
            *when = value.text();
        } else if (key == "title") {
            look.title = value.text();
        } else if (key == "fill") {
            look.fill.colour = value.colour();
        } else if (key == "hatch") {
            look.fill.hatch = hatch_words[value.choice(hatch_words)].value;
        } else if (key == "hatch_colour") {
            hatch_colour = value.colour();
        } else if (key == "line") {
            look.line = read_line(value, pointer + "/line", reader);
        } else if (key == "casing") {
            look.casing = read_line(value, pointer + "/casing", reader);
        } else if (key == "symbol") {
            symbol.emplace(value);
        } else if (key == "danger") {
            look.danger =
                static_cast<int>(std::lround(value.number(-1000, 1000, "a number between -1000 and 1000")));
        } else {
            return false;
        }
        return true;
    });
    look.fill.hatch_colour = hatch_colour.value_or(default_hatch_colour(look));
    look.symbol = default_symbol(look);
    if (symbol) {
        look.symbol = read_symbol(*symbol, pointer + "/symbol", look.symbol, reader);
    }
    return look;
}

StyleSpec read_style(const Node& node, Reader& reader) {
    StyleSpec style;
    if (node.value.is_string()) {
        style.preset = style_presets[node.choice(style_presets)];
        return style;
    }
    if (!node.value.is_object()) {
        node.must_be("the name of a preset or an object with rules");
    }
    reader.each(node, "/style", [&](const std::string& key, const Node& value) {
        if (key == "preset") {
            style.preset = style_presets[value.choice(style_presets)];
        } else if (key == "rules") {
            if (!value.value.is_array()) {
                value.must_be("a list of rules");
            }
            const int n = static_cast<int>(value.value.size());
            for (int i = 0; i < n; ++i) {
                const Node rule = value.item(static_cast<std::size_t>(i));
                StyleRule read;
                read.look = read_look(rule, fmt::format("/style/rules/{}", i), &read.when, reader);
                if (read.when.empty()) {
                    fail(Errc::format,
                         "{}: {} has no \"when\". Give it a condition, or make it the \"else\".", rule.file,
                         rule.path);
                }
                if (!rule.value.contains("title")) {
                    read.look.title = read.when;
                }
                if (!rule.value.contains("danger")) {
                    read.look.danger = n - i; // the first rule is drawn on top
                }
                style.rules.push_back(std::move(read));
            }
        } else if (key == "else") {
            style.otherwise = read_look(value, "/style/else", nullptr, reader);
            if (!value.value.contains("title")) {
                style.otherwise->title = "other";
            }
        } else if (key == "label") {
            reader.each(value, "/style/label", [&](const std::string& name, const Node& of) {
                if (name == "text") {
                    style.label_text = of.text();
                } else if (name == "size_px") {
                    style.label_size_px = static_cast<float>(of.number(4, 100, "a number between 4 and 100"));
                } else {
                    return false;
                }
                return true;
            });
        } else {
            return false;
        }
        return true;
    });
    return style;
}

void read_attribution(const Node& node, MapLayer& layer, Reader& reader) {
    reader.each(node, "/attribution", [&](const std::string& key, const Node& value) {
        std::string* const target = key == "source"    ? &layer.attribution_source
                                    : key == "date"    ? &layer.attribution_date
                                    : key == "licence" ? &layer.attribution_licence
                                                       : nullptr;
        if (target == nullptr) {
            return false;
        }
        if (!value.value.is_null()) {
            *target = value.text();
        }
        return true;
    });
}

struct TextKey {
    std::string_view key;
    std::string MapLayer::*member;
};
constexpr TextKey layer_texts[] = {{"name", &MapLayer::name},         {"source", &MapLayer::source},
                                   {"src_crs", &MapLayer::src_crs},   {"operation", &MapLayer::operation},
                                   {"encoding", &MapLayer::encoding}, {"where", &MapLayer::where},
                                   {"label", &MapLayer::label},       {"name_field", &MapLayer::name_field}};

MapLayer read_layer(const Node& node, std::vector<std::string>& unknown_keys) {
    MapLayer layer;
    Json unknown = Json::object();
    Reader reader(unknown, unknown_keys);
    reader.each(node, "", [&](const std::string& key, const Node& value) {
        for (const TextKey& known : layer_texts) {
            if (known.key == key) {
                layer.*known.member = value.value.is_null() ? std::string() : value.text();
                return true;
            }
        }
        const bool said = !value.value.is_null();
        if (key == "role") {
            layer.role = role_words[value.choice(role_words)].value;
        } else if (key == "visible") {
            layer.visible = !said || value.flag();
        } else if (key == "opacity") {
            layer.opacity = said ? value.number(0, 1, "a number between 0 and 1") : 1;
        } else if (key == "style") {
            layer.style = said ? read_style(value, reader) : StyleSpec();
        } else if (key == "attribution") {
            if (said) {
                read_attribution(value, layer, reader);
            }
        } else if (key == "fields") {
            if (said && !value.value.is_object()) {
                value.must_be("an object: column of a hazard to field of the file");
            }
            for (const auto& [column, field] : value.value.items()) {
                layer.fields.emplace_back(column, value.child(column, field).text());
            }
        } else {
            return false;
        }
        return true;
    });
    if (layer.source.empty()) {
        fail(Errc::format, "{}: {} has no \"source\". Name the file that it shows.", node.file, node.path);
    }
    if (layer.name.empty()) {
        layer.name = std::filesystem::path(layer.source.substr(0, layer.source.find('#'))).stem().string();
    }
    layer.unknown_json = unknown.empty() ? "" : unknown.dump();
    return layer;
}

std::array<double, 4> read_extent(const Node& node) {
    constexpr std::string_view what =
        "four numbers: least and least, greatest and greatest easting and northing";
    std::array<double, 4> extent{};
    if (!node.value.is_array() || node.value.size() != 4) {
        node.must_be(what);
    }
    for (std::size_t i = 0; i < 4; ++i) {
        extent.at(i) = node.item(i).number(-1e9, 1e9, "a coordinate");
    }
    if (!(extent[0] < extent[2] && extent[1] < extent[3])) {
        node.must_be(what);
    }
    return extent;
}

void read_view(const Node& node, MapDocument& map, Reader& reader) {
    reader.each(node, "/view", [&](const std::string& key, const Node& value) {
        const bool said = !value.value.is_null();
        if (key == "crs") {
            map.view_crs = said ? value.text() : "";
        } else if (key == "extent") {
            if (said) {
                map.view_extent = read_extent(value);
            }
        } else if (key == "rotation_deg") {
            map.view_rotation_deg = said ? value.number(-360, 360, "a number between -360 and 360") : 0;
        } else {
            return false;
        }
        return true;
    });
}

void read_frame(const Node& node, MapDocument& map, Reader& reader) {
    reader.each(node, "/frame", [&](const std::string& key, const Node& value) {
        const bool said = !value.value.is_null();
        if (key == "grid") {
            map.frame.grid = said ? grid_words[value.choice(grid_words)].value : GridKind::none;
        } else if (key == "sheets") {
            if (said) {
                map.frame.sheets =
                    static_cast<int>(value.number(10'000, 1'000'000, "a scale between 10000 and 1000000"));
            }
        } else if (key == "legend") {
            map.frame.legend = !said || value.flag();
        } else if (key == "scale_bar") {
            map.frame.scale_bar = !said || value.flag();
        } else if (key == "north") {
            map.frame.north = said ? north_words[value.choice(north_words)] : "none";
        } else {
            return false;
        }
        return true;
    });
}

Json parse(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        fail(Errc::open, "{}: is a folder. Give a map document (*.mmap.json).", path);
    }
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        fail(Errc::open, "{}: cannot be opened. Check the path and its permissions.", path);
    }
    std::ostringstream read;
    read << in.rdbuf();
    const std::string text = read.str();
    if (in.bad()) {
        fail(Errc::open, "{}: cannot be read to its end.", path);
    }
    // A key that stands twice would lose one of its values without a word.
    std::vector<std::set<std::string>> keys;
    const auto watch = [&](int /*depth*/, Json::parse_event_t event, Json& value) {
        if (event == Json::parse_event_t::object_start) {
            keys.emplace_back();
        } else if (event == Json::parse_event_t::object_end) {
            keys.pop_back();
        } else if (event == Json::parse_event_t::key &&
                   !keys.back().insert(value.get<std::string>()).second) {
            fail(Errc::format, "{}: the key \"{}\" stands twice in one object. Remove one of them.", path,
                 value.get<std::string>());
        }
        return true;
    };
    try {
        return Json::parse(text, watch);
    } catch (const Json::parse_error& error) {
        const std::size_t at = std::min(text.size(), error.byte == 0 ? 0 : error.byte - 1);
        const std::size_t line_start = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
        const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
        fail(Errc::format,
             "{}: line {}, column {}: this is not JSON from here on. Correct it in a text editor.", path,
             line, at - (line_start == std::string::npos ? 0 : line_start + 1) + 1);
    }
}

} // namespace

MapDocument read_map(const std::string& path) {
    const Json json = parse(path);
    const Node root{json, path, ""};
    if (!json.is_object() || !json.contains("minemap")) {
        fail(Errc::format,
             "{}: is no map document: it has no key \"minemap\". Give a file that starts with "
             "{{\"minemap\": 1, ...}}.",
             path);
    }
    MapDocument map;
    map.folder = std::filesystem::path(path).parent_path().string();
    Json unknown = Json::object();
    Reader reader(unknown, map.unknown_keys);
    reader.each(root, "", [&](const std::string& key, const Node& value) {
        const bool said = !value.value.is_null();
        if (key == "minemap") {
            if (value.value != 1) {
                value.must_be("1, the version of map documents that this minemap reads");
            }
        } else if (key == "title") {
            map.title = said ? value.text() : "";
        } else if (key == "language") {
            map.language = said ? value.text() : "";
        } else if (key == "view") {
            if (said) {
                read_view(value, map, reader);
            }
        } else if (key == "frame") {
            if (said) {
                read_frame(value, map, reader);
            }
        } else if (key == "layers") {
            if (!value.value.is_array()) {
                value.must_be("a list of layers");
            }
            for (std::size_t i = 0; i < value.value.size(); ++i) {
                map.layers.push_back(read_layer(value.item(i), map.unknown_keys));
            }
        } else {
            return false;
        }
        return true;
    });
    map.unknown_json = unknown.empty() ? "" : unknown.dump();
    return map;
}

} // namespace minemap
