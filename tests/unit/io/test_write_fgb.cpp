// SPDX-License-Identifier: MIT
// FlatGeobuf as minemap writes it, read by GDAL: record by record, and through the index.
#include <algorithm>
#include <set>

#include "io/fgb_format.hpp"
#include "io/fgb_spool.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/gdal_files.hpp"
#include "support/layers.hpp"

using namespace minemap;

namespace {

GDALDatasetUniquePtr open_with_gdal(const std::string& path) {
    set_up_io(false);
    const char* const drivers[] = {"FlatGeobuf", nullptr};
    const char* const options[] = {"VERIFY_BUFFERS=YES", nullptr};
    GDALDatasetUniquePtr dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR, drivers, options, nullptr));
    REQUIRE(dataset);
    REQUIRE(dataset->GetLayerCount() == 1);
    return dataset;
}

// Each record as one line: its values, the text that a table had its geometry in left out, and its geometry.
std::vector<std::string> lines(OGRLayer& layer) {
    std::vector<std::string> all;
    OGRWktOptions iso;
    iso.variant = wkbVariantIso;
    layer.ResetReading();
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        std::string line;
        for (int i = 0; i < feature->GetFieldCount(); ++i) {
            if (std::string(feature->GetFieldDefnRef(i)->GetNameRef()) == "WKT") {
                continue;
            }
            line += feature->IsFieldSetAndNotNull(i) ? feature->GetFieldAsString(i) : "null";
            line += " | ";
        }
        const OGRGeometry* geometry = feature->GetGeometryRef();
        all.push_back(line + (geometry == nullptr ? "none" : geometry->exportToWkt(iso)));
    }
    return all;
}

std::set<int> numbers_in(OGRLayer& layer) {
    std::set<int> numbers;
    layer.ResetReading();
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        numbers.insert(feature->GetFieldAsInteger("n"));
    }
    return numbers;
}

// A table of one geometry a row, numbered from 1, in EPSG:28408.
std::string table_of(const TempFolder& folder, const std::vector<std::string>& wkt) {
    std::string text = "WKT,n\n";
    for (std::size_t i = 0; i < wkt.size(); ++i) {
        text += fmt::format("\"{}\",{}\n", wkt[i], i + 1);
    }
    return write_file(folder / "t.csv", text);
}

std::string convert_table(const TempFolder& folder, const std::vector<std::string>& wkt,
                          const SinkOptions& options = {}) {
    SourceOptions source;
    source.src_crs = Crs::gauss_kruger(8);
    const Conversion done = convert(table_of(folder, wkt), folder / "t.fgb", options, source);
    REQUIRE(done.totals.verified);
    return folder / "t.fgb";
}

} // namespace

TEST_CASE("every kind of geometry comes back from GDAL as it was") {
    const std::vector<std::string> kinds = {
        "POINT (8664842.43 4430281.6)",
        "LINESTRING (0 0,1 1,2 0)",
        "POLYGON ((0 0,10 0,10 10,0 0),(1 1,2 1,2 2,1 1),(3 1,4 1,4 2,3 1))",
        "MULTIPOINT ((1 1),(2 2))",
        "MULTILINESTRING ((0 0,1 1),(2 2,3 3,4 4))",
        "MULTILINESTRING ((0 0,1 1))",
        "MULTIPOLYGON (((0 0,1 0,1 1,0 0)),((5 5,9 5,9 9,5 5),(6 6,7 6,7 7,6 6)))",
        "GEOMETRYCOLLECTION (POINT (1 2),LINESTRING (0 0,1 1),POLYGON ((0 0,1 0,1 1,0 0)))"};
    const TempFolder folder;
    const auto dataset = open_with_gdal(convert_table(folder, kinds));
    OGRLayer& layer = *dataset->GetLayer(0);
    CHECK(layer.GetGeomType() == wkbUnknown); // several kinds: each record says its own
    std::vector<std::string> expected;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        expected.push_back(fmt::format("{} | {}", i + 1, kinds[i]));
    }
    std::vector<std::string> read = lines(layer);
    std::sort(read.begin(), read.end());
    CHECK(read == expected);
    CHECK(std::string(layer.GetSpatialRef()->GetAuthorityCode(nullptr)) == "28408");
    OGREnvelope box;
    REQUIRE(layer.GetExtent(&box, FALSE) == OGRERR_NONE);
    CHECK(box.MaxX == 8664842.43);
    CHECK(layer.GetFeatureCount(FALSE) == static_cast<GIntBig>(kinds.size()));
}

