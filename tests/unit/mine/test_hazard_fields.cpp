// SPDX-License-Identifier: MIT
#include "mine/hazard_tables.hpp"

#include <map>

#include "base/error.hpp"
#include "mine/fold.hpp"
#include "support/catch.hpp"

using namespace minemap;

namespace {

Schema schema_of(std::initializer_list<const char*> names) {
    Schema schema;
    for (const char* field : names) {
        schema.fields.push_back({.name = field});
    }
    return schema;
}

// "id=hazard_id class=TIP ..." in the order of the columns.
std::string taken(std::initializer_list<const char*> names,
                  std::vector<std::pair<std::string, std::string>> chosen = {}) {
    const Schema schema = schema_of(names);
    const HazardFields found = find_hazard_fields(schema, chosen);
    std::string text;
    for (std::size_t i = 0; i < hazard_column_count; ++i) {
        const auto column = static_cast<HazardColumn>(i);
        if (found[column]) {
            text += (text.empty() ? "" : " ") + std::string(name(column)) + "=" +
                    schema.fields[*found[column]].name;
        }
    }
    return text;
}

} // namespace

TEST_CASE("known exports are recognised by the names of their fields") {
    CHECK(taken({"OBJECTID", "imsma_id", "hazard_name", "hazard_type", "status", "n_mines", "Shape_Area"}) ==
          "id=imsma_id name=hazard_name class=hazard_type status=status mines=n_mines");
    CHECK(taken({"ID", "NAME", "TIP", "STATUS", "MINES", "DEVICE", "LAID", "SOURCE", "RELIABILIT", "REMARKS",
                 "FICTIONAL"}) ==
          "id=ID name=NAME class=TIP status=STATUS device=DEVICE mines=MINES laid=LAID "
          "source=SOURCE reliability=RELIABILIT remarks=REMARKS");
    CHECK(taken({"Номер", "Класс", "Статус", "Кол-во мин", "Район", "Примечание"}) ==
          "id=Номер class=Класс status=Статус mines=Кол-во мин region=Район remarks=Примечание");
    CHECK(taken({"adı", "növü", "mina_sayi", "rayon", "qeyd"}) ==
          "name=adı class=növü mines=mina_sayi region=rayon remarks=qeyd");
    CHECK(taken({"id", "name", "class", "status", "device", "mines", "region", "laid", "surveyed", "source",
                 "reliability", "accuracy_m", "remarks"}) ==
          "id=id name=name class=class status=status device=device mines=mines region=region laid=laid "
          "surveyed=surveyed source=source reliability=reliability accuracy_m=accuracy_m remarks=remarks");
}

TEST_CASE("a number of the row is nobody's id") {
    CHECK(taken({"OBJECTID", "FID", "fid", "ogc_fid", "gid", "Shape_Leng"}).empty());
}

TEST_CASE("a field of the hazard goes before a bare word, and nothing is taken twice") {
    CHECK(taken({"id", "hazard_id"}) == "id=hazard_id");
    CHECK(taken({"type", "mine_type", "hazard_class"}) == "class=hazard_class device=mine_type");
    CHECK(taken({"mine_type"}) == "device=mine_type");
    CHECK(taken({"area_status", "status"}) == "status=status");
}

TEST_CASE("what a Shapefile leaves of a name is recognised") {
    CHECK(taken({"hazard_cla"}) == "class=hazard_cla");
    CHECK(taken({"HAZARD_STA"}) == "status=HAZARD_STA");
    CHECK(taken({"number_of_"}) == "mines=number_of_");
    CHECK(taken({"классифика"}) == "class=классифика"); // ten letters in a Cyrillic code page
    CHECK(taken({"класс"}) == "class=класс");           // five in UTF-8
    CHECK(taken({"досто"}) == "reliability=досто");
    CHECK(taken({"hazard_xyz"}).empty());
    CHECK(taken({"reliab"}).empty()); // shorter than the cut: somebody's own word
}

TEST_CASE("--field settles it by hand") {
    CHECK(taken({"TIP", "KIND"}, {{"class", "KIND"}}) == "class=KIND");
    CHECK(taken({"name", "status"}, {{"status", "name"}}) == "status=name");
    CHECK_THROWS_WITH(taken({"TIP"}, {{"class", "KIND"}}),
                      ContainsText("--field class=KIND: the layer has no field 'KIND'. It has TIP."));
    CHECK_THROWS_WITH(taken({"TIP"}, {{"klass", "TIP"}}),
                      ContainsText("a hazard has no column 'klass'. It has id, "));
    CHECK_THROWS_AS(taken({}, {{"class", "x"}}), Error);
}

TEST_CASE("what was said about a column of a table of records is heeded when that is read") {
    CHECK(taken({"id", "as_entered"}, {{"bearing", "AZIMUT"}, {"id", "id"}}) == "id=id");
    CHECK(taken({"record_id", "rec_part"}, {{"mines", "MIN_SAYI"}}).find("mines") == std::string::npos);
    CHECK(taken({"id", "as_entered", "MIN_SAYI"}, {{"mines", "MIN_SAYI"}}) == "id=id mines=MIN_SAYI");
    CHECK_THROWS_WITH(taken({"id"}, {{"bearing", "AZIMUT"}}), ContainsText("no column 'bearing'"));
    CHECK_THROWS_WITH(taken({"id", "as_entered"}, {{"azimuth", "A"}}), ContainsText("no column 'azimuth'"));
}

TEST_CASE("no name of a field stands for two columns, whole or cut to ten characters") {
    std::map<std::string, HazardColumn> seen;
    for (const ColumnAlias& alias : column_aliases()) {
        for (const std::size_t length : {std::size_t{100}, std::size_t{10}}) {
            std::string folded;
            FoldedText text(first_characters(alias.field, length));
            while (const char32_t code = text.next()) {
                folded += std::to_string(static_cast<unsigned>(code)) + " ";
            }
            INFO(alias.field << " cut to " << length);
            const auto [entry, is_new] = seen.emplace(folded, alias.column);
            CHECK((is_new || entry->second == alias.column));
        }
    }
}
