// SPDX-License-Identifier: MIT
// run_numeric FILE.txt: checks a sheet of control values; README.md beside it says what the lines mean.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <functional>
#include <iostream>
#include <limits>
#include <map>
#include <optional>
#include <sstream>

#include <glm/geometric.hpp>

#include "base/error.hpp"
#include "cli/grid_source.hpp"
#include "geo/ellipsoid.hpp"
#include "geo/grid_factors.hpp"
#include "geo/transform.hpp"
#include "mine/crs_candidates.hpp"
#include "mine/grid.hpp"
#include "notation_lines.hpp"
#include "record_lines.hpp"
#include "scene/map_words.hpp"
#include "sheet_lines.hpp"

namespace {

using namespace minemap;

struct Point {
    double x = 0, y = 0; // easting or longitude first
};

double number(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw std::runtime_error("'" + text + "' is not a number");
    }
    return value;
}

// "x=1 y=2" (north, east), "e=1 n=2", "lat=1 lon=2".
Point point(std::istringstream& words) {
    static const std::map<std::string, bool> is_easting = {{"x", false}, {"n", false}, {"lat", false},
                                                           {"y", true},  {"e", true},  {"lon", true}};
    Point result;
    std::string word;
    for (int i = 0; i < 2; ++i) {
        words >> word;
        const std::size_t equals = word.find('=');
        const auto name = is_easting.find(word.substr(0, equals));
        if (equals == std::string::npos || name == is_easting.end()) {
            throw std::runtime_error("'" + word + "' is not a coordinate");
        }
        (name->second ? result.x : result.y) = number(word.substr(equals + 1));
    }
    return result;
}

class Sheet {
public:
    // Runs one line; true when it was a check and it held. Throws std::runtime_error with what is wrong.
    bool run(const std::string& line) {
        std::istringstream words(line.substr(0, line.find('#')));
        std::string directive;
        if (!(words >> directive)) {
            return false;
        }
        for (const auto* directives :
             {&directives_, &sheet_directives_, &notation_directives_, &record_directives_}) {
            if (const auto entry = directives->find(directive); entry != directives->end()) {
                return entry->second(words);
            }
        }
        throw std::runtime_error("'" + directive + "' is no directive");
    }

private:
    // Brings the accepted point over, once for all the checks on it.
    void transform() {
        if (result_ || refused_) {
            return;
        }
        try {
            pinned_ = pin_operation(from_, to_, {point_.x, point_.y, point_.x, point_.y}, request_);
            double xy[] = {point_.x, point_.y};
            Projector(Transform(from_, to_, pinned_.operation, false)).forward(xy);
            result_ = {xy[0], xy[1]};
        } catch (const Error& error) {
            if (error.code() != Errc::crs) {
                throw;
            }
            refused_ = error.what();
        }
    }

    const Point& result() {
        transform();
        if (!result_) {
            throw std::runtime_error("refused: " + *refused_);
        }
        return *result_;
    }

    void forget() {
        result_.reset();
        refused_.reset();
    }

    bool set_crs(Crs& crs, std::istringstream& words) {
        std::string code;
        words >> code;
        crs = Crs::from_text(code);
        forget();
        return false;
    }

    bool set_operation(std::istringstream& words) {
        std::string code, leave;
        words >> code >> leave;
        request_ = {code == "auto" ? "" : code, leave == "allow-ballpark"};
        forget();
        return false;
    }

    bool expect(std::istringstream& words) {
        const std::string rest = words.str().substr(static_cast<std::size_t>(words.tellg()));
        if (rest.find("refused") != std::string::npos) {
            transform();
            if (!refused_) {
                throw std::runtime_error(fmt::format("not refused, but {:.10f} {:.10f} by {}", result_->x,
                                                     result_->y, pinned_.operation.code));
            }
            return true;
        }
        const Point wanted = point(words);
        const Point& got = result();
        if (!(std::abs(got.x - wanted.x) <= tolerance_ && std::abs(got.y - wanted.y) <= tolerance_)) {
            throw std::runtime_error(fmt::format("got {:.10f} (east) {:.10f} (north)", got.x, got.y));
        }
        return true;
    }

    bool pinned(std::istringstream& words) {
        std::string code, accuracy;
        words >> code >> accuracy;
        result();
        const Operation& operation = pinned_.operation;
        if ((code == "none" ? "" : code) != operation.code) {
            throw std::runtime_error("pinned " + operation.code);
        }
        const bool right = accuracy == "unknown"
                               ? !operation.accuracy_m
                               : operation.accuracy_m && *operation.accuracy_m == number(accuracy);
        if (!right) {
            throw std::runtime_error(operation.accuracy_m ? fmt::format("accuracy {}", *operation.accuracy_m)
                                                          : std::string("accuracy unknown"));
        }
        return true;
    }

