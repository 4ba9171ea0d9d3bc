// SPDX-License-Identifier: MIT
#include "io/io.hpp"
#include "io/pg_address.hpp"
#include "io/pg_storable.hpp"
#include "io/pg_values.hpp"
#include "support/catch.hpp"

#include "base/error.hpp"

using namespace minemap;

TEST_CASE("A connection string is taken apart") {
    struct Row {
        const char* uri;
        const char* conninfo;
        const char* gdal;
        const char* schema;
        const char* table;
    };
    const Row rows[] = {
        {"PG:dbname=mines", "dbname='mines'", "PG:dbname='mines'", "", ""},
        {"PG:dbname=mines#hazards", "dbname='mines'", "PG:dbname='mines'", "", "hazards"},
        {"pg:dbname = 'my mines' #a.b c", "dbname='my mines'", "PG:dbname='my mines'", "", "a.b c"},
        {"PG:#hazards", "", "PG:", "", "hazards"},
        {"PG:password='a#b'#t", "password='a#b'", "PG:password='a#b'", "", "t"},
        {"PG:password=a#b dbname=x#t", "password='a#b' dbname='x'", "PG:password='a#b' dbname='x'", "", "t"},
        {"PG:dbname=x active_schema=s", "dbname='x'", "PG:dbname='x' active_schema='s'", "s", ""},
        {"PG:dbname=x schemas=s,t", "dbname='x'", "PG:dbname='x' schemas='s,t'", "s", ""},
        {"PG:user=o\\'neill", "user='o\\'neill'", "PG:user='o\\'neill'", "", ""},
        {"postgresql://u:p@h:1/d#s.t", "postgresql://u:p@h:1/d", "postgresql://u:p@h:1/d", "", "s.t"},
    };
    for (const Row& row : rows) {
        INFO(row.uri);
        const PgAddress address = parse_postgres(row.uri);
        CHECK(address.conninfo == row.conninfo);
        CHECK(address.gdal == row.gdal);
        CHECK(address.schema == row.schema);
        CHECK(address.table == row.table);
    }
    CHECK_THROWS_AS(parse_postgres("PG:dbname=x nonsense"), Error);
    CHECK_THROWS_AS(parse_postgres("PG:dbname='x"), Error);
    CHECK(parse_uri("PG:dbname=x#t").layer == "t");
}

TEST_CASE("A password is never shown") {
    const std::pair<const char*, const char*> rows[] = {
        {"PG:dbname=mines user=me#t", "PG:dbname=mines user=me#t"},
        {"PG:dbname=mines password=x1 user=me#t", "PG:dbname=mines password=*** user=me#t"},
        {"PG:dbname=mines password='x 1'", "PG:dbname=mines password=***"},
        {"PG:PASSWORD = x1 dbname='a b'", "PG:password=*** dbname='a b'"},
        {"PG:password=x1 nonsense", "PG:password=***"},
        {"PG:password='x1", "PG:password=***"},
        {"postgresql://me:x1@host/db#t", "postgresql://me:***@host/db#t"},
        {"postgresql://me@host/db?password=x1&port=1", "postgresql://me@host/db?password=***&port=1"},
        {"PG:postgresql://me:x1@host/db", "PG:postgresql://me:***@host/db"},
        {"MYSQL:db,user=me,password=x1,port=1", "MYSQL:db,user=me,password=***,port=1"},
        {"MSSQL:server=s;Uid=me;Pwd=x1;", "MSSQL:server=s;Uid=me;Pwd=***;"},
        {"https://me:x1@host/a.geojson", "https://me:***@host/a.geojson"},
        {"plain.gpkg#layer", "plain.gpkg#layer"},
    };
    for (const auto& [uri, shown] : rows) {
        CHECK(shown_uri(uri) == shown);
    }
}

