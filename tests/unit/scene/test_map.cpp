// SPDX-License-Identifier: MIT
#include "scene/map.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace minemap;

namespace {

// A folder of its own for each test case.
struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("minemap-map-" + std::to_string(getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    std::string file(const std::string& name, const std::string& text) const {
        std::ofstream(path / name, std::ios::binary) << text;
        return (path / name).string();
    }
};

std::string text_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

const char* const whole_document = R"json({
  "minemap": 1, "title": "Karabakh (fictional)", "language": "az",
  "view": {"crs": "EPSG:28408", "extent": [8600000, 4300000, 8700000, 4450000], "rotation_deg": 12.5},
  "layers": [
    {"name": "Aghdam hand-over", "source": "aghdam_sk42.shp#aghdam_sk42", "role": "hazard", "src_crs": null,
     "operation": "EPSG:15865", "encoding": "CP1251", "fields": {"class": "TIP"}, "where": null, "visible": false,
     "opacity": 0.5, "style": "land-release", "label": "id"},
    {"name": "Districts", "source": "districts.gpkg", "role": "region", "name_field": "name_az", "style": "region-1",
     "attribution": {"source": "illustrative", "date": "2026-11", "licence": "CC0"}},
    {"source": "PG:dbname=mines", "role": "hazard", "style": {
      "rules": [{"when": "class = 'CHA'", "fill": "#FF000080", "hatch": "cross",
                 "line": {"colour": "#FF0000", "width_px": 1.2, "dash_px": [6, 3]}, "symbol": "triangle"},
                {"when": "mines > 100", "fill": "#F4A718", "danger": 7, "title": "many"}],
      "else": {"fill": "#88888840"}, "label": {"text": "name", "size_px": 12}}}
  ],
  "frame": {
    "grid" : "gauss-kruger", "sheets" : 50000, "legend" : false, "scale_bar" : true, "north" : "true"
}
})json";

void check_whole_document(const MapDocument& map) {
    CHECK(map.title == "Karabakh (fictional)");
    CHECK(map.language == "az");
    CHECK(map.view_crs == "EPSG:28408");
    REQUIRE(map.view_extent);
    CHECK(*map.view_extent == std::array<double, 4>{8600000, 4300000, 8700000, 4450000});
    CHECK(map.view_rotation_deg == 12.5);
    REQUIRE(map.layers.size() == 3);
    const MapLayer& aghdam = map.layers[0];
    CHECK(aghdam.name == "Aghdam hand-over");
    CHECK(aghdam.source == "aghdam_sk42.shp#aghdam_sk42");
    CHECK(aghdam.role == Role::hazard);
    CHECK(aghdam.src_crs.empty());
    CHECK(aghdam.operation == "EPSG:15865");
    CHECK(aghdam.encoding == "CP1251");
    CHECK(aghdam.fields == std::vector<std::pair<std::string, std::string>>{{"class", "TIP"}});
    CHECK(aghdam.where.empty());
    CHECK_FALSE(aghdam.visible);
    CHECK(aghdam.opacity == 0.5);
    CHECK(aghdam.style.preset == "land-release");
    CHECK(aghdam.label == "id");
    CHECK(map.layers[1].role == Role::region);
    CHECK(map.layers[1].name_field == "name_az");
    CHECK(map.layers[1].attribution_source == "illustrative");
    CHECK(map.layers[1].attribution_date == "2026-11");
    CHECK(map.layers[1].attribution_licence == "CC0");
    CHECK(map.layers[1].visible);
    CHECK(map.layers[1].opacity == 1);
    const StyleSpec& style = map.layers[2].style;
    REQUIRE(style.rules.size() == 2);
    CHECK(style.rules[0].when == "class = 'CHA'");
    CHECK(style.rules[0].look.title == "class = 'CHA'");
    CHECK(style.rules[0].look.fill.colour == Colour{255, 0, 0, 128});
    CHECK(style.rules[0].look.fill.hatch == Hatch::cross);
    CHECK(style.rules[0].look.fill.hatch_colour == Colour{255, 0, 0, 255});
    CHECK(style.rules[0].look.line.colour == Colour{255, 0, 0, 255});
    CHECK(style.rules[0].look.line.width_px == 1.2F);
    CHECK(style.rules[0].look.line.dash_px == std::vector<float>{6, 3});
    CHECK(style.rules[0].look.symbol.shape == SymbolShape::triangle);
    CHECK(style.rules[0].look.symbol.fill == Colour{255, 0, 0, 255});
    CHECK(style.rules[0].look.danger == 2); // the first rule is drawn on top
    CHECK(style.rules[1].look.title == "many");
    CHECK(style.rules[1].look.danger == 7);
    CHECK(style.rules[1].look.line.width_px == 0);
    REQUIRE(style.otherwise);
    CHECK(style.otherwise->fill.colour == Colour{0x88, 0x88, 0x88, 0x40});
    CHECK(style.label_text == "name");
    CHECK(style.label_size_px == 12);
    CHECK(map.frame.grid == GridKind::gauss_kruger);
    CHECK(map.frame.sheets == 50000);
    CHECK_FALSE(map.frame.legend);
    CHECK(map.frame.scale_bar);
    CHECK(map.frame.north == "true");
    CHECK(map.unknown_keys.empty());
}