TEST_CASE("the header names the kind of all records, and heights where there are some") {
    struct Expectation {
        std::vector<const char*> wkt; // null: no geometry
        OGRwkbGeometryType source, type;
    };
    const auto expected = GENERATE(values<Expectation>({
        {{"POLYGON ((0 0,1 0,1 1,0 0))", "POLYGON ((5 5,6 5,6 6,5 5))"}, wkbUnknown, wkbPolygon},
        {{"POLYGON ((0 0,1 0,1 1,0 0))", nullptr}, wkbUnknown, wkbPolygon},
        {{"POINT Z (1 2 3)", "POINT Z (4 5 6)"}, wkbPoint25D, wkbPoint25D},
        {{"POINT ZM (1 2 3 4)"}, wkbPointZM, wkbPointZM},
        {{"POINT M (1 2 4)"}, wkbPointM, wkbPointM},
        {{"POINT (1 2)", "LINESTRING (0 0,1 1)"}, wkbUnknown, wkbUnknown},
        {{}, wkbMultiPolygon, wkbMultiPolygon},
    }));
    const TempFolder folder;
    {
        const auto dataset = make_dataset("GPKG", folder / "t.gpkg");
        OGRLayer& layer = add_layer(*dataset, "t", expected.source, 28408);
        for (const char* wkt : expected.wkt) {
            add_record(layer, wkt);
        }
    }
    CHECK(convert(folder / "t.gpkg", folder / "t.fgb").totals.verified);
    const auto dataset = open_with_gdal(folder / "t.fgb");
    CHECK(dataset->GetLayer(0)->GetGeomType() == expected.type);
    std::vector<std::string> sent, read = lines(*dataset->GetLayer(0));
    for (const char* wkt : expected.wkt) {
        sent.emplace_back(wkt == nullptr ? "none" : wkt);
    }
    std::sort(sent.begin(), sent.end());
    std::sort(read.begin(), read.end());
    CHECK(read == sent);
}

TEST_CASE("attributes of every type reach GDAL, and a record without geometry is kept") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    const Conversion done = convert(folder / "h.gpkg", folder / "h.fgb", accepting({"field-type"}));
    CHECK(done.totals.written() == 3);
    const auto dataset = open_with_gdal(folder / "h.fgb");
    OGRLayer& layer = *dataset->GetLayer(0);
    CHECK(std::string(layer.GetName()) == "hazards");
    std::string columns;
    for (int i = 0; i < layer.GetLayerDefn()->GetFieldCount(); ++i) {
        const OGRFieldDefn& field = *layer.GetLayerDefn()->GetFieldDefn(i);
        columns += fmt::format("{}{}:{}", i == 0 ? "" : " ", field.GetNameRef(),
                               OGRFieldDefn::GetFieldTypeName(field.GetType()));
        columns += field.GetSubType() == OFSTBoolean ? "(Boolean)" : "";
    }
    CHECK(columns == "name:String mines:Integer big:Integer64 area:Real laid:DateTime seen:DateTime "
                     "active:Integer(Boolean) tags:String");
    // What minemap reads of the source is what GDAL reads of the target, a date being its midnight.
    const ReadFile source = read_all(folder / "h.gpkg");
    std::size_t without_place = 0, seen = 0;
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        const ReadLayer& sent = source.layers[0];
        for (std::size_t f = 0; f < sent.all.size(); ++f) {
            if (sent.text("name", f) != feature->GetFieldAsString("name")) {
                continue;
            }
            ++seen;
            without_place += feature->GetGeometryRef() == nullptr ? 1 : 0;
            CHECK((feature->GetGeometryRef() == nullptr) == sent.all.shapes.is_null(f));
            for (const char* name : {"mines", "big", "area", "active", "laid", "seen", "tags"}) {
                CAPTURE(name);
                CHECK(feature->IsFieldSetAndNotNull(feature->GetFieldIndex(name)) == !sent.null(name, f));
            }
            CHECK(feature->GetFieldAsInteger64("big") ==
                  (sent.null("big", f) ? 0 : std::stoll(sent.text("big", f))));
        }
    }
    CHECK(seen == 3);
    CHECK(without_place == 1);
}

