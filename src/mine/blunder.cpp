// SPDX-License-Identifier: MIT
#include "mine/blunder.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace minemap {
namespace {

// What the instrument shows in one unit, taken for the same number of another.
constexpr AngleUnit other_units[] = {AngleUnit::degrees, AngleUnit::mils6000, AngleUnit::mils6400,
                                     AngleUnit::gon};

// Degrees that a bearing would have if its number were one of another circle.
double in_other_unit(const Bearing& bearing, AngleUnit other) noexcept {
    return degrees_0_to_360(bearing.deg * units_in_circle(bearing.unit) / units_in_circle(other));
}

class Search {
public:
    Search(const MinefieldRecord& record, const Traverse& traverse) :
        record_(record), traverse_(traverse), before_m_(traverse.misclosure->length_m()) {
        for (const RingLeg& leg : traverse.loop) {
            legs_.push_back(along(leg.grid_deg, leg.horizontal_m));
            sum_ = sum_ + legs_.back();
        }
    }

    std::vector<Repair> run() {
        for (std::size_t i = 0; i < legs_.size(); ++i) {
            one_leg(i);
            for (std::size_t j = i + 1; j < legs_.size(); ++j) {
                exchange(i, j);
            }
        }
        for (const AngleUnit other : other_units) {
            all_in(other);
        }
        other_declination();
        std::stable_sort(found_.begin(), found_.end(),
                         [](const Repair& a, const Repair& b) { return a.misclosure_m < b.misclosure_m; });
        return std::move(found_);
    }

private:
    const Bearing& bearing(std::size_t i) const { return record_.points[traverse_.loop[i].to].leg->bearing; }

    void offer(PlanePoint sum, std::string what) {
        const double left_m = length_m(sum);
        if (left_m < before_m_) {
            found_.push_back({std::move(what), left_m});
        }
    }

    PlanePoint without(std::size_t i) const { return sum_ - legs_[i]; }

    void one_leg(std::size_t i) {
        constexpr double off_by = 10;
        const RingLeg& leg = traverse_.loop[i];
        offer(without(i) - legs_[i], fmt::format("bearing of leg {} reversed", i + 1));
        offer(without(i) + legs_[i] * (1 / off_by), fmt::format("distance of leg {} divided by ten", i + 1));
        offer(without(i) + legs_[i] * off_by, fmt::format("distance of leg {} times ten", i + 1));
        for (const AngleUnit other : other_units) {
            if (units_in_circle(other) != units_in_circle(bearing(i).unit)) {
                Bearing taken = bearing(i);
                taken.deg = in_other_unit(taken, other);
                offer(without(i) + along(grid_bearing_deg(taken, traverse_.north), leg.horizontal_m),
                      fmt::format("bearing of leg {} read as {} instead of {}", i + 1, name(other),
                                  name(bearing(i).unit)));
            }
        }
    }

    void exchange(std::size_t i, std::size_t j) {
        const RingLeg& a = traverse_.loop[i];
        const RingLeg& b = traverse_.loop[j];
        offer(without(i) - legs_[j] + along(b.grid_deg, a.horizontal_m) + along(a.grid_deg, b.horizontal_m),
              fmt::format("bearings of legs {} and {} exchanged", i + 1, j + 1));
    }

    void all_in(AngleUnit other) {
        PlanePoint sum;
        bool changed = false;
        for (std::size_t i = 0; i < legs_.size(); ++i) {
            Bearing taken = bearing(i);
            changed = changed || units_in_circle(other) != units_in_circle(taken.unit);
            taken.deg = in_other_unit(taken, other);
            sum = sum + along(grid_bearing_deg(taken, traverse_.north), traverse_.loop[i].horizontal_m);
        }
        if (changed) {
            offer(sum, fmt::format("all bearings read as {}", name(other)));
        }
    }

    void other_declination() {
        if (!traverse_.north.declination_deg) {
            return;
        }
        NorthCorrection north = traverse_.north;
        north.declination_deg = -*north.declination_deg;
        PlanePoint sum;
        for (std::size_t i = 0; i < legs_.size(); ++i) {
            sum = sum + along(grid_bearing_deg(bearing(i), north), traverse_.loop[i].horizontal_m);
        }
        constexpr double rounding_m = 1e-6; // a ring that is magnetic all around only turns
        if (length_m(sum) < before_m_ - rounding_m) {
            offer(sum, "declination with the other sign");
        }
    }

    const MinefieldRecord& record_;
    const Traverse& traverse_;
    double before_m_;
    std::vector<PlanePoint> legs_;
    PlanePoint sum_;
    std::vector<Repair> found_;
};

} // namespace

std::vector<Repair> find_blunders(const MinefieldRecord& record, const Traverse& traverse) {
    return traverse.misclosure ? Search(record, traverse).run() : std::vector<Repair>{};
}

std::vector<Repair> likely_blunders(const MinefieldRecord& record, const Traverse& traverse) {
    constexpr std::size_t most = 3;
    std::vector<Repair> repairs = find_blunders(record, traverse);
    std::erase_if(repairs, [half_m = traverse.misclosure ? traverse.misclosure->length_m() / 2 : 0](
                               const Repair& one) { return one.misclosure_m > half_m; });
    repairs.resize(std::min(repairs.size(), most));
    return repairs;
}

} // namespace minemap