    bool offset(std::istringstream& words) {
        std::string code, metres, tolerance;
        words >> code >> metres >> tolerance;
        result();
        for (const Alternative& alternative : pinned_.alternatives) {
            if (alternative.operation.code == code) {
                if (!(std::abs(alternative.offset_m - number(metres)) <= number(tolerance))) {
                    throw std::runtime_error(fmt::format("{:.4f} m", alternative.offset_m));
                }
                return true;
            }
        }
        throw std::runtime_error("not among the alternatives");
    }

    bool spread(std::istringstream& words) {
        std::string metres, tolerance;
        words >> metres >> tolerance;
        result();
        if (!(std::abs(pinned_.spread_m - number(metres)) <= number(tolerance))) {
            throw std::runtime_error(fmt::format("{:.4f} m", pinned_.spread_m));
        }
        return true;
    }

    bool factors(std::istringstream& words) {
        std::string convergence, convergence_tolerance, scale, scale_tolerance;
        words >> convergence >> convergence_tolerance >> scale >> scale_tolerance;
        const Crs base = from_.geographic_base();
        double xy[] = {point_.x, point_.y};
        const Box here{point_.x, point_.y, point_.x, point_.y};
        Projector(Transform(from_, base, pin_operation(from_, base, here).operation, false)).forward(xy);
        const GridFactors got = grid_factors(from_, xy[0], xy[1]);
        if (!(std::abs(got.convergence_deg - number(convergence)) <= number(convergence_tolerance) &&
              std::abs(got.scale - number(scale)) <= number(scale_tolerance))) {
            throw std::runtime_error(fmt::format("{:.8f} {:.10f}", got.convergence_deg, got.scale));
        }
        return true;
    }

    bool candidates(std::istringstream& words) {
        std::string first, second, metres, tolerance;
        words >> first >> second >> metres >> tolerance;
        const CrsCandidates got = crs_candidates({point_.x, point_.y}, nullptr);
        const bool right = got.list.size() > 1 && got.list[0].crs.code() == first &&
                           got.list[1].crs.code() == second &&
                           std::abs(got.list[1].apart_m - number(metres)) <= number(tolerance);
        if (!right) {
            throw std::runtime_error(describe(got));
        }
        return true;
    }

    bool area(std::istringstream& words) {
        std::string wanted, tolerance;
        words >> wanted >> tolerance;
        Shapes shapes;
        shapes.open_feature(Kind::polygon);
        shapes.open_part(Kind::polygon);
        shapes.open_ring();
        for (const Point& vertex : ring_) {
            shapes.add_vertex(vertex.x, vertex.y);
        }
        shapes.add_vertex(ring_.at(0).x, ring_.at(0).y);
        ring_.clear();
        const double got = Ellipsoid(from_).area_m2(shapes, 0);
        if (!(std::abs(got - number(wanted)) <= number(tolerance))) {
            throw std::runtime_error(fmt::format("{:.3f} m2", got));
        }
        return true;
    }

    bool check_mgrs(std::istringstream& words) {
        std::string wanted;
        words >> wanted;
        const std::string got = mgrs(point_.y, point_.x);
        if (got != wanted) {
            throw std::runtime_error(got);
        }
        return true;
    }

    bool check_utm(std::istringstream& words) {
        std::string zone, side, e, n, tolerance;
        words >> zone >> side >> e >> n >> tolerance;
        const UtmPosition got = utm(point_.y, point_.x);
        const double allowed = number(tolerance);
        if (got.zone != static_cast<int>(number(zone)) || got.north != (side == "N") ||
            !(std::abs(got.e - number(e)) <= allowed && std::abs(got.n - number(n)) <= allowed)) {
            throw std::runtime_error(
                fmt::format("{} {} {:.3f} {:.3f}", got.zone, got.north ? 'N' : 'S', got.e, got.n));
        }
        return true;
    }

    bool set_picture(std::istringstream& words) {
        const Point middle = point(words);
        std::string units, width, height;
        words >> units >> width >> height;
        camera_.centre = {middle.x, middle.y};
        camera_.units_per_px = number(units);
        camera_.width_px = static_cast<int>(number(width));
        camera_.height_px = static_cast<int>(number(height));
        return false;
    }

    bool set_grid(std::istringstream& words) {
        std::string name;
        words >> name;
        for (const auto& word : grid_words) {
            grid_ = word.text == name ? word.value : grid_;
        }
        return false;
    }

    MapGrid drawn() const {
        GridSource source(to_, request_);
        return lay_out_grid(source.at(grid_, camera_.centre.x, camera_.centre.y), camera_);
    }

    bool spacing(std::istringstream& words) {
        std::string metres;
        words >> metres;
        const MapGrid grid = drawn();
        if (grid.step_x != static_cast<std::int64_t>(number(metres))) {
            throw std::runtime_error(fmt::format("{} m", grid.step_x));
        }
        return true;
    }

