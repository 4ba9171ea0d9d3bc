// SPDX-License-Identifier: MIT
#include "mine/hazard.hpp"

#include <set>
#include <tuple>

#include "support/catch.hpp"

using namespace minemap;

namespace {

HazardClass class_number(std::size_t i) { return static_cast<HazardClass>(i); }

// A greyscale print over white paper: luminance of the fill at its opacity, 0..255 (ITU-R BT.709 weights).
double grey(const HazardSymbology& look) {
    const double alpha = (look.fill_rgba & 0xff) / 255.0;
    const double luminance = 0.2126 * (look.fill_rgba >> 24) + 0.7152 * (look.fill_rgba >> 16 & 0xff) +
                             0.0722 * (look.fill_rgba >> 8 & 0xff);
    return luminance * alpha + 255 * (1 - alpha);
}

bool is_green(std::uint32_t rgba) {
    const std::uint32_t r = rgba >> 24, g = rgba >> 16 & 0xff, b = rgba >> 8 & 0xff;
    return g > r && g > b;
}

} // namespace

TEST_CASE("the colours of the land-release symbology") {
    CHECK(symbology(HazardClass::confirmed).fill_rgba == 0xFF000080);
    CHECK(symbology(HazardClass::suspected).fill_rgba == 0xF4A71880);
    CHECK(symbology(HazardStatus::open).line_rgba == 0xFF0000FF);
    CHECK_FALSE(symbology(HazardStatus::open).dashed);
    CHECK(symbology(HazardStatus::worked_on).line_rgba == 0xF4A718FF);
    CHECK(symbology(HazardStatus::worked_on).dashed);
    CHECK(symbology(HazardStatus::closed).line_rgba == 0xA6CE39FF);
}

TEST_CASE("every row of the tables stands at its own value") {
    for (std::size_t i = 0; i < hazard_class_count; ++i) {
        CHECK(symbology(class_number(i)).value == class_number(i));
        CHECK_FALSE(name(class_number(i)).empty());
        CHECK_FALSE(title(class_number(i)).empty());
    }
    for (const HazardStatus status :
         {HazardStatus::open, HazardStatus::worked_on, HazardStatus::closed, HazardStatus::unknown}) {
        CHECK(symbology(status).value == status);
    }
    CHECK(name(HazardColumn::hazard_class) == "class");
    CHECK(name(HazardColumn::remarks) == "remarks");
}

TEST_CASE("only released ground is green, and nothing else reads as safe") {
    for (std::size_t i = 0; i < hazard_class_count; ++i) {
        INFO(name(class_number(i)));
        CHECK(is_green(symbology(class_number(i)).fill_rgba) == is_released(class_number(i)));
    }
    CHECK(is_released(HazardClass::cleared));
    CHECK(is_released(HazardClass::reduced));
    CHECK(is_released(HazardClass::cancelled));
    CHECK_FALSE(is_released(HazardClass::unknown));
}

TEST_CASE("colour is never the only sign") {
    // What may kill is hatched, released ground is not hatched that way.
    std::set<std::tuple<std::uint32_t, HatchKind>> looks;
    for (std::size_t i = 0; i < hazard_class_count; ++i) {
        const HazardSymbology& look = symbology(class_number(i));
        const bool oblique = look.hatch == HatchKind::diagonal || look.hatch == HatchKind::back_diagonal ||
                             look.hatch == HatchKind::cross;
        INFO(name(class_number(i)));
        CHECK(oblique != is_released(class_number(i)));
        CHECK(looks.emplace(look.fill_rgba, look.hatch).second);
    }
    CHECK(symbology(HazardClass::confirmed).hatch == HatchKind::cross);
    CHECK(symbology(HazardClass::suspected).hatch == HatchKind::diagonal);
    CHECK(symbology(HazardClass::unknown).hatch != symbology(HazardClass::suspected).hatch);
    // Cleared, reduced and cancelled differ on a photocopy, too.
    const double cleared = grey(symbology(HazardClass::cleared)),
                 reduced = grey(symbology(HazardClass::reduced)),
                 cancelled = grey(symbology(HazardClass::cancelled));
    CHECK(reduced - cleared > 5);
    CHECK(cancelled - reduced > 5);
}

TEST_CASE("the more dangerous lies on top") {
    CHECK(danger(HazardClass::confirmed) > danger(HazardClass::minefield));
    CHECK(danger(HazardClass::minefield) > danger(HazardClass::suspected));
    CHECK(danger(HazardClass::unknown) == danger(HazardClass::suspected));
    CHECK(danger(HazardClass::suspected) > danger(HazardClass::cancelled));
    CHECK(danger(HazardClass::cancelled) > danger(HazardClass::cleared));
}

TEST_CASE("an unknown status is open, except on released ground") {
    CHECK(drawn_status(HazardClass::suspected, HazardStatus::unknown) == HazardStatus::open);
    CHECK(drawn_status(HazardClass::unknown, HazardStatus::unknown) == HazardStatus::open);
    CHECK(drawn_status(HazardClass::cleared, HazardStatus::unknown) == HazardStatus::closed);
    CHECK(drawn_status(HazardClass::suspected, HazardStatus::closed) == HazardStatus::closed);
    CHECK(drawn_status(HazardClass::cleared, HazardStatus::open) == HazardStatus::open);
}

TEST_CASE("classes of a layer are read feature by feature") {
    LayerInfo info;
    info.schema.fields = {{.name = "TIP"}, {.name = "STATUS"}};
    Batch batch;
    batch.reset(info.schema);
    for (const char* text : {"CHA", "что-то", "", "CHA"}) {
        batch.record.push_back(static_cast<std::int64_t>(batch.record.size()));
        batch.shapes.open_feature(Kind::null);
        batch.columns[0].push(text);
        batch.columns[1].push("open");
    }
    batch.record.push_back(4);
    batch.shapes.open_feature(Kind::null);
    batch.columns[0].push_null();
    batch.columns[1].push_null();
    const Layer layer(info, std::move(batch));
    const HazardFields fields = find_hazard_fields(layer.schema());
    const std::vector<ClassReading> classes = hazard_classes(layer, fields);
    REQUIRE(classes.size() == 5);
    CHECK(classes[0].value == HazardClass::confirmed);
    CHECK(classes[1].value == HazardClass::unknown);
    CHECK_FALSE(classes[1].recognised);
    CHECK(classes[2].recognised);
    CHECK(classes[3].value == HazardClass::confirmed);
    CHECK(classes[4].value == HazardClass::unknown);
    CHECK(classes[4].recognised);
    CHECK(hazard_statuses(layer, fields)[0].value == HazardStatus::open);
    CHECK(hazard_statuses(layer, fields)[4].value == HazardStatus::unknown);
    // Without a column of that kind everything is unknown, and nothing is left out.
    CHECK(hazard_classes(layer, HazardFields()).size() == 5);
}
