// SPDX-License-Identifier: MIT
#include "record_lines.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "mine/accuracy.hpp"
#include "mine/blunder.hpp"
#include "mine/record_rows.hpp"
#include "mine/record_survey.hpp"

namespace minemap {
namespace {

constexpr double millimetre = 0.001;

double number(const std::string& text) {
    const auto value = read_decimal(text, false);
    return value ? *value : throw std::runtime_error("'" + text + "' is not a number");
}
double next_number(Words& words) {
    std::string text;
    words >> text;
    return number(text);
}

void near(const char* what, double got, double wanted, double tolerance) {
    if (!(std::abs(got - wanted) <= tolerance)) {
        wrong(fmt::format("{} {:.5f}", what, got));
    }
}

// "x=1 y=2", north and east.
PlanePoint plane_point(Words& words) {
    std::string x, y;
    words >> x >> y;
    if (x.rfind("x=", 0) != 0 || y.rfind("y=", 0) != 0) {
        throw std::runtime_error("'" + x + " " + y + "' is no place");
    }
    return {number(y.substr(2)), number(x.substr(2))};
}

class Records {
public:
    bool begin(Words& words) {
        std::string crs;
        words >> crs;
        record_ = {};
        record_.id = "test";
        record_.crs = crs == "plane" ? Crs{} : Crs::from_text(crs);
        laid_.reset();
        return false;
    }

    bool state(Words& words) {
        laid_.reset();
        std::string what, value;
        words >> what;
        words >> value;
        if (what == "declination") {
            record_.declination_deg = number(value);
        } else if (what == "laid") {
            record_.laid = parse_date(value);
        } else if (what == "scale") {
            record_.map_scale = number(value);
        } else if (what == "rows") {
            record_.rows = RowLaying{static_cast<int>(number(value)),
                                     next_number(words),
                                     next_number(words),
                                     next_number(words),
                                     {}};
        } else if (what == "operation") {
            operation_m_ = number(value);
        } else {
            throw std::runtime_error("a record states no '" + what + "'");
        }
        return false;
    }

    bool fixed(Words& words) {
        RecordPoint point = named(words);
        point.place = plane_point(words);
        record_.points.push_back(std::move(point));
        return false;
    }

    // leg SP start from RP 35.0 deg magnetic 220
    bool leg(Words& words) {
        RecordPoint point = named(words);
        std::string from, bearing, unit, count_from;
        words >> from >> from >> bearing >> unit >> count_from;
        point.leg.emplace();
        point.leg->from = index_of(from);
        point.leg->bearing = {read_bearing(bearing, angle_unit(unit).value()), angle_unit(unit).value(),
                              north(count_from).value()};
        point.leg->distance_m = next_number(words);
        std::string slope;
        if (words >> slope) {
            point.leg->slope_deg = number(slope);
        }
        record_.points.push_back(std::move(point));
        return false;
    }

    bool misclosure(Words& words) {
        const Misclosure& got = closure();
        near("north", got.north_m, next_number(words), 1e-4);
        near("east", got.east_m, next_number(words), 1e-4);
        near("length", got.length_m(), next_number(words), 1e-4);
        return true;
    }
    bool perimeter(Words& words) {
        near("perimeter", closure().perimeter_m, next_number(words), millimetre);
        return true;
    }
    bool ratio(Words& words) {
        near("1:", closure().ratio(), next_number(words), next_number(words));
        return true;
    }
    bool percent(Words& words) {
        near("%", closure().percent(), next_number(words), next_number(words));
        return true;
    }
    bool direction(Words& words) {
        near("direction", closure().direction_deg(), next_number(words), next_number(words));
        return true;
    }
    bool adjusted(Words& words) {
        std::string answer;
        words >> answer;
        if ((answer == "yes") != laid().traverse.adjusted) {
            wrong(laid().traverse.adjusted ? "adjusted" : "left as measured");
        }
        return true;
    }

    bool raw(Words& words) { return place(words, laid().traverse.raw); }
    bool balanced(Words& words) { return place(words, laid().traverse.balanced); }

    bool plane_area(Words& words) {
        std::string which;
        words >> which;
        const Traverse& traverse = laid().traverse;
        const std::vector<PlanePoint>& places = which == "raw" ? traverse.raw : traverse.balanced;
        double twice = 0;
        for (std::size_t i = 0; i < traverse.ring.size(); ++i) {
            const PlanePoint a = places[traverse.ring[i]];
            const PlanePoint b = places[traverse.ring[(i + 1) % traverse.ring.size()]];
            twice += a.e * b.n - b.e * a.n;
        }
        near("area", std::abs(twice) / 2, next_number(words), next_number(words));
        return true;
    }

