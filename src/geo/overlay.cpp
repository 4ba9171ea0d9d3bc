// SPDX-License-Identifier: MIT
#include "geo/overlay.hpp"

#include <algorithm>
#include <cmath>

#include "geo/ellipsoid.hpp"
#include "geo/geometry_ops.hpp"
#include "geo/overlay_cut.hpp"
#include "geo/overlay_union.hpp"

namespace minemap {
namespace {

// What rounding leaves along a shared border: it counts as area, but no hazard "lies in" a region because of
// it.
constexpr double sliver_m2 = 0.01;
// Twice counted ground of one hazard from which on its regions are said to overlap.
constexpr double overlap_m2 = 0.1;

struct Region {
    RegionGround ground;
    std::vector<Patch> contaminated; // the parts of hazards in it, for the union
};

// The share of one hazard that lies in one region.
struct Part {
    std::size_t region;
    double area_m2;
    Geometry geometry;
};

class Overlay {
public:
    Overlay(const Layer& hazards, const HazardColumns& columns, const Layer& regions,
            const std::vector<std::string>& names, Context& context) :
        hazards_(hazards),
        columns_(columns), region_layer_(regions), context_(context), ellipsoid_(hazards.info().crs) {
        regions_.reserve(regions.size());
        result_.regions.resize(regions.size());
        for (std::size_t i = 0; i < regions.size(); ++i) {
            result_.regions[i].name = names[i];
            open_region(i);
        }
        if (!columns.mines.empty()) {
            result_.mines = 0;
            result_.outside.mines = 0;
            for (RegionStatistics& region : result_.regions) {
                region.mines = 0;
            }
        }
    }

    OverlayStatistics run() {
        for (std::size_t i = 0; i < hazards_.size(); ++i) {
            if (i % 64 == 0) {
                context_.check_cancelled();
            }
            add(i);
        }
        for (std::size_t i = 0; i < regions_.size(); ++i) {
            context_.check_cancelled();
            close_region(i);
        }
        if (without_mines_ > 0) {
            context_.report.add(
                {Level::info, hazards_.info().name, std::nullopt, std::nullopt,
                 fmt::format("{} of {} hazards do not say how many mines they hold, so every sum of "
                             "mines is the least there are.",
                             without_mines_, hazards_.size())});
        }
        return std::move(result_);
    }

private:
    void open_region(std::size_t i) {
        Geometry ground;
        try {
            ground = ground_of(region_layer_.shapes(), i);
        } catch (const Error& error) {
            warn_region(i, fmt::format("The region cannot be used: {}.", error.what()));
        }
        regions_.push_back({RegionGround(std::move(ground)), {}});
    }

    void close_region(std::size_t i) {
        RegionStatistics& statistics = result_.regions[i];
        try {
            statistics.union_area_m2 = united_area_m2(std::move(regions_[i].contaminated), ellipsoid_);
            const double whole_m2 = ellipsoid_.area_m2(regions_[i].ground.geometry);
            statistics.share = whole_m2 > 0 ? statistics.union_area_m2 / whole_m2 : 0;
        } catch (const Error& error) {
            warn_region(i, fmt::format("Ground that hazards share could not be united: {}.", error.what()));
            statistics.union_area_m2 = statistics.area_m2;
        }
    }

    void warn_region(std::size_t i, std::string what) {
        context_.report.add({Level::warning, region_layer_.info().name, region_layer_.features().record[i],
                             std::nullopt, std::move(what)});
    }
    void warn_hazard(std::size_t i, std::string what) {
        context_.report.add({Level::warning, hazards_.info().name, hazards_.features().record[i],
                             std::nullopt, std::move(what)});
    }

    bool released(std::size_t i) const { return !columns_.released.empty() && columns_.released[i]; }
    double mines(std::size_t i) const {
        return columns_.mines.empty() || std::isnan(columns_.mines[i]) ? 0 : columns_.mines[i];
    }

    void add(std::size_t i) {
        if (result_.mines) {
            *result_.mines += mines(i);
            without_mines_ += std::isnan(columns_.mines[i]) ? 1 : 0;
        }
        if (hazards_.shapes().is_empty(i)) {
            ++result_.null_geometry;
            return;
        }
        Geometry ground;
        try {
            ground = ground_of(hazards_.shapes(), i);
        } catch (const Error& error) {
            warn_hazard(i, fmt::format("The hazard cannot be measured ({}); it counts where its middle lies, "
                                       "without an area.",
                                       error.what()));
        }
        if (!ground) {
            add_place(i);
            return;
        }
        remark_repair(i);
        const double whole_m2 = ellipsoid_.area_m2(ground);
        try {
            add_area(i, ground, whole_m2);
        } catch (const Error& error) {
            warn_hazard(i,
                        fmt::format("The hazard cannot be cut ({}); all of it counts where its middle lies.",
                                    error.what()));
            add_whole(i, ground, whole_m2);
        }
    }

    // What is measured is then not what is written in the file, and the person has to know.
    void remark_repair(std::size_t i) {
        std::string reason;
        try {
            reason = hazards_.shapes().geos(i).invalid_reason();
        } catch (const Error& error) {
            reason = error.what();
        }
        if (!reason.empty()) {
            warn_hazard(
                i, fmt::format("The geometry is not valid ({}); its repaired ground was measured.", reason));
        }
    }

