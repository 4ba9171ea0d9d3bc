// SPDX-License-Identifier: MIT
#include "geo/expression.hpp"

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/shapes.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

const LayerInfo info = [] {
    LayerInfo made;
    made.name = "areas";
    made.schema = {{{"TIP", FieldType::string},
                    {"mines", FieldType::integer},
                    {"open", FieldType::boolean},
                    {"has \"quotes\"", FieldType::real}}};
    made.crs = Crs::from_text("EPSG:28408");
    return made;
}();

// Record 40: ПМП, 120 mines, open, 1.5; record 41: all null. Both a square of 100 m near Aghdam.
Batch two() {
    Batch batch;
    batch.reset(info.schema);
    batch.record = {40, 41};
    add_polygon(batch.shapes, {square(8664842, 4430281, 100)});
    add_polygon(batch.shapes, {square(8664842, 4430281, 100)});
    batch.columns[0].push("ПМП");
    batch.columns[1].push(std::int64_t{120});
    batch.columns[2].push(true);
    batch.columns[3].push(1.5);
    for (Column& column : batch.columns) {
        column.push_null();
    }
    return batch;
}

std::pair<bool, bool> matches(const std::string& text, const std::vector<FieldAlias>& aliases = {}) {
    Expression expression(text, info, aliases);
    const Batch batch = two();
    return {expression.matches(batch, 0), expression.matches(batch, 1)};
}

constexpr std::pair<bool, bool> first{true, false}, second{false, true}, both{true, true},
    neither{false, false};

} // namespace

TEST_CASE("expressions see typed values and nulls") {
    CHECK(matches("mines > 100") == first);
    CHECK(matches("mines = 120 AND TIP = 'ПМП'") == first);
    CHECK(matches("mines IS NULL") == second);
    CHECK(matches("open") == first);
    CHECK(matches("NOT open") == neither); // null is neither true nor false
    CHECK(matches("\"has \"\"quotes\"\"\" = 1.5") == first);
    CHECK(matches("tip LIKE 'ПМ%'") == first); // names without regard to case
    CHECK(matches("1") == both);
    CHECK(matches("NULL") == neither);
    CHECK(matches("mines > 100 -- a remark") == first);
}

TEST_CASE("expressions see record numbers, areas and lengths on the ellipsoid") {
    CHECK(matches("$record = 41") == second);
    CHECK(matches("$area_m2 BETWEEN 9990 AND 10000") == both); // 10,000 m2 in the plane, k2 = 1.00067
    CHECK(matches("$length_m BETWEEN 399 AND 400") == both);
}

TEST_CASE("other names of a field can be used, with their reading; the layer's own names win") {
    const std::vector<FieldAlias> aliases = {
        {"class", 0, [](std::string_view text) { return std::string(text == "ПМП" ? "CHA" : "unknown"); }},
        {"mines", 3, {}}};
    CHECK(matches("class = 'CHA'", aliases) == first);
    CHECK(matches("class = 'unknown'", aliases) == second);
    CHECK(matches("mines = 120", aliases) == first);
}

TEST_CASE("a wrong expression is refused with its place") {
    const auto refused = [](const std::string& text, const std::string& reason) {
        CAPTURE(text);
        try {
            Expression expression(text, info);
            FAIL("it was taken");
        } catch (const Error& error) {
            CHECK(error.code() == Errc::usage);
            CHECK_THAT(std::string(error.what()), ContainsText(reason));
        }
    };
    refused("mines >", "syntax error");
    refused("no_such_field = 1", "no_such_field");
    refused("mines > 1 AND nope", "at character 15 ('nope')");
    refused("\"nope\" = 1", "nope");
    refused("1; DROP TABLE layer", "syntax error");
    refused("1) FROM layer; DELETE FROM layer; --", "one");
    refused("load_extension('x')", "not authorized");
    refused("(SELECT name FROM sqlite_master)", "prohibited");
    refused(":parameter = 1", "parameter");
    refused("", "syntax error");
}

TEST_CASE("an area in an unknown CRS is refused") {
    LayerInfo unknown = info;
    unknown.crs = {};
    try {
        Expression expression("$area_m2 > 1", unknown);
        FAIL("it was taken");
    } catch (const Error& error) {
        CHECK(error.code() == Errc::crs);
    }
    CHECK_NOTHROW(Expression("mines > 1", unknown));
}

TEST_CASE("an expression gives text for labels") {
    Expression label("TIP || ' ' || mines", info);
    const Batch batch = two();
    CHECK(label.text(batch, 0) == "ПМП 120");
    CHECK(label.text(batch, 1).empty());
}
