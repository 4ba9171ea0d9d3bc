// SPDX-License-Identifier: MIT
#include "notation_lines.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "mine/notation.hpp"
#include "mine/place.hpp"
#include "words.hpp"

namespace {

using namespace minemap;

// The text being looked at, its readings and their places.
class Texts {
public:
    bool said(Words& words) {
        const std::string code = rest_of(words);
        crs_ = code == "nothing" ? Crs{} : Crs::from_text(code);
        return false;
    }
    bool asked(Words& words) {
        std::string code, leave;
        words >> code >> leave;
        finder_ = PlaceFinder({code == "auto" ? "" : code, leave == "allow-ballpark"});
        return false;
    }
    bool text(Words& words) {
        readings_.clear();
        places_.clear();
        failure_.reset();
        which_ = 0;
        try {
            readings_ = read_coordinate(rest_of(words), crs_);
            for (const Reading& reading : readings_) {
                places_.push_back(finder_.place(reading));
            }
        } catch (const Error& error) {
            failure_ = error;
        }
        return false;
    }
    bool readings(Words& words) {
        std::size_t wanted = 0;
        words >> wanted;
        return check(good().size() == wanted, fmt::format("{} readings", readings_.size()));
    }
    // Looks at the reading in this CRS from here on.
    bool reads(Words& words) {
        std::string code, notation;
        words >> code >> notation;
        good();
        std::string there;
        for (std::size_t i = 0; i < readings_.size(); ++i) {
            if (readings_[i].crs_code == code && name(readings_[i].notation) == notation) {
                which_ = i;
                return true;
            }
            there += fmt::format(" {} {}", readings_[i].crs_code, name(readings_[i].notation));
        }
        wrong("there are:" + there);
    }
    bool wgs84(Words& words) { return degrees(words, one().wgs84); }
    bool sk42(Words& words) { return degrees(words, one().sk42.value_or(Degrees{NAN, NAN})); }
    bool zone(Words& words) {
        GaussKrugerPosition wanted{};
        words >> wanted.zone >> wanted.x_north_m >> wanted.y_east_m;
        const GaussKrugerPosition got = one().gk.value_or(GaussKrugerPosition{});
        constexpr double tolerance_m = 0.0051; // the sheets give centimetres
        return check(got.zone == wanted.zone && std::abs(got.x_north_m - wanted.x_north_m) <= tolerance_m &&
                         std::abs(got.y_east_m - wanted.y_east_m) <= tolerance_m,
                     fmt::format("zone {} {:.4f} {:.4f}", got.zone, got.x_north_m, got.y_east_m));
    }
    bool grid(Words& words) {
        double convergence = 0, scale = 0;
        words >> convergence >> scale;
        const GridFactors got = one().factors.value_or(GridFactors{NAN, NAN});
        return check(std::abs(got.convergence_deg - convergence) <= 1e-5 &&
                         std::abs(got.scale - scale) <= 1e-8,
                     fmt::format("{:.7f} {:.9f}", got.convergence_deg, got.scale));
    }
    bool square(Words& words) {
        const std::string wanted = rest_of(words);
        return check(one().mgrs == wanted, one().mgrs);
    }
    bool by(Words& words) {
        std::string code, accuracy;
        words >> code >> accuracy;
        const PlaceInAll& place = one();
        const Operation operation = place.operation ? place.operation->operation : Operation{};
        const std::string got = operation.accuracy_m ? fmt::format("{:g}", *operation.accuracy_m) : "unknown";
        return check(operation.code == code && got == accuracy, operation.code + " " + got);
    }
    bool apart(Words& words) {
        double metres = 0, tolerance = 0;
        words >> metres >> tolerance;
        good();
        double got = 0;
        for (const PlaceInAll& place : places_) {
            got = std::max(got, distance_m(place.wgs84, places_.front().wgs84));
        }
        return check(std::abs(got - metres) <= tolerance, fmt::format("{:.3f} m", got));
    }
    bool warns(Words& words) {
        const std::string wanted = rest_of(words);
        one();
        std::string all;
        for (const std::string& warning : readings_[which_].warnings) {
            all += warning + "\n";
        }
        return check(wanted == "nothing" ? all.empty() : all.find(wanted) != std::string::npos, all);
    }
    bool fails(Words& words) {
        const std::string wanted = rest_of(words);
        if (!failure_) {
            wrong(fmt::format("read in {} ways", readings_.size()));
        }
        const std::string got = failure_->code() == Errc::crs ? "no-place" : "no-coordinate";
        return check(wanted == got, got + ": " + failure_->what());
    }

private:
    static bool check(bool holds, const std::string& got) {
        if (!holds) {
            wrong(got);
        }
        return true;
    }
    const std::vector<Reading>& good() {
        if (failure_) {
            wrong(failure_->what());
        }
        which_ = 0;
        return readings_;
    }
    const PlaceInAll& one() {
        if (failure_) {
            wrong(failure_->what());
        }
        return places_.at(which_);
    }
    // "39.98991316 46.92880399", to as many digits as are written
    bool degrees(Words& words, const Degrees& got) {
        std::string lat, lon;
        words >> lat >> lon;
        const auto near = [](const std::string& wanted, double value) {
            const std::size_t point = wanted.find('.');
            const std::size_t decimals = point == std::string::npos ? 0 : wanted.size() - point - 1;
            return std::abs(std::stod(wanted) - value) <=
                   1.01 * std::pow(10.0, -static_cast<double>(decimals));
        };
        return check(near(lat, got.lat) && near(lon, got.lon),
                     fmt::format("{:.10f} {:.10f}", got.lat, got.lon));
    }

    Crs crs_;
    PlaceFinder finder_;
    std::vector<Reading> readings_;
    std::vector<PlaceInAll> places_;
    std::optional<Error> failure_;
    std::size_t which_ = 0;
};

} // namespace

std::map<std::string, std::function<bool(std::istringstream&)>> notation_directives() {
    const auto texts = std::make_shared<Texts>();
    const auto of = [&](bool (Texts::*member)(Words&)) {
        return [texts, member](Words& words) { return (texts.get()->*member)(words); };
    };
    return {{"said", of(&Texts::said)},       {"by-operation", of(&Texts::asked)},
            {"text", of(&Texts::text)},       {"readings", of(&Texts::readings)},
            {"reads", of(&Texts::reads)},     {"wgs84", of(&Texts::wgs84)},
            {"sk42", of(&Texts::sk42)},       {"zone", of(&Texts::zone)},
            {"grid-north", of(&Texts::grid)}, {"square", of(&Texts::square)},
            {"by", of(&Texts::by)},           {"apart", of(&Texts::apart)},
            {"warns", of(&Texts::warns)},     {"fails", of(&Texts::fails)}};
}