void check_complaint(const Folder& folder, const std::string& text, const std::string& complaint) {
    INFO(text);
    const std::string path = folder.file("karabakh.mmap.json", text);
    CHECK_THROWS_WITH(read_map(path), ContainsText("karabakh.mmap.json: " + complaint));
}

std::string layer_with(const std::string& keys) {
    return R"({"minemap": 1, "layers": [{"source": "a.shp"}, {"source": "b.shp", )" + keys + "}]}";
}

} // namespace

TEST_CASE("a document is read, and read again after it was written") {
    const Folder folder;
    const MapDocument map = read_map(folder.file("a.mmap.json", whole_document));
    CHECK(map.folder == folder.path.string());
    check_whole_document(map);
    CHECK(map.layers[2].name == "PG:dbname=mines");
    const std::string copy = (folder.path / "b.mmap.json").string();
    write_map(map, copy);
    check_whole_document(read_map(copy));
    const std::string first = text_of(copy);
    write_map(read_map(copy), copy);
    CHECK(text_of(copy) == first);
    CHECK(first.find("1.2,") != std::string::npos);                                  // not 1.2000000476837158
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 2); // no draft is left
}

TEST_CASE("what is not said has a default") {
    const Folder folder;
    const MapDocument map =
        read_map(folder.file("a.mmap.json", R"({"minemap": 1, "layers": [{"source": "x/y.gpkg#z"}]})"));
    CHECK(map.layers[0].name == "y");
    CHECK(map.layers[0].role == Role::hazard);
    CHECK(map.layers[0].visible);
    CHECK(map.layers[0].opacity == 1);
    CHECK_FALSE(map.view_extent);
    CHECK(map.frame.grid == GridKind::none);
    CHECK(map.frame.legend);
}

TEST_CASE("unknown keys are named once and kept") {
    const Folder folder;
    const std::string path = folder.file("a.mmap.json", R"({"minemap": 1, "future": {"a": [1, 2]},
        "view": {"crs": "EPSG:28408", "tilt": 3},
        "layers": [{"source": "a.shp", "colour_blind": true, "attribution": {"doi": "10.1/x"},
                    "style": {"rules": [{"when": "1", "glow": 2}], "blend": "multiply"}}]})");
    const MapDocument map = read_map(path);
    CHECK(map.unknown_keys == std::vector<std::string>{"future", "view.tilt", "layers[0].colour_blind",
                                                       "layers[0].attribution.doi",
                                                       "layers[0].style.rules[0].glow",
                                                       "layers[0].style.blend"});
    write_map(map, path);
    CHECK(read_map(path).unknown_keys.size() == 6);
    CHECK(text_of(path).find("10.1/x") != std::string::npos);
    // Where the thing around it is gone, so is the key; nothing else suffers.
    MapDocument changed = map;
    changed.layers[0].style = StyleSpec();
    changed.layers[0].style.preset = "context";
    write_map(changed, path);
    CHECK(read_map(path).layers[0].style.preset == "context");
    CHECK(read_map(path).unknown_keys.size() == 4);
}

TEST_CASE("a wrong value is named with its place") {
    const Folder folder;
    check_complaint(folder, layer_with(R"("opacity": "x")"),
                    "layers[1].opacity must be a number between 0 and 1, it is \"x\".");
    check_complaint(folder, layer_with(R"("opacity": 1.5)"),
                    "layers[1].opacity must be a number between 0 and 1, it is 1.5.");
    check_complaint(
        folder, layer_with(R"("role": "raster")"),
        "layers[1].role must be \"hazard\", \"region\", \"context\" or \"records\", it is \"raster\".");
    check_complaint(folder, layer_with(R"("visible": 1)"),
                    "layers[1].visible must be true or false, it is 1.");
    check_complaint(folder, layer_with(R"("where": 1)"), "layers[1].where must be a text, it is 1.");
    check_complaint(folder, layer_with(R"("style": "red")"), "layers[1].style must be \"land-release\", ");
    check_complaint(folder, layer_with(R"("style": {"rules": [{"when": "1", "fill": "red"}]})"),
                    "layers[1].style.rules[0].fill must be a colour such as \"#FF0000\" or \"#FF000080\", it "
                    "is \"red\".");
    check_complaint(folder, layer_with(R"("style": {"rules": [{"fill": "#FF0000"}]})"),
                    "layers[1].style.rules[0] has no \"when\".");
    check_complaint(folder, layer_with(R"("style": {"rules": [{"when": "1", "line": {"dash_px": [3]}}]})"),
                    "layers[1].style.rules[0].line.dash_px must be a list of lengths");
    check_complaint(folder, layer_with(R"("fields": {"class": 3})"),
                    "layers[1].fields.class must be a text, it is 3.");
    check_complaint(folder, R"({"minemap": 1, "layers": [{"name": "a"}]})", "layers[0] has no \"source\".");
    check_complaint(folder, R"({"minemap": 1, "layers": {}})", "layers must be a list of layers, it is {}.");
    check_complaint(folder, R"({"minemap": 1, "view": {"extent": [1, 2, 3]}})",
                    "view.extent must be four numbers");
    check_complaint(folder, R"({"minemap": 1, "view": {"extent": [3, 2, 1, 4]}})",
                    "view.extent must be four numbers");
    check_complaint(folder, R"({"minemap": 1, "frame": {"grid": "mgrs"}})",
                    "frame.grid must be \"gauss-kruger\", ");
    check_complaint(folder, R"({"minemap": 2})", "minemap must be 1, the version");
    check_complaint(folder, R"({"layers": []})", "is no map document");
    check_complaint(folder, "[]", "is no map document");
    check_complaint(folder, R"({"minemap": 1, "title": "a", "title": "b"})",
                    "the key \"title\" stands twice");
    check_complaint(folder, "{\"minemap\": 1,\n  \"title\": }", "line 2, column 12: this is not JSON");
    check_complaint(folder, "", "line 1, column 1: this is not JSON");
    check_complaint(folder, "{\"minemap\": 1, \"title\": \"\xff\"}", "line 1, column 26: this is not JSON");
    CHECK_THROWS_WITH(read_map((folder.path / "none.mmap.json").string()), ContainsText("cannot be opened"));
    CHECK_THROWS_WITH(read_map(folder.path.string()), ContainsText("is a folder"));
}

TEST_CASE("sources lie beside the document unless they are elsewhere") {
    const Folder folder;
    folder.file("odd:name.shp", "");
    MapDocument map;
    map.folder = folder.path.string();
    CHECK(map.resolve("a.shp") == (folder.path / "a.shp").string());
    CHECK(map.resolve("sub/a.gpkg#layer") == (folder.path / "sub/a.gpkg#layer").string());
    CHECK(map.resolve("/data/a.shp") == "/data/a.shp");
    CHECK(map.resolve("PG:dbname=mines") == "PG:dbname=mines");
    CHECK(map.resolve("https://example.org/a.geojson") == "https://example.org/a.geojson");
    CHECK(map.resolve("/vsizip/a.zip/a.shp") == "/vsizip/a.zip/a.shp");
    CHECK(map.resolve("odd:name.shp") == (folder.path / "odd:name.shp").string());
    map.folder.clear();
    CHECK(map.resolve("a.shp") == "a.shp");
}

TEST_CASE("a document that cannot be written stays as it was") {
    const Folder folder;
    const MapDocument map = read_map(folder.file("a.mmap.json", R"({"minemap": 1, "layers": []})"));
    CHECK_THROWS_WITH(write_map(map, (folder.path / "no/b.mmap.json").string()),
                      ContainsText("cannot be written"));
    CHECK(is_map_document("a/karabakh.mmap.json"));
    CHECK(is_map_document("KARABAKH.MMAP.JSON"));
    CHECK_FALSE(is_map_document(".mmap.json"));
    CHECK_FALSE(is_map_document("a.json"));
}
