// SPDX-License-Identifier: MIT
#include "sheet_lines.hpp"

#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "mine/magnetic.hpp"
#include "mine/sheet.hpp"
#include "words.hpp"

namespace {

using namespace minemap;

double number(const std::string& text) {
    std::size_t end = 0;
    const double value = std::stod(text, &end);
    if (end != text.size()) {
        wrong("'" + text + "' is not a number");
    }
    return value;
}

// "lat=39.99 lon=46.93"
struct Place {
    double lat, lon;
};
Place place(Words& words) {
    std::string lat, lon;
    words >> lat >> lon;
    if (!lat.starts_with("lat=") || !lon.starts_with("lon=")) {
        wrong("write lat=... lon=...");
    }
    return {number(lat.substr(4)), number(lon.substr(4))};
}

// "lat=39.5..39.666667"
void check_range(const std::string& text, const std::string& key, double from, double to) {
    const std::size_t dots = text.find("..");
    if (!text.starts_with(key + "=") || dots == std::string::npos) {
        wrong("write " + key + "=FROM..TO");
    }
    const double wanted_from = number(text.substr(key.size() + 1, dots - key.size() - 1));
    const double wanted_to = number(text.substr(dots + 2));
    constexpr double tolerance_deg = 1e-6;
    if (!(std::abs(from - wanted_from) <= tolerance_deg && std::abs(to - wanted_to) <= tolerance_deg)) {
        wrong(fmt::format("{}={:.8f}..{:.8f}", key, from, to));
    }
}

class SheetLines {
public:
    bool name(Words& words) {
        text_ = rest_of(words);
        sheet_.reset();
        return false;
    }

    bool is(Words& words) {
        const std::string wanted = rest_of(words);
        std::string got;
        try {
            sheet_ = std::make_unique<Sheet>(parse_sheet(text_));
            got = fmt::format("{} {}", sheet_->name, sheet_->scale);
        } catch (const Error& error) {
            got = error.code() == Errc::crs ? "ambiguous" : "no-sheet";
        }
        if (got != wanted) {
            wrong(got);
        }
        return true;
    }

    bool box(Words& words) {
        std::string lat, lon;
        words >> lat >> lon;
        check_range(lat, "lat", sheet().south_deg, sheet().north_deg);
        check_range(lon, "lon", sheet().west_deg, sheet().east_deg);
        return true;
    }

    bool beside(Words& words, std::vector<Sheet> SheetNeighbours::*side) {
        const std::string wanted = rest_of(words);
        std::string got;
        const SheetNeighbours all = neighbours(sheet());
        for (const Sheet& neighbour : all.*side) {
            got += (got.empty() ? "" : "; ") + neighbour.name;
        }
        if (got != wanted) {
            wrong(got);
        }
        return true;
    }

    bool at(Words& words) {
        place_ = place(words);
        return false;
    }

    bool sheet_of_scale(Words& words) {
        std::string scale;
        words >> scale;
        const std::string wanted = rest_of(words);
        const std::string got = sheet_at(place_.lat, place_.lon, static_cast<int>(number(scale)));
        if (got != wanted) {
            wrong(got);
        }
        return true;
    }

    bool declination(Words& words) {
        std::string year, deg, tolerance, remark;
        words >> year >> deg >> tolerance >> remark;
        const Declination got = models_.at(place_.lat, place_.lon, 0, number(year));
        if (!(std::abs(got.deg - number(deg)) <= number(tolerance)) ||
            got.extrapolated != (remark == "extrapolated")) {
            wrong(fmt::format("{:.4f}{}", got.deg, got.extrapolated ? " extrapolated" : ""));
        }
        return true;
    }

private:
    const Sheet& sheet() const {
        if (!sheet_) {
            wrong("no sheet: the line `is` comes first");
        }
        return *sheet_;
    }

    std::string text_;
    std::unique_ptr<Sheet> sheet_;
    Place place_{};
    MagneticModels models_{""}; // the built-in one, whatever is installed on this machine
};

} // namespace

std::map<std::string, std::function<bool(Words&)>> sheet_directives() {
    auto lines = std::make_shared<SheetLines>();
    const auto beside = [lines](std::vector<Sheet> SheetNeighbours::*side) {
        return [lines, side](Words& words) { return lines->beside(words, side); };
    };
    return {{"name", [lines](Words& words) { return lines->name(words); }},
            {"is", [lines](Words& words) { return lines->is(words); }},
            {"box", [lines](Words& words) { return lines->box(words); }},
            {"north", beside(&SheetNeighbours::north)},
            {"east", beside(&SheetNeighbours::east)},
            {"south", beside(&SheetNeighbours::south)},
            {"west", beside(&SheetNeighbours::west)},
            {"at", [lines](Words& words) { return lines->at(words); }},
            {"sheet", [lines](Words& words) { return lines->sheet_of_scale(words); }},
            {"declination", [lines](Words& words) { return lines->declination(words); }}};
}
