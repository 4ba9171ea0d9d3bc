// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "geo/grid_factors.hpp"
#include "geo/map_projection.hpp"
#include "geo/transform.hpp"
#include "mine/notation_grid.hpp"
#include "mine/zone_prefix.hpp"

namespace minemap {
namespace {

constexpr double close_deg =
    3; // outside its area of use a CRS is still what was meant, but not continents away

// Degrees between a place and a box; 0 inside.
double gap_deg(const Box& area, double lon, double lat) {
    if (area.contains(lon, lat)) {
        return 0;
    }
    const double west = std::abs(std::remainder(area.min_x - lon, 360));
    const double east = std::abs(std::remainder(lon - area.max_x, 360));
    const double across = area.contains(lon, area.centre_y()) ? 0 : std::min(west, east);
    return std::max({across, area.min_y - lat, lat - area.max_y});
}

// Where an easting and a northing of the CRS lie, and how far from its area of use.
class Placer {
public:
    explicit Placer(const Crs& crs) : area_(crs.area_of_use()) {
        const Crs base = crs.geographic_base();
        projector_.emplace(Transform(crs, base, pin_operation(crs, base, Box{}).operation, false));
    }
    double gap_deg_of(double e, double n) {
        double xy[] = {e, n};
        projector_->forward(xy);
        const bool placed = std::isfinite(xy[0]) && std::isfinite(xy[1]) && std::abs(xy[1]) <= 90;
        lon_ = xy[0];
        lat_ = xy[1];
        return !placed ? HUGE_VAL : area_ ? gap_deg(*area_, lon_, lat_) : 0;
    }
    double lon_deg() const { return lon_; } // of the place asked for last
    double lat_deg() const { return lat_; }

private:
    std::optional<Box> area_;
    std::optional<Projector> projector_;
    double lon_ = 0, lat_ = 0;
};

struct Order {
    double e = 0, n = 0;
    std::string e_text, n_text;
    double gap_deg = HUGE_VAL;
};

Order ordered(const GridNumbers& numbers, bool first_is_north) {
    return first_is_north ? Order{numbers.second, numbers.first, numbers.second_text, numbers.first_text}
                          : Order{numbers.first, numbers.second, numbers.first_text, numbers.second_text};
}

// The zones of three degrees carry the numbers of others of six.
std::optional<std::string> three_degree_warning(const Crs& crs) {
    if (crs.name().find("3-degree") == std::string::npos) {
        return std::nullopt;
    }
    const auto grid = transverse_mercator(crs);
    const std::optional<int> prefix = zone_prefix(crs);
    if (!grid || !prefix || *prefix == 0) {
        return std::nullopt;
    }
    const int same_number = *prefix;
    const std::string other =
        same_number >= 4 && same_number <= 32
            ? fmt::format("; zone {} of 6 degrees, with its central meridian at {} E, is EPSG:{}",
                          same_number, 6 * same_number - 3, 28'400 + same_number)
            : std::string();
    return fmt::format(
        "{} counts zones of 3 degrees: its central meridian is {:g} E{}. Make sure which one the map has.",
        describe(crs), grid->central_meridian_deg, other);
}

// The scale there, for one who works outside the area on purpose.
std::string outside_warning(const Crs& crs, const Placer& place, const Order& order) {
    std::string scale;
    try {
        scale = fmt::format(" Its scale there is {:.6f}.",
                            grid_factors(crs, place.lon_deg(), place.lat_deg()).scale);
    } catch (const Error&) {
        scale.clear(); // the projection does not reach there: the sentence before says enough
    }
    return fmt::format("The place lies {:.1f} degrees outside the area of use of {}.{} Make sure that this "
                       "is the CRS of the map.",
                       order.gap_deg, describe(crs), scale);
}

Notation notation_of(const Crs& crs) {
    const std::optional<int> prefix = zone_prefix(crs);
    const auto named = [&](const char* words) { return crs.name().find(words) != std::string::npos; };
    return named("CS63")            ? Notation::cs63
           : prefix.value_or(0) > 0 ? Notation::gauss_kruger
           : prefix                 ? Notation::gauss_kruger_no_prefix
           : named("/ UTM zone")    ? Notation::utm
                                    : Notation::projected;
}

Reading reading_of(const Crs& crs, const Order& order, bool north_first) {
    Reading reading;
    reading.notation = notation_of(crs);
    reading.crs = crs;
    reading.crs_code = crs.code();
    reading.e = order.e;
    reading.n = order.n;
    reading.how = north_first
                      ? fmt::format("{}, X (north) {}, Y (east) {}", crs.name(), order.n_text, order.e_text)
                      : fmt::format("{}, easting {}, northing {}", crs.name(), order.e_text, order.n_text);
    return reading;
}

} // namespace

std::vector<Reading> readings_in(const Crs& crs, const GridNumbers& numbers) {
    Placer placer(crs);
    const std::optional<int> prefix = zone_prefix(crs);
    const bool north_first = prefix.has_value(); // Soviet grids: X is north and comes first
    const bool natural = !numbers.first_is_north             ? north_first
                         : numbers.xy_labels && !north_first ? !*numbers.first_is_north
                                                             : *numbers.first_is_north;
    Order as_written = ordered(numbers, natural), turned = ordered(numbers, !natural);
    as_written.gap_deg = placer.gap_deg_of(as_written.e, as_written.n);
    turned.gap_deg = placer.gap_deg_of(turned.e, turned.n);
    // A zone prefix decides, also where the CRS does not state its area of use.
    const auto has_prefix = [&](const Order& order) { return std::floor(order.e / 1e6) == *prefix; };
    if (prefix.value_or(0) > 0 && has_prefix(as_written) != has_prefix(turned)) {
        (has_prefix(as_written) ? turned : as_written).gap_deg = HUGE_VAL;
    }

    std::vector<Reading> readings;
    const auto add = [&](const Order& order, std::optional<std::string> warning) {
        Reading reading = reading_of(crs, order, north_first);
        if (warning) {
            reading.warnings.push_back(std::move(*warning));
        }
        if (auto zones = three_degree_warning(crs)) {
            reading.warnings.push_back(std::move(*zones));
        }
        if (order.gap_deg > 0) {
            placer.gap_deg_of(order.e, order.n);
            reading.warnings.push_back(outside_warning(crs, placer, order));
        }
        readings.push_back(std::move(reading));
    };
    const std::string swapped_warning =
        north_first
            ? fmt::format(
                  "X and Y are swapped: X is north and comes first, Y is east. It was read as X {} Y {}; "
                  "write it so.",
                  turned.n_text, turned.e_text)
            : fmt::format(
                  "Easting and northing are swapped: it was read as easting {}, northing {}. Write the "
                  "easting first.",
                  turned.e_text, turned.n_text);
    if (as_written.gap_deg <= close_deg) {
        add(as_written, std::nullopt);
        if (turned.gap_deg == 0 && !numbers.first_is_north) { // nothing says which
            add(turned, swapped_warning);
        }
        return readings;
    }
    if (turned.gap_deg <= close_deg) {
        add(turned, swapped_warning);
        return readings;
    }
    for (Order order : {as_written, turned}) {
        if (prefix.value_or(0) > 0 && order.e > 0 && order.e < 1e6) {
            order.e += 1e6 * *prefix;
            order.gap_deg = placer.gap_deg_of(order.e, order.n);
            if (order.gap_deg <= close_deg) {
                add(order,
                    fmt::format(
                        "The easting {} lacks the prefix of zone {}: it was read as {}{}. Write it in full.",
                        order.e_text, *prefix, *prefix, order.e_text));
                return readings;
            }
        }
    }
    const bool exchanged = prefix.value_or(0) > 0 && has_prefix(turned) && !has_prefix(as_written);
    Order& meant = exchanged ? turned : as_written;
    meant.gap_deg = placer.gap_deg_of(meant.e, meant.n);
    if (!std::isfinite(meant.gap_deg)) {
        fail(
            Errc::crs,
            "{} {} is no place in {}: the projection does not reach there. Correct the numbers or --src-crs.",
            numbers.first_text, numbers.second_text, describe(crs));
    }
    add(meant, exchanged ? std::optional(swapped_warning) : std::nullopt);
    return readings;
}

} // namespace minemap
