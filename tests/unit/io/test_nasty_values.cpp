// SPDX-License-Identifier: MIT
// Values and names that formats or their drivers handle in ways of their own. What comes back is what was
// meant, or what it became is a named loss: never a file that differs from what was sent.
#include <algorithm>

#include "io/formats.hpp"
#include "io/io.hpp"
#include "io/target_traits.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/layers.hpp"
#include "support/memory_stream.hpp"
#include "support/shapes.hpp"

using namespace minemap;

namespace {

struct Nasty {
    const char* what;
    Field field;
    std::string value; // as text
};

const std::vector<Nasty>& nasty_values() {
    const auto text = [](const char* what, std::string value) {
        return Nasty{what, {"t"}, std::move(value)};
    };
    const auto field = [](const char* name) { return Nasty{name, {name}, "x"}; };
    const auto typed = [](const char* what, FieldType type, const char* value) {
        return Nasty{what, {"t", type}, value};
    };
    static const std::vector<Nasty> table = {
        text("line feed", "a\nb"),
        text("CR LF", "a\r\nb"),
        text("carriage return", "a\rb"),
        text("tab", "a\tb"),
        text("blanks at the ends", "  a  "),
        text("blanks alone", "   "),
        text("line feed at the ends", "\na\n"),
        text("tab at the ends", "\ta\t"),
        text("no-break space at the ends", "\u00A0a\u00A0"),
        text("two blanks", "a  b"),
        text("empty", ""),
        text("control character", "a\x01"
                                  "b\x1F"),
        text("form feed", "a\fb"),
        text("escape", "\x1B[31m"),
        text("delete", "a\x7F"),
        text("C1 control", "a\u0085b"),
        text("line separator", "a\u2028b"),
        text("noncharacter", "a\uFFFE\uFFFF"),
        text("byte order mark", "\uFEFFa"),
        text("emoji", "\U0001F4A3"),
        text("quotes", "\"a\" 'b' \"\""),
        text("one quote", "\""),
        text("markup", "<b>&amp;</b>"),
        text("CDATA", "]]>"),
        text("backslash", "a\\nb\\\\"),
        text("separators", "a,b;c|d\te"),
        text("formula", "=1+1"),
        text("at sign", "@SUM(A1)"),
        text("apostrophe first", "'007"),
        text("leading zeros", "007"),
        text("decimal comma", "1,5"),
        text("exponent", "1e5"),
        text("date", "2021-02-03"),
        text("truth", "true"),
        text("null", "NULL"),
        text("not a number", "nan"),
        text("escaped character of XLSX", "_x0041_"),
        text("Azerbaijani and Cyrillic", "Ağdam şəhəri Агдам"),
        text("254 bytes", std::string(254, 'a')),
        text("255 bytes", std::string(255, 'a')),
        text("40,000 bytes", std::string(40'000, 'a')),
        text("300 Cyrillic letters",
             [] {
                 std::string s;
                 for (int i = 0; i < 300; ++i) {
                     s += "Я";
                 }
                 return s;
             }()),
        text("cut before a blank", std::string(253, 'a') + " b"),
        field("a b"),
        field("a-b"),
        field("a.b"),
        field("a:b"),
        field("a/b"),
        field("a\"b"),
        field("a'b"),
        field("a&b"),
        field("a<b"),
        field("1a"),
        field("_a"),
        field("тип_опасности"),
        field("Тип"),
        field("təhlükə_növü"),
        field("a\nb"),
        field(" a "),
        field(""),
        field("hazard_classification_of_the_area_in_full_length_and_more"),
        field("gml_id"),
        field("fid"),
        field("ogc_fid"),
        field("OGC_FID"),
        field("OBJECTID"),
        field("id"),
        field("geom"),
        field("geometry"),
        field("shape"),
        field("Shape_Area"),
        field("name"),
        field("Name"),
        field("description"),
        field("rowid"),
        field("select"),
        field("WKT"),
        field("_ogr_fid"),
        typed("date of the year 1", FieldType::date, "0001-01-01"),
        typed("date of 1899", FieldType::date, "1899-12-30"),
        typed("date of February 1900", FieldType::date, "1900-02-28"),
        typed("date of 9999", FieldType::date, "9999-12-31"),
        typed("date before Christ", FieldType::date, "-0044-03-15"),
        typed("moment of the year 1", FieldType::datetime, "0001-01-01T00:00:00"),
        typed("moment of 1899", FieldType::datetime, "1899-12-30T12:00:00Z"),
        typed("moment with a zone", FieldType::datetime, "2021-02-03T10:11:12+04:00"),
        typed("moment with milliseconds", FieldType::datetime, "2021-02-03T10:11:12.345"),
        typed("midnight", FieldType::datetime, "2021-02-03T00:00:00"),
        typed("time", FieldType::time, "10:11:12"),
        typed("time with milliseconds", FieldType::time, "10:11:12.345"),
        typed("midnight alone", FieldType::time, "00:00:00"),
        typed("large whole number", FieldType::integer, "9223372036854775807"),
        typed("small whole number", FieldType::integer, "-9223372036854775808"),
        typed("2^53 + 1", FieldType::integer, "9007199254740993"),
        typed("tenth", FieldType::real, "0.1"),
        typed("17 digits", FieldType::real, "0.30000000000000004"),
        typed("tiny", FieldType::real, "1e-300"),
        typed("small", FieldType::real, "1.23456789e-10"),
        typed("huge", FieldType::real, "1.7976931348623157e308"),
        typed("infinity", FieldType::real, "inf"),
        typed("negative infinity", FieldType::real, "-inf"),
        typed("no number", FieldType::real, "nan"),
        typed("whole real", FieldType::real, "5"),
        typed("true", FieldType::boolean, "1"),
        typed("false", FieldType::boolean, "0"),
        typed("list", FieldType::list, "[\"AP\", 2]"),
        typed("empty list", FieldType::list, "[]"),
        typed("object", FieldType::list, "{\"a\": null}"),
        typed("bytes", FieldType::binary, "00ff0a0d"),
    };
    return table;
}

void push(Column& column, FieldType type, const std::string& value) {
    switch (type) {
    case FieldType::integer:
        column.push(static_cast<std::int64_t>(std::stoll(value)));
        break;
    case FieldType::real:
        column.push(std::strtod(value.c_str(), nullptr));
        break;
    case FieldType::boolean:
        column.push(value == "1");
        break;
    default:
        column.push(std::string_view(value));
    }
}

// Three points: the value between two that have none, with an ordinary text beside it.
test::MemorySource source_of(const Nasty& nasty, const std::string& format) {
    LayerInfo info;
    info.name = "layer";
    info.kind = Kind::point;
    info.crs = Crs::wgs84();
    info.schema.fields = {{"beside"}, nasty.field};
    if (format == "gpx" && nasty.field.name == "t") { // the fields that it has elements for
        info.schema.fields[1].name = nasty.field.type == FieldType::datetime ? "time" : "desc";
    }
    Batch batch;
    batch.reset(info.schema);
    for (int i = 0; i < 3; ++i) {
        batch.record.push_back(i);
        test::add_point(batch.shapes, 46.9 + i, 39.9);
        batch.columns[0].push("ordinary");
        if (i == 1) {
            push(batch.columns[1], nasty.field.type, nasty.value);
        } else {
            batch.columns[1].push_null();
        }
    }
    return {info, batch, 2};
}

} // namespace

TEST_CASE("no value and no name comes back as something else without a word") {
    const TempFolder folder;
    for (const Format& format : formats()) {
        if (!format.writes || target_traits(format.name) == nullptr ||
            format.name == "postgis") { // needs a server
            continue;
        }
        for (const Nasty& nasty : nasty_values()) {
            test::MemorySource source = source_of(nasty, format.name);
            SinkOptions options = accepting({"all"});
            options.format = format.name;
            options.overwrite = true;
            Context context;
            Totals totals;
            INFO(format.name << ": " << nasty.what);
            std::vector<Loss> losses;
            const std::string error = error_of([&] {
                const auto sink = create_sink(folder / ("o" + format.extensions.front()), options);
                run(source, *sink, context, {}, totals);
                losses = sink->losses();
            });
            CHECK(error == "");
            for (const Loss& loss : losses) {
                CHECK(loss.count <= 3);
            }
        }
    }
}

TEST_CASE("records without any value at the end of a spreadsheet are counted as lost") {
    const TempFolder folder;
    write_file(folder / "e.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"a":null},"geometry":null},
        {"type":"Feature","properties":{"a":"x"},"geometry":null},
        {"type":"Feature","properties":{"a":null},"geometry":null},
        {"type":"Feature","properties":{"a":""},"geometry":null}]})");
    CHECK_THAT(error_of([&] { convert(folder / "e.geojson", folder / "e.ods"); }),
               ContainsText("loss: ") && ContainsText("at the end of a sheet (2 records)"));
    CHECK(convert(folder / "e.geojson", folder / "e.ods", accepting({"value"})).totals.verified);
    CHECK(read_all(folder / "e.ods").layers[0].text("a", 1) == "x");
    CHECK(convert(folder / "e.geojson", folder / "e.xlsx", accepting({"value"})).totals.verified);
}
