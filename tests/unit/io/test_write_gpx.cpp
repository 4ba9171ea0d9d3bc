// SPDX-License-Identifier: MIT
// GPX for hand-held receivers: what goes where, what is said to be lost, and what comes back.
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/layers.hpp"

using namespace minemap;

namespace {

const char* const areas = R"({"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"hazard_id":"AG-1","class":"CHA","mines":97,"remarks":"Minalanmış sahə & Агдам"},"geometry":
     {"type":"Polygon","coordinates":[[[46.93,39.99,300],[46.94,39.99,301],[46.94,40,302],[46.93,39.99,300]],
                                      [[46.933,39.991,1],[46.936,39.994,2],[46.936,39.991,3],[46.933,39.991,1]]]}},
    {"type":"Feature","properties":{"hazard_id":"AG-2","class":"SHA","mines":null,"remarks":null},"geometry":
     {"type":"MultiPolygon","coordinates":[[[[47,39],[47.1,39],[47.1,39.1],[47,39]]],[[[48,39],[48.1,39],[48.1,39.1],[48,39]]]]}}]})";

std::size_t count(const std::string& text, const std::string& word) {
    std::size_t n = 0;
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        ++n;
    }
    return n;
}

} // namespace

TEST_CASE("areas become closed routes, each hole and each part one of its own") {
    const TempFolder folder;
    write_file(folder / "a.geojson", areas);
    CHECK_THAT(error_of([&] { convert(folder / "a.geojson", folder / "a.gpx"); }),
               ContainsText("geometry-type: layer 'a': an area is written as a closed line") &&
                   ContainsText("(2 records)") && ContainsText("attributes: layer 'a', field 'mines'") &&
                   ContainsText("(1 record)") &&
                   ContainsText("field-name: layer 'a', field 'hazard_id': name (2 records)"));
    const Conversion done = convert(folder / "a.geojson", folder / "a.gpx",
                                    accepting({"geometry-type", "attributes", "field-name"}));
    CHECK(done.totals.written() == 2);
    CHECK(done.totals.verified);
    const ReadFile back = read_all(folder / "a.gpx");
    const ReadLayer& routes = back.layer("routes");
    REQUIRE(routes.all.size() == 4);
    CHECK(routes.text("name", 0) == "AG-1");
    CHECK(routes.text("name", 1) == "AG-1 (hole 1)");
    CHECK(routes.text("name", 2) == "AG-2 (part 1)");
    CHECK(routes.text("name", 3) == "AG-2 (part 2)");
    CHECK(routes.text("type", 0) == "CHA");
    CHECK(routes.text("desc", 0) == "Minalanmış sahə & Агдам");
    CHECK(routes.text("cmt", 0) == "mines: 97");
    CHECK(routes.null("cmt", 2));
    CHECK(routes.xy(1) ==
          std::vector<double>{46.933, 39.991, 46.936, 39.994, 46.936, 39.991, 46.933, 39.991});
    const std::vector<double>& z = routes.all.shapes.z;
    CHECK(std::vector<double>(z.begin(), z.begin() + 8) ==
          std::vector<double>{300, 301, 302, 300, 1, 2, 3, 1});
    CHECK(back.layer("tracks").all.size() == 0);
}

TEST_CASE("waypoints keep name, comment, description, symbol, kind, time and height") {
    const TempFolder folder;
    write_file(folder / "p.csv", "WKT,name,cmt,desc,src,sym,type,time,ele\n"
                                 "POINT(46.93 39.99),TP1,a,b,c,Flag,turning,2021-02-03T10:11:12+04:00,301.5\n"
                                 "POINT(46.94 39.98),TP2,,,,,,,\n");
    SourceOptions source;
    source.src_crs = Crs::wgs84();
    const Conversion done = convert(folder / "p.csv", folder / "p.gpx", accepting({"attributes"}), source);
    REQUIRE(done.losses.size() == 1); // the place as it is written in the table
    CHECK(done.losses[0].field == "WKT");
    CHECK(done.totals.verified);
    const ReadFile back = read_all(folder / "p.gpx");
    const ReadLayer& points = back.layer("waypoints");
    for (const auto& [field, value] : {std::pair{"name", "TP1"},
                                       {"cmt", "a"},
                                       {"desc", "b"},
                                       {"src", "c"},
                                       {"sym", "Flag"},
                                       {"type", "turning"},
                                       {"time", "2021-02-03T10:11:12+04:00"},
                                       {"ele", "301.5"}}) {
        CHECK(points.text(field, 0) == value);
    }
    CHECK(points.all.shapes.z.front() == 301.5);
    CHECK(points.null("sym", 1));
}

TEST_CASE("a waypoint on a hazard warns, and one on released ground does not") {
    const TempFolder folder;
    write_file(folder / "p.csv", "WKT,id,class\nPOINT(46.93 39.99),1,CHA\nPOINT(46.94 "
                                 "39.98),2,cleared\nPOINT(46.9 39.9),3,cleared?\n");
    SourceOptions source;
    source.src_crs = Crs::wgs84();
    convert(folder / "p.csv", folder / "p.gpx", accepting({"field-name", "attributes"}), source);
    const ReadLayer points = read_all(folder / "p.gpx").layer("waypoints");
    CHECK(points.text("sym", 0) == "Danger Area");
    CHECK(points.null("sym", 1));
    CHECK(points.text("sym", 2) == "Danger Area"); // a question mark counts
    CHECK(points.text("name", 2) == "3");
}

TEST_CASE("lines become tracks, and records without a name get one that a receiver can list") {
    const TempFolder folder;
    write_file(folder / "lane.geojson", R"({"type":"Feature","properties":{},"geometry":
        {"type":"MultiLineString","coordinates":[[[46.9,39.9],[46.91,39.9]],[[46.92,39.9],[46.93,39.95]]]}})");
    CHECK(convert(folder / "lane.geojson", folder / "lane.gpx").totals.verified);
    const ReadLayer tracks = read_all(folder / "lane.gpx").layer("tracks");
    REQUIRE(tracks.all.size() == 1);
    CHECK(tracks.all.shapes.kind[0] == Kind::multiline);
    CHECK(tracks.text("name", 0).rfind("lane ", 0) == 0);
    CHECK(count(read_file(folder / "lane.gpx"), "<trkseg>") == 2);
}

TEST_CASE("several kinds become a file each, and a record without a place is rejected with its reason") {
    const TempFolder folder;
    write_file(folder / "m.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[46.9,39.9]}},
        {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[[0.1,0.1],[0.2,0.1],[0.2,0.2],[0.1,0.1]]]}},
        {"type":"Feature","properties":{},"geometry":null}]})");
    const Conversion done = convert(folder / "m.geojson", folder / "m.gpx", accepting({"geometry-type"}));
    CHECK(done.totals.written() == 2);
    REQUIRE(done.totals.rejected() == 1);
    CHECK(done.report.issues()[0].what == "Not written: GPX cannot hold a record without geometry.");
    CHECK(count(read_file(folder / "m_point.gpx"), "<wpt") == 1);
    CHECK(count(read_file(folder / "m_polygon.gpx"), "<rte>") == 2); // the hole is one of its own
    CHECK_FALSE(std::filesystem::exists(folder / "m.gpx"));
}