TEST_CASE("the index finds what a search of all records finds, records without geometry among them") {
    const TempFolder folder;
    std::vector<std::string> wkt;
    for (int i = 0; i < 3'000; ++i) { // 40 x 75 squares, out of order, every tenth without geometry
        const int place = i * 1'597 % 3'000;
        const double x = 8'600'000 + 1'000 * (place % 40), y = 4'400'000 + 1'000 * (place / 40);
        wkt.push_back(i % 10 == 3 ? std::string()
                                  : fmt::format("POLYGON (({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", x, y,
                                                x + 400, y + 400));
    }
    const auto dataset = open_with_gdal(convert_table(folder, wkt));
    OGRLayer& layer = *dataset->GetLayer(0);
    CHECK(layer.TestCapability(OLCFastSpatialFilter));
    CHECK(numbers_in(layer).size() == 3'000);
    const auto box = GENERATE(values<Box>({{8'600'000, 4'400'000, 8'603'000, 4'402'000},
                                           {8'610'450, 4'410'450, 8'610'900, 4'410'900}, // between squares
                                           {8'612'300, 4'400'000, 8'612'350, 4'480'000},
                                           {8'639'000, 4'474'000, 8'700'000, 4'500'000}}));
    CAPTURE(box.min_x, box.min_y);
    layer.SetSpatialFilterRect(box.min_x, box.min_y, box.max_x, box.max_y);
    const std::set<int> found = numbers_in(layer);
    std::set<int> expected;
    for (int i = 0; i < 3'000; ++i) {
        const int place = i * 1'597 % 3'000;
        const double x = 8'600'000 + 1'000 * (place % 40), y = 4'400'000 + 1'000 * (place / 40);
        if (i % 10 != 3 && Box{x, y, x + 400, y + 400}.intersects(box)) {
            expected.insert(i + 1);
        }
    }
    CHECK(found == expected);
    // By its number alone a record is found too.
    layer.SetSpatialFilter(nullptr);
    const OGRFeatureUniquePtr last(layer.GetFeature(2'999));
    REQUIRE(last);
    CHECK(last->GetGeometryRef() == nullptr); // those without a place come last
}

TEST_CASE("records lie in the order in which GDAL's own driver puts them") {
    const TempFolder folder;
    std::vector<std::string> wkt;
    for (int i = 0; i < 200; ++i) {
        wkt.push_back(fmt::format("POINT ({} {})", i * 37 % 200, i * 91 % 200));
    }
    const auto ours = open_with_gdal(convert_table(folder, wkt));
    {
        const auto dataset = make_dataset("FlatGeobuf", folder / "gdal.fgb");
        OGRLayer& layer = add_layer(*dataset, "t", wkbPoint, 28408);
        add_field(layer, "n", OFTInteger64);
        for (std::size_t i = 0; i < wkt.size(); ++i) {
            add_record(layer, wkt[i].c_str(),
                       [&](OGRFeature& f) { f.SetField("n", static_cast<int>(i) + 1); });
        }
    }
    const auto gdal = open_with_gdal(folder / "gdal.fgb");
    CHECK(lines(*ours->GetLayer(0)) == lines(*gdal->GetLayer(0)));
}

TEST_CASE("a layer without records, without CRS, or without any place") {
    const TempFolder folder;
    write_file(folder / "empty.csv", "WKT,n\n");
    convert(folder / "empty.csv", folder / "empty.fgb");
    const auto empty = open_with_gdal(folder / "empty.fgb");
    CHECK(lines(*empty->GetLayer(0)).empty());
    CHECK(empty->GetLayer(0)->GetSpatialRef() == nullptr);
    CHECK(empty->GetLayer(0)->GetLayerDefn()->GetFieldCount() == 2);

    write_file(folder / "table.csv", "name,mines\na,1\nb,2\n");
    CHECK(convert(folder / "table.csv", folder / "table.fgb").totals.verified);
    const auto table = open_with_gdal(folder / "table.fgb");
    CHECK(lines(*table->GetLayer(0)) == std::vector<std::string>{"a | 1 | none", "b | 2 | none"});
    OGREnvelope box;
    CHECK_FALSE(table->GetLayer(0)->TestCapability(OLCFastGetExtent));
}

TEST_CASE("an empty geometry becomes none, and that is named") {
    const TempFolder folder;
    SourceOptions source;
    source.src_crs = Crs::gauss_kruger(8);
    const std::string from = table_of(folder, {"POINT (1 2)", "POLYGON EMPTY"});
    CHECK_THAT(error_of([&] { convert(from, folder / "t.fgb", {}, source); }),
               ContainsText("loss: ") && ContainsText("an empty geometry becomes none at all (1 record)"));
    CHECK(convert(from, folder / "t.fgb", accepting({"geometry-type"}), source).totals.written() == 2);
}

TEST_CASE("the numbers of the index are those of the format") {
    using namespace minemap::fgb;
    CHECK(level_sizes(1, 16) == std::vector<std::uint64_t>{1, 1});
    CHECK(level_sizes(16, 16) == std::vector<std::uint64_t>{16, 1});
    CHECK(level_sizes(17, 16) == std::vector<std::uint64_t>{17, 2, 1});
    CHECK(level_sizes(1'000'000, 16) == std::vector<std::uint64_t>{1'000'000, 62'500, 3'907, 245, 16, 1});
    CHECK(index_bytes(179, 16) == 40 * (179 + 12 + 1));
    // The curve of order 1 visits the quarters in this order; cells at the ends of the extent are within it.
    const Box extent{0, 0, 4, 4};
    CHECK(hilbert(0, 0, extent) == 0);
    CHECK(hilbert(4, 0, extent) == 0xFFFFFFFF);
    CHECK(hilbert(1, 1, extent) >> 30 == 0);
    CHECK(hilbert(1, 3, extent) >> 30 == 1);
    CHECK(hilbert(3, 3, extent) >> 30 == 2);
    CHECK(hilbert(3, 1, extent) >> 30 == 3);
    CHECK(hilbert(7, 7, Box{7, 7, 7, 7}) == 0);
}

TEST_CASE("the spool hands out what it was given, by windows smaller than it") {
    const TempFolder folder;
    fgb::Spool spool(folder.path());
    const std::size_t size = 10'000; // a window holds some 400 of them
    for (int i = 0; i < 1'000; ++i) {
        const std::vector<std::uint8_t> feature(size + static_cast<std::size_t>(i),
                                                static_cast<std::uint8_t>(i));
        const double x = i * 619 % 1'000;
        REQUIRE(spool.add(i % 100 == 0 ? Box{} : Box{x, x, x + 1, x + 1}, feature));
    }
    CHECK(std::filesystem::is_empty(folder.path())); // its file has no name
    spool.sort();
    std::set<std::size_t> sizes;
    double before = 2'000;
    int nowhere = 0;
    CHECK(spool.each([&](const Box& box, std::span<const std::uint8_t> feature) {
        sizes.insert(feature.size());
        CHECK(feature.front() == static_cast<std::uint8_t>(feature.size() - size));
        CHECK(feature.back() == feature.front());
        nowhere += box.empty() ? 1 : 0;
        CHECK((box.empty() || nowhere == 0));
        if (!box.empty()) { // along the diagonal the curve only goes forwards, and the file backwards
            CHECK(box.min_x < before);
            before = box.min_x;
        }
        return true;
    }));
    CHECK(sizes.size() == 1'000);
    CHECK(nowhere == 10);
}
