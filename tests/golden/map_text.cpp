// SPDX-License-Identifier: MIT
#include "golden/map_text.hpp"

#include <charconv>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "geo/layer.hpp"
#include "support/flat_grid.hpp"

namespace minemap::test {

namespace {

std::vector<std::string> split(const std::string& text, char by) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, by);) {
        parts.push_back(part);
    }
    return parts;
}

template <class Enum>
Enum one_of(const std::map<std::string, Enum>& names, const std::string& name) {
    const auto found = names.find(name);
    if (found == names.end()) {
        throw std::runtime_error("unknown word '" + name + "'");
    }
    return found->second;
}

const std::map<std::string, Hatch> hatches{
    {"none", Hatch::none},   {"diagonal", Hatch::diagonal}, {"back-diagonal", Hatch::back_diagonal},
    {"cross", Hatch::cross}, {"dots", Hatch::dots},         {"horizontal", Hatch::horizontal}};
const std::map<std::string, SymbolShape> shapes{
    {"none", SymbolShape::none},         {"circle", SymbolShape::circle},   {"square", SymbolShape::square},
    {"triangle", SymbolShape::triangle}, {"diamond", SymbolShape::diamond}, {"cross", SymbolShape::cross}};
const std::map<std::string, GridKind> grids{
    {"gauss-kruger", GridKind::gauss_kruger}, {"utm", GridKind::utm}, {"graticule", GridKind::graticule}};
const std::map<std::string, Role> roles{{"hazard", Role::hazard},
                                        {"region", Role::region},
                                        {"context", Role::context},
                                        {"records", Role::records}};

Line line_of(const std::string& value) {
    const auto parts = split(value, ':');
    return {parse_colour(parts.at(0)), std::stof(parts.at(1)), {}};
}

DrawClass class_of(std::istringstream& words) {
    DrawClass look;
    for (std::string word; words >> word;) {
        const std::size_t equals = word.find('=');
        const std::string key = word.substr(0, equals);
        const std::string value = equals == std::string::npos ? std::string{} : word.substr(equals + 1);
        if (key == "fill") {
            look.fill.colour = parse_colour(value);
        } else if (key == "hatch") {
            look.fill.hatch = one_of(hatches, value);
        } else if (key == "hatch-colour") {
            look.fill.hatch_colour = parse_colour(value);
        } else if (key == "line") {
            look.line = line_of(value);
        } else if (key == "casing") {
            look.casing = line_of(value);
        } else if (key == "dash") {
            for (const std::string& length : split(value, ',')) {
                look.line.dash_px.push_back(std::stof(length));
            }
        } else if (key == "symbol") {
            const auto parts = split(value, ':');
            look.symbol = {one_of(shapes, parts.at(0)), parse_colour(parts.at(1)), parse_colour(parts.at(2)),
                           std::stof(parts.at(3))};
        } else if (key == "danger") {
            look.danger = std::stoi(value);
        } else {
            throw std::runtime_error("unknown key '" + key + "'");
        }
    }
    return look;
}

// WKT without GEOS, because GEOS cannot hold what must be drawn all the same (open rings, rings of two
// points).
class Wkt {
public:
    explicit Wkt(const std::string& text) : at_(text.data()), end_(text.data() + text.size()) {}

    void append_to(Shapes& out) {
        const std::string word = next_word();
        if (word == "POINT" || word == "MULTIPOINT") {
            out.open_feature(word == "POINT" ? Kind::point : Kind::multipoint);
            each([&] {
                out.open_part(Kind::point);
                out.open_ring();
                vertex(out);
            });
        } else if (word == "LINESTRING") {
            out.open_feature(Kind::line);
            out.open_part(Kind::line);
            ring(out);
        } else if (word == "POLYGON") {
            out.open_feature(Kind::polygon);
            out.open_part(Kind::polygon);
            each([&] { ring(out); });
        } else if (word == "MULTIPOLYGON") {
            out.open_feature(Kind::multipolygon);
            each([&] {
                out.open_part(Kind::polygon);
                each([&] { ring(out); });
            });
        } else {
            throw std::runtime_error("unknown geometry '" + word + "'");
        }
    }

private:
    template <class Item>
    void each(Item item) {
        expect('(');
        do {
            item();
        } while (accept(','));
        expect(')');
    }
    void ring(Shapes& out) {
        out.open_ring();
        each([&] { vertex(out); });
    }
    void vertex(Shapes& out) {
        const double x = number();
        const double y = number();
        out.add_vertex(x, y);
    }
    void skip() {
        while (at_ < end_ && *at_ == ' ') {
            ++at_;
        }
    }
    bool accept(char c) {
        skip();
        const bool there = at_ < end_ && *at_ == c;
        at_ += there ? 1 : 0;
        return there;
    }
    void expect(char c) {
        if (!accept(c)) {
            throw std::runtime_error(std::string("expected '") + c + "' before '" + std::string(at_, end_) +
                                     "'");
        }
    }
    std::string next_word() {
        skip();
        std::string word;
        while (at_ < end_ && *at_ >= 'A' && *at_ <= 'Z') {
            word.push_back(*at_++);
        }
        return word;
    }
    double number() {
        skip();
        double value = 0;
        const auto [stopped, error] = std::from_chars(at_, end_, value);
        if (error != std::errc{}) {
            throw std::runtime_error("expected a number before '" + std::string(at_, end_) + "'");
        }
        at_ = stopped;
        return value;
    }