    // Regions, overlapping ones all, at the middle of a hazard.
    std::vector<std::size_t> regions_at_middle(std::size_t i, const Geometry& geometry) const {
        const Box box = hazards_.shapes().box(i);
        const auto [x, y] = label_point(geometry).value_or(std::pair(box.centre_x(), box.centre_y()));
        std::vector<std::size_t> found;
        for (const std::uint32_t r : region_layer_.index().query({x, y, x, y})) {
            if (regions_[r].ground.contains(x, y)) {
                found.push_back(r);
            }
        }
        return found;
    }

    // Points and lines, and areas that enclose nothing: they count where their middle lies.
    void add_place(std::size_t i) {
        Geometry geometry;
        try {
            geometry = valid_geometry(hazards_.shapes(), i);
        } catch (const Error&) {
            // add() has said so; the middle of the box must do
        }
        const std::vector<std::size_t> found = regions_at_middle(i, geometry);
        count_total(i, 0);
        for (const std::size_t r : found) {
            count(result_.regions[r], i, 0, 1.0 / static_cast<double>(found.size()), false);
        }
        if (found.empty()) {
            count(result_.outside, i, 0, 1, false);
        }
    }

    void add_whole(std::size_t i, const Geometry& ground, double whole_m2) {
        std::vector<Part> parts;
        for (const std::size_t r : regions_at_middle(i, ground)) {
            parts.push_back({r, whole_m2, copy(ground)});
        }
        account(i, whole_m2, parts.empty() ? whole_m2 : 0, parts);
    }

    void add_area(std::size_t i, const Geometry& ground, double whole_m2) {
        std::vector<Part> parts;
        Geometry rest;
        bool has_rest = true;
        for (const std::uint32_t r : region_layer_.index().query(ground.box())) {
            const RegionGround& region = regions_[r].ground;
            if (!region.touches(ground)) {
                continue;
            }
            if (region.contains(ground)) {
                parts.push_back({r, whole_m2, copy(ground)});
                has_rest = false;
                continue;
            }
            Cut pieces = cut(ground, rest ? rest : ground, region);
            const double inside_m2 = ellipsoid_.area_m2(pieces.inside);
            if (inside_m2 > 0) {
                parts.push_back({r, inside_m2, std::move(pieces.inside)});
                rest = std::move(pieces.rest);
            }
        }
        const double rest_m2 = !has_rest ? 0 : rest ? ellipsoid_.area_m2(rest) : whole_m2;
        account(i, whole_m2, rest_m2, parts);
    }

    void account(std::size_t i, double whole_m2, double rest_m2, std::vector<Part>& parts) {
        double sum_m2 = rest_m2;
        const bool all_slivers = whole_m2 <= sliver_m2;
        int places = rest_m2 > sliver_m2 ? 1 : 0;
        for (const Part& part : parts) {
            sum_m2 += part.area_m2;
            places += part.area_m2 > sliver_m2 ? 1 : 0;
        }
        if (sum_m2 - whole_m2 > overlap_m2) {
            warn_hazard(i, fmt::format("Regions overlap here: {:.1f} m2 of this hazard count twice.",
                                       sum_m2 - whole_m2));
        }
        count_total(i, whole_m2);
        for (Part& part : parts) {
            RegionStatistics& statistics = result_.regions[part.region];
            if (part.area_m2 > sliver_m2 || all_slivers) {
                count(statistics, i, part.area_m2, part.area_m2 / sum_m2, places > 1);
            } else {
                add_sliver(statistics, i, part.area_m2);
            }
            if (!released(i)) {
                regions_[part.region].contaminated.push_back({std::move(part.geometry), part.area_m2});
            }
        }
        if (rest_m2 > sliver_m2 || parts.empty()) {
            count(result_.outside, i, rest_m2, sum_m2 > 0 ? rest_m2 / sum_m2 : 1, places > 1);
        } else {
            add_sliver(result_.outside, i, rest_m2);
        }
        const double missing_m2 = whole_m2 - sum_m2;
        result_.unaccounted_m2 += missing_m2;
        result_.worst_unaccounted_m2 = std::max(result_.worst_unaccounted_m2, std::abs(missing_m2));
    }

    void count_total(std::size_t i, double area_m2) {
        ClassArea& total = released(i) ? result_.released_total : result_.total;
        ++total.features;
        total.area_m2 += area_m2;
    }

    void count(RegionStatistics& statistics, std::size_t i, double area_m2, double share, bool crossing) {
        if (released(i)) {
            ++statistics.released.features;
        } else {
            ++statistics.features;
            statistics.crossing += crossing ? 1 : 0;
            if (!columns_.hazard_class.empty()) {
                ++statistics.by_class[columns_.hazard_class[i]].features;
            }
        }
        if (statistics.mines) {
            *statistics.mines += share * mines(i);
        }
        add_sliver(statistics, i, area_m2);
    }

    void add_sliver(RegionStatistics& statistics, std::size_t i, double area_m2) {
        if (area_m2 == 0) {
            return;
        }
        if (released(i)) {
            statistics.released.area_m2 += area_m2;
            return;
        }
        statistics.area_m2 += area_m2;
        if (!columns_.hazard_class.empty()) {
            statistics.by_class[columns_.hazard_class[i]].area_m2 += area_m2;
        }
    }

    const Layer& hazards_;
    const HazardColumns& columns_;
    const Layer& region_layer_;
    Context& context_;
    Ellipsoid ellipsoid_;
    std::vector<Region> regions_;
    OverlayStatistics result_;
    std::int64_t without_mines_ = 0; // records that do not say how many
};

} // namespace

OverlayStatistics overlay(const Layer& hazards, const HazardColumns& columns, const Layer& regions,
                          const std::vector<std::string>& region_names, Context& context) {
    return Overlay(hazards, columns, regions, region_names, context).run();
}

} // namespace minemap
