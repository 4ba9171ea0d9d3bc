// SPDX-License-Identifier: MIT
// What several inputs are called in one folder.
#include "base/error.hpp"
#include "cli/convert_many.hpp"
#include "cli/output_names.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"

using namespace minemap;

namespace {

// The names of the outputs, without the folder.
std::vector<std::string> names(const std::vector<std::string>& inputs) {
    std::vector<std::string> result;
    for (const NamedOutput& file : name_outputs(inputs, "out", ".gpkg").files) {
        CHECK(file.output.rfind("out/", 0) == 0);
        result.push_back(file.output.substr(4));
    }
    return result;
}

std::string refusal(const std::vector<std::string>& inputs, const std::string& folder = "out") {
    try {
        name_outputs(inputs, folder, ".gpkg");
        return "";
    } catch (const Error& error) {
        CHECK(error.code() == Errc::usage);
        return error.what();
    }
}

} // namespace

TEST_CASE("an output is called as its input") {
    struct Row {
        std::vector<std::string> inputs, names;
    };
    const auto row = GENERATE(values<Row>({
        {{"in/a.shp", "b.kml"}, {"a.gpkg", "b.gpkg"}},
        {{"a.b.geojson", "Ağdam.csv"}, {"a.b.gpkg", "Ağdam.gpkg"}},
        {{"c.gpkg#roads", "c.gpkg#north/south"}, {"c_roads.gpkg", "c_north_south.gpkg"}},
        {{"c.gpkg", "c.gpkg#roads"}, {"c.gpkg", "c_roads.gpkg"}},
        {{"all.gdb/", "old.shp.zip"}, {"all.gpkg", "old.gpkg"}},
        {{"PG:dbname=mines#hazards", "a.shp"}, {"hazards.gpkg", "a.gpkg"}},
        // One stem: the kind of file tells them apart, else the folder.
        {{"a.shp", "a.kml", "b.kml"}, {"a_shp.gpkg", "a_kml.gpkg", "b.gpkg"}},
        {{"A.shp", "a.kml"}, {"A_shp.gpkg", "a_kml.gpkg"}},
        {{"north/a.shp", "south/a.shp"}, {"north_a.gpkg", "south_a.gpkg"}},
        {{"north/c.gpkg#x", "south/c.gpkg#x"}, {"north_c_x.gpkg", "south_c_x.gpkg"}},
        // All files of a folder, as the shell writes them out.
        {{"a.cpg", "a.dbf", "a.prj", "a.shp", "a.shx", "a.fields.json", "a.shp.minemap.json"}, {"a.gpkg"}},
        {{"b.MID", "b.MIF"}, {"b.gpkg"}},
        {{"alone.dbf"}, {"alone.gpkg"}},
        {{"a.shp", "./a.shp", "a.shp"}, {"a.gpkg"}},
    }));
    CAPTURE(row.inputs);
    CHECK(names(row.inputs) == row.names);
}

TEST_CASE("what is left out is said") {
    const auto remarks = name_outputs({"a.dbf", "a.shp", "a.shp"}, "out", ".gpkg").remarks;
    REQUIRE(remarks.size() == 2);
    CHECK_THAT(remarks[0], ContainsText("a.shp is given more than once"));
    CHECK_THAT(remarks[1], ContainsText("1 of the inputs belongs to another one"));
}

TEST_CASE("two outputs of one name, and inputs without a name, are refused") {
    CHECK_THAT(refusal({"x/n/a.shp", "y/n/a.shp"}),
               ContainsText("x/n/a.shp") && ContainsText("y/n/a.shp") && ContainsText("different folders"));
    CHECK_THAT(refusal({"a.shp", "a.kml", "a_kml.csv"}), ContainsText("out/a_kml.gpkg"));
    CHECK_THAT(refusal({"-", "a.shp"}), ContainsText("standard input"));
    const std::string database = refusal({"PG:host=h password=secret", "a.shp"});
    CHECK_THAT(database, ContainsText("#TABLE"));
    CHECK(database.find("secret") == std::string::npos);
}

TEST_CASE("an output that is an input is refused, whatever the way to it") {
    const TempFolder folder;
    write_file(folder / "a.gpkg", "");
    write_file(folder / "b.shp", "");
    CHECK_THAT(refusal({folder / "b.shp", folder / "a.gpkg"}, folder / "."), ContainsText("an input itself"));
    CHECK(refusal({folder / "b.shp"}, folder / ".").empty());
}

TEST_CASE("the exit status of several files") {
    CHECK(joint_exit_status({0, 0}) == 0);
    CHECK(joint_exit_status({0, 3}) == 3);
    CHECK(joint_exit_status({0, 7, 4}) == 3);
    CHECK(joint_exit_status({3, 4}) == 3);
    CHECK(joint_exit_status({7, 7}) == 7);
    CHECK(joint_exit_status({7, 4}) == 1);
    CHECK(joint_exit_status({0, 4, 130}) == 130);
}