    // repair 1 5.448 0.001 bearing of leg 3 reversed
    bool repair(Words& words) {
        const auto rank = static_cast<std::size_t>(next_number(words));
        const double left = next_number(words), tolerance = next_number(words);
        return check_repair(find_blunders(laid().record, laid().traverse), rank, left, tolerance,
                            rest_of(words));
    }
    // The same among the reversals only.
    bool reversal(Words& words) {
        const auto rank = static_cast<std::size_t>(next_number(words));
        const double left = next_number(words), tolerance = next_number(words);
        std::vector<Repair> repairs = find_blunders(laid().record, laid().traverse);
        std::erase_if(repairs,
                      [](const Repair& one) { return one.what.find("reversed") == std::string::npos; });
        return check_repair(repairs, rank, left, tolerance, rest_of(words));
    }

    bool accuracy(Words& words) {
        const auto got = root_sum_square(accuracy_parts(laid().record, laid().traverse, operation_m_));
        std::string wanted;
        words >> wanted;
        if (wanted == "unknown") {
            if (got) {
                wrong(fmt::format("{:.3f} m", *got));
            }
            return true;
        }
        near("accuracy", got.value_or(-1), number(wanted), next_number(words));
        return true;
    }
    bool part(Words& words) {
        const double wanted = next_number(words), tolerance = next_number(words);
        const std::string name = rest_of(words);
        for (const AccuracyPart& one : accuracy_parts(laid().record, laid().traverse, operation_m_)) {
            if (one.part == name) {
                near("part", one.m.value_or(-1), wanted, tolerance);
                return true;
            }
        }
        wrong("there is no such part");
    }

    bool row_counts(Words& words) {
        const std::vector<MineRows>& rows = laid().rows;
        if (rows.empty()) {
            wrong("no rows");
        }
        const std::string got = fmt::format("{}", fmt::join(rows.front().mines_in_row, " "));
        if (got != rest_of(words)) {
            wrong(got);
        }
        return true;
    }
    bool mine(Words& words) {
        const int row = static_cast<int>(next_number(words)), count = static_cast<int>(next_number(words));
        return compare(place_of(laid().rows.at(0), row, count), plane_point(words));
    }

private:
    static RecordPoint named(Words& words) {
        RecordPoint point;
        std::string type;
        words >> point.id >> type;
        point.type = read_point_type(type).value();
        return point;
    }

    std::size_t index_of(const std::string& id) const {
        for (std::size_t i = 0; i < record_.points.size(); ++i) {
            if (record_.points[i].id == id) {
                return i;
            }
        }
        throw std::runtime_error("there is no point '" + id + "'");
    }

    const LaidRecord& laid() {
        if (!laid_) {
            if (record_.crs.known()) {
                laid_ = surveyor_.lay_out(record_);
            } else {
                laid_.emplace();
                laid_->record = record_;
                laid_->traverse = traverse(record_, {});
            }
        }
        return *laid_;
    }

    const Misclosure& closure() {
        if (!laid().traverse.misclosure) {
            wrong("no misclosure");
        }
        return *laid().traverse.misclosure;
    }

    static bool compare(PlanePoint got, PlanePoint wanted) {
        constexpr double last_digit = 0.0005; // of the sheet's numbers
        if (!(length_m(got - wanted) <= millimetre + last_digit)) {
            wrong(fmt::format("x={:.4f} y={:.4f}", got.n, got.e));
        }
        return true;
    }

    bool place(Words& words, const std::vector<PlanePoint>& places) const {
        std::string id;
        words >> id;
        return compare(places.at(index_of(id)), plane_point(words));
    }

    static bool check_repair(const std::vector<Repair>& repairs, std::size_t rank, double left,
                             double tolerance, const std::string& what) {
        if (rank == 0 || rank > repairs.size()) {
            wrong(fmt::format("{} repairs", repairs.size()));
        }
        const Repair& got = repairs[rank - 1];
        if (got.what != what || !(std::abs(got.misclosure_m - left) <= tolerance)) {
            wrong(fmt::format("{:.4f} {}", got.misclosure_m, got.what));
        }
        return true;
    }

    RecordSurveyor surveyor_;
    MinefieldRecord record_;
    std::optional<LaidRecord> laid_;
    std::optional<double> operation_m_;
};

} // namespace

std::map<std::string, std::function<bool(Words&)>> record_directives() {
    const auto records = std::make_shared<Records>();
    const auto on = [&](bool (Records::*line)(Words&)) {
        return [records, line](Words& words) { return ((*records).*line)(words); };
    };
    return {{"record", on(&Records::begin)},
            {"states", on(&Records::state)},
            {"fixed", on(&Records::fixed)},
            {"leg", on(&Records::leg)},
            {"misclosure", on(&Records::misclosure)},
            {"perimeter", on(&Records::perimeter)},
            {"ratio", on(&Records::ratio)},
            {"percent", on(&Records::percent)},
            {"direction", on(&Records::direction)},
            {"adjusted", on(&Records::adjusted)},
            {"raw", on(&Records::raw)},
            {"balanced", on(&Records::balanced)},
            {"plane-area", on(&Records::plane_area)},
            {"repair", on(&Records::repair)},
            {"reversal", on(&Records::reversal)},
            {"accuracy", on(&Records::accuracy)},
            {"part", on(&Records::part)},
            {"row-counts", on(&Records::row_counts)},
            {"mine", on(&Records::mine)}};
}

} // namespace minemap
