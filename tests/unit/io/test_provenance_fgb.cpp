// SPDX-License-Identifier: MIT
#include "io/provenance_fgb.hpp"

#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/gdal_files.hpp"
#include "support/layers.hpp"

using namespace minemap;

namespace {

std::string written_by_gdal(const TempFolder& folder) {
    const std::string path = folder / "a.fgb";
    const auto dataset = make_dataset("FlatGeobuf", path);
    OGRLayer& layer = add_layer(*dataset, "areas", wkbPolygon, 28408);
    add_field(layer, "name", OFTString);
    for (int i = 0; i < 40; ++i) {
        add_record(layer, "POLYGON ((0 0,1 0,1 1,0 0))",
                   [&](OGRFeature& f) { f.SetField("name", fmt::format("{}", i).c_str()); });
    }
    return path;
}

} // namespace

TEST_CASE("a text in the header changes nothing else of the file") {
    const TempFolder folder;
    const std::string path = written_by_gdal(folder);
    CHECK(read_flatgeobuf_metadata(path).empty());
    const ReadFile before = read_all(path);
    for (const std::size_t size : {0U, 1U, 2U, 3U, 7U, 1000U}) { // every alignment; again and again
        const std::string text(size, 'x');
        write_flatgeobuf_metadata(path, text);
        CHECK(read_flatgeobuf_metadata(path) == text);
        const ReadFile after = read_all(path); // GDAL verifies the header
        REQUIRE(after.layers.size() == 1);
        CHECK(after.layers[0].info.name == "areas");
        CHECK(after.layers[0].info.crs == Crs::gauss_kruger(8));
        CHECK(after.layers[0].info.schema == before.layers[0].info.schema);
        CHECK(after.layers[0].all.record == before.layers[0].all.record);
        CHECK(after.layers[0].all.shapes.xy == before.layers[0].all.shapes.xy);
        CHECK(after.layers[0].text("name", 39) == before.layers[0].text("name", 39));
    }
}

TEST_CASE("what is no FlatGeobuf file, or a damaged one, has no text and gets none") {
    const TempFolder folder;
    const std::string whole = read_file(written_by_gdal(folder));
    for (std::size_t size : {0UL, 5UL, 12UL, 20UL, 60UL}) {
        CAPTURE(size);
        const std::string path = write_file(folder / "b.fgb", whole.substr(0, size));
        CHECK(read_flatgeobuf_metadata(path).empty());
        CHECK_THROWS_AS(write_flatgeobuf_metadata(path, "text"), Error);
    }
    CHECK(read_flatgeobuf_metadata(folder / "missing.fgb").empty());
    // Any byte of the header may be anything: read as something or nothing, never beyond its end.
    for (std::size_t at = 8; at < 120; ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(0xFF);
        read_flatgeobuf_metadata(write_file(folder / "c.fgb", damaged));
    }
}