TEST_CASE("A column widens when its source did not keep its promise") {
    Field field;
    field.type = FieldType::integer;
    field.bits = 16;
    Column integers(FieldType::integer);
    for (const std::int64_t value : {32767, 32768}) {
        integers.push(value);
    }
    CHECK(pg_type(field) == "smallint");
    CHECK(wider_pg_type(field, integers, 0).empty());
    CHECK(wider_pg_type(field, integers, 1) == "bigint");

    field.type = FieldType::real;
    field.bits = 32;
    Column reals(FieldType::real);
    for (const double value : {0.5, 0.1}) {
        reals.push(value);
    }
    CHECK(wider_pg_type(field, reals, 0).empty());
    CHECK(wider_pg_type(field, reals, 1) == "double precision");

    field.type = FieldType::string;
    field.width = 3;
    Column texts(FieldType::string);
    for (const char* text : {"мин", "мина"}) {
        texts.push(text);
    }
    CHECK(pg_type(field) == "character varying(3)");
    CHECK(wider_pg_type(field, texts, 0).empty());
    CHECK(wider_pg_type(field, texts, 1) == "text");

    field.type = FieldType::list;
    Column lists(FieldType::list);
    for (const char* text : {"[1]", "[1"}) {
        lists.push(text);
    }
    CHECK(wider_pg_type(field, lists, 0).empty());
    CHECK(wider_pg_type(field, lists, 1) == "text");
}

TEST_CASE("Values that a server refuses or changes are known before it sees them") {
    struct Row {
        FieldType type;
        std::string text;
        bool taken;
    };
    const Row rows[] = {
        {FieldType::date, "2024-02-29", true},
        {FieldType::date, "2023-02-29", false},
        {FieldType::date, "1900-02-29", false},
        {FieldType::date, "0000-01-01", false},
        {FieldType::time, "23:59:59.999", true},
        {FieldType::time, "24:00:00", true},
        {FieldType::time, "24:00:01", false},
        {FieldType::time, "12:00:60", false},
        {FieldType::datetime, "2024-04-31T00:00:00Z", false},
        {FieldType::datetime, "2024-04-30T00:00:00+04:00", true},
        {FieldType::string, std::string("a\0b", 3), false},
        {FieldType::string, "a\tb", true},
    };
    for (const Row& row : rows) {
        INFO(row.text);
        Field field;
        field.type = row.type;
        CHECK((no_pg_value(field, row.text) == nullptr) == row.taken);
    }
    CHECK(has_time_zone("2024-04-30T00:00:00+04:00"));
    CHECK_FALSE(has_time_zone("2024-04-30T00:00:00"));
}

TEST_CASE("A batch is brought to what a table takes, and every record touched is counted") {
    Batch batch;
    Schema schema;
    schema.fields = {{"t", FieldType::string}, {"at", FieldType::datetime}};
    batch.reset(schema);
    batch.record = {0};
    batch.shapes.open_feature(Kind::polygon);
    batch.shapes.open_part(Kind::polygon);
    batch.shapes.open_ring();
    for (const double x : {0.0, 1.0, 2.0}) {
        batch.shapes.add_vertex(x, x * x, 7, std::nan(""));
    }
    batch.columns[0].push(std::string_view("a\0b", 3));
    batch.columns[1].push("2024-04-30T10:00:00+04:00");
    std::vector<std::string> lost;
    const LoseOne lose = [&](const char* kind, const std::string& field, const std::string&) {
        lost.push_back(std::string(kind) + " " + field);
    };
    const std::optional<Batch> changed =
        storable(batch, schema.fields, {.keeps_zone = {true, false}, .keeps_z = false}, lose);
    REQUIRE(changed);
    CHECK(lost == std::vector<std::string>{"z ", "value t", "value at"});
    CHECK(changed->columns[0].text(0) == "ab");
    CHECK(changed->columns[1].text(0) == "2024-04-30T10:00:00");
    CHECK_FALSE(changed->shapes.has_z());
    CHECK(changed->shapes.vertices() == 4); // the ring is closed
    lost.clear();
    CHECK_FALSE(storable(*changed, schema.fields, {.keeps_zone = {true, false}}, lose));
    CHECK(lost.empty());
}
