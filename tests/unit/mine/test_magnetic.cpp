// SPDX-License-Identifier: MIT
#include "mine/magnetic.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "mine/magnetic_data.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"

using namespace minemap;

// The values themselves are in tests/numeric/declination.txt.

TEST_CASE("the built-in model says what it is and how sure it is") {
    const MagneticModels models("");
    const Declination then = models.at(39.99, 46.93, 0, 1993.5);
    CHECK(then.model == "igrf12");
    CHECK(then.year == 1993.5);
    CHECK_FALSE(then.extrapolated);
    CHECK_FALSE(models.at(39.99, 46.93, 0, 2010).extrapolated);
    CHECK(models.at(39.99, 46.93, 0, 2010.1).extrapolated); // definitive to 2010
    CHECK(models.at(39.99, 46.93, 0, 2025).extrapolated);
}

TEST_CASE("no model is stretched beyond its years") {
    const MagneticModels models("");
    CHECK_THROWS_WITH(models.at(40, 47, 0, 1899.9), ContainsText("earliest year is 1900"));
    CHECK_THROWS_WITH(models.at(40, 47, 0, 2025.1), ContainsText("geographiclib-get-magnetic"));
    CHECK_THROWS_AS(models.at(40, 47, 0, std::nan("")), Error);
    CHECK_THROWS_AS(models.at(91, 47, 0, 2000), Error);
    CHECK_THROWS_AS(models.at(40, std::nan(""), 0, 2000), Error);
}

namespace {

// IGRF-12 under another name and for other years, as GeographicLib would have it installed.
void install(const std::filesystem::path& folder, const std::string& name, const std::string& max_time) {
    std::string text(igrf12_metadata);
    const auto replace = [&](const std::string& key, const std::string& value) {
        const std::size_t at = text.find("\n" + key + " ") + 1;
        text.replace(at, text.find('\n', at) - at, key + " " + value);
    };
    replace("Name", name);
    replace("MaxTime", max_time);
    std::ofstream(folder / (name + ".wmm")) << text;
    std::ofstream(folder / (name + ".wmm.cof"), std::ios::binary)
        .write(reinterpret_cast<const char*>(igrf12_coefficients.data()),
               static_cast<std::streamsize>(igrf12_coefficients.size()));
}

} // namespace

TEST_CASE("a model that the user has installed comes first") {
    const TempFolder folder;
    install(folder.path(), "igrf13", "2025");
    install(folder.path(), "igrf14", "2030");
    install(folder.path(), "wmm2025", "2040");
    std::ofstream(folder.path() / "igrf15.wmm") << "not a model";
    std::ofstream(folder.path() / "emm2017.wmm") << "not asked for";
    const MagneticModels models(folder.path().string());
    CHECK(models.at(40, 47, 0, 1993.5).model == "igrf14");
    CHECK_FALSE(models.at(40, 47, 0, 2020).extrapolated); // the 14th generation is definitive to 2020
    CHECK(models.at(40, 47, 0, 2029).model == "igrf14");
    CHECK(models.at(40, 47, 0, 2035).model == "wmm2025");
    CHECK(models.at(40, 47, 0, 2035).extrapolated);
    CHECK_THROWS_WITH(models.at(40, 47, 0, 2041), ContainsText("end with 2040"));
}