    bool set_line(std::istringstream& words) {
        std::string value, zone_word, zone;
        words >> line_kind_ >> value >> zone_word >> zone;
        line_value_ = number(value);
        line_zone_ = zone.empty() ? 0 : static_cast<int>(number(zone));
        return false;
    }

    // Pixels between the place and the nearest piece of the line.
    double distance_px(const Point& place) const {
        static const std::map<std::string, GridLine::Kind> kinds = {{"easting", GridLine::Kind::easting},
                                                                    {"northing", GridLine::Kind::northing},
                                                                    {"meridian", GridLine::Kind::meridian},
                                                                    {"parallel", GridLine::Kind::parallel}};
        const GridLine::Kind kind = kinds.at(line_kind_);
        const bool angle = kind == GridLine::Kind::meridian || kind == GridLine::Kind::parallel;
        const auto value = std::llround(line_value_ * (angle ? 360'000 : 1));
        const glm::dvec2 at = camera_.to_screen({place.x, place.y});
        double nearest = std::numeric_limits<double>::infinity();
        for (const GridLine& line : drawn().lines) {
            for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
                if (line.kind == kind && line.value == value && line.zone == line_zone_) {
                    const glm::dvec2 a(line.points[i]), chord = glm::dvec2(line.points[i + 1]) - a;
                    const double t = std::clamp(glm::dot(at - a, chord) / glm::dot(chord, chord), 0.0, 1.0);
                    nearest = std::min(nearest, glm::distance(at, a + chord * t));
                }
            }
        }
        return nearest;
    }

    bool passes(std::istringstream& words, bool wanted) {
        const Point place = point(words);
        std::string pixels;
        words >> pixels;
        const double distance = distance_px(place);
        if (!std::isfinite(distance) || (distance <= number(pixels)) != wanted) {
            throw std::runtime_error(fmt::format("{:.3f} pixels away", distance));
        }
        return true;
    }

    using Directive = std::function<bool(std::istringstream&)>;
    const std::map<std::string, Directive> directives_ = {
        {"from", [this](auto& words) { return set_crs(from_, words); }},
        {"to", [this](auto& words) { return set_crs(to_, words); }},
        {"operation", [this](auto& words) { return set_operation(words); }},
        {"tolerance",
         [this](auto& words) {
             std::string value;
             words >> value;
             tolerance_ = number(value);
             return false;
         }},
        {"accept",
         [this](auto& words) {
             point_ = point(words);
             forget();
             return false;
         }},
        {"vertex",
         [this](auto& words) {
             ring_.push_back(point(words));
             return false;
         }},
        {"expect", [this](auto& words) { return expect(words); }},
        {"pinned", [this](auto& words) { return pinned(words); }},
        {"offset", [this](auto& words) { return offset(words); }},
        {"spread", [this](auto& words) { return spread(words); }},
        {"factors", [this](auto& words) { return factors(words); }},
        {"candidates", [this](auto& words) { return candidates(words); }},
        {"area", [this](auto& words) { return area(words); }},
        {"mgrs", [this](auto& words) { return check_mgrs(words); }},
        {"utm", [this](auto& words) { return check_utm(words); }},
        {"picture", [this](auto& words) { return set_picture(words); }},
        {"grid", [this](auto& words) { return set_grid(words); }},
        {"spacing", [this](auto& words) { return spacing(words); }},
        {"line", [this](auto& words) { return set_line(words); }},
        {"through", [this](auto& words) { return passes(words, true); }},
        {"misses", [this](auto& words) { return passes(words, false); }},
    };
    const std::map<std::string, Directive> sheet_directives_ = sheet_directives();
    const std::map<std::string, Directive> notation_directives_ = notation_directives();
    const std::map<std::string, Directive> record_directives_ = record_directives();

    Crs from_, to_;
    OperationRequest request_;
    double tolerance_ = 0;
    Point point_;
    std::vector<Point> ring_;
    PinnedOperation pinned_;
    std::optional<Point> result_;
    std::optional<std::string> refused_;
    Camera camera_;
    GridKind grid_ = GridKind::none;
    std::string line_kind_;
    double line_value_ = 0;
    int line_zone_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    std::ifstream file(argc == 2 ? argv[1] : "");
    if (!file) {
        std::cerr << "usage: run_numeric FILE.txt\n";
        return 2;
    }
    Sheet sheet;
    int held = 0, wrong = 0, row = 0;
    for (std::string line; std::getline(file, line);) {
        ++row;
        try {
            held += sheet.run(line) ? 1 : 0;
        } catch (const std::exception& error) {
            ++wrong;
            std::cout << argv[1] << ":" << row << ": " << line << "\n    " << error.what() << "\n";
        }
    }
    std::cout << held << " lines hold, " << wrong << " do not\n";
    return wrong == 0 && held > 0 ? 0 : 1;
}