    const char* at_;
    const char* end_;
};

struct RawLayer {
    Role role;
    Shapes shapes;
    std::vector<std::string> class_names;
};

struct Reader {
    MapText map;
    std::map<std::string, DrawClass> classes;
    std::vector<RawLayer> layers;
    GridKind grid = GridKind::none;

    void read(const std::string& path) {
        std::ifstream in(path);
        if (!in) {
            throw std::runtime_error(path + ": cannot be read");
        }
        int number = 0;
        for (std::string line; std::getline(in, line);) {
            ++number;
            try {
                read_line(line, path.substr(0, path.rfind('/') + 1));
            } catch (const std::exception& error) {
                throw std::runtime_error(path + ":" + std::to_string(number) + ": " + error.what());
            }
        }
    }

    void read_line(const std::string& line, const std::string& folder) {
        std::istringstream words(line);
        std::string word;
        if (!(words >> word) || word[0] == '#') {
            return;
        }
        if (word == "size") {
            words >> map.camera.width_px >> map.camera.height_px;
        } else if (word == "view") {
            words >> map.camera.centre.x >> map.camera.centre.y >> map.camera.units_per_px;
            words >> map.camera.rotation_deg;
        } else if (word == "scale") {
            words >> map.options.px_scale;
        } else if (word == "highlight") {
            auto& [layer, feature] = map.options.highlighted.emplace_back();
            words >> layer >> feature;
        } else if (word == "opacity") {
            std::size_t layer = 0;
            words >> layer;
            map.options.opacity.resize(std::max(map.options.opacity.size(), layer + 1), 1);
            words >> map.options.opacity[layer];
        } else if (word == "grid") {
            words >> word;
            grid = one_of(grids, word);
        } else if (word == "include") {
            words >> word;
            read(folder + word);
        } else if (word == "class") {
            words >> word;
            classes[word] = class_of(words);
        } else if (word == "layer") {
            words >> word;
            layers.push_back({one_of(roles, word), {}, {}});
        } else {
            if (!classes.contains(word) || layers.empty()) {
                throw std::runtime_error("no class or no layer for '" + word + "'");
            }
            layers.back().class_names.push_back(word);
            Wkt(line.substr(line.find(word) + word.size())).append_to(layers.back().shapes);
        }
    }

    MapText finish() {
        for (RawLayer& raw : layers) {
            auto layer = std::make_shared<ViewLayer>();
            layer->role = raw.role;
            std::map<std::string, std::uint8_t> index;
            for (const std::string& name : raw.class_names) {
                const auto [entry, added] = index.emplace(name, static_cast<std::uint8_t>(index.size()));
                if (added) {
                    layer->classes.push_back(classes.at(name));
                }
                layer->class_of.push_back(entry->second);
            }
            Batch batch;
            for (std::size_t i = 0; i < raw.shapes.size(); ++i) {
                batch.record.push_back(static_cast<std::int64_t>(i));
            }
            batch.shapes = std::move(raw.shapes);
            layer->layer = std::make_shared<const Layer>(LayerInfo{}, std::move(batch));
            map.view.layers.push_back(std::move(layer));
        }
        if (grid != GridKind::none) {
            const float scale = map.options.px_scale;
            map.options.under_outlines =
                grid_lines(lay_out_grid(flat_grid(grid), map.camera, scale), theme("light"), scale);
        }
        return std::move(map);
    }
};

} // namespace

MapText read_map_text(const std::string& path) {
    Reader reader;
    reader.read(path);
    return reader.finish();
}

} // namespace minemap::test
