// SPDX-License-Identifier: MIT
#include "cli/record_info.hpp"

#include <cmath>
#include <map>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "geo/ellipsoid.hpp"
#include "io/records.hpp"
#include "mine/zone_prefix.hpp"

namespace minemap {
namespace {

using Json = nlohmann::ordered_json;

Json number_or_null(std::optional<double> value) {
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

// North and east as on the sheets where the grid is Gauss-Krüger's.
Json place_json(PlanePoint place, bool gauss_kruger) {
    return gauss_kruger ? Json{{"x", place.n}, {"y", place.e}} : Json{{"e", place.e}, {"n", place.n}};
}

// What all records in one CRS need and is costly to make.
struct InCrs {
    InCrs(const Crs& crs, const PinnedOperation* pinned) : ellipsoid(crs), gauss_kruger(zone_prefix(crs)) {
        if (pinned != nullptr) {
            to_wgs84.emplace(Transform(crs, Crs::wgs84(), pinned->operation, false));
        }
    }
    Ellipsoid ellipsoid;
    bool gauss_kruger;
    std::optional<Projector> to_wgs84;
};

class Listing {
public:
    void add(const ReadRecord& read) {
        const MinefieldRecord& record = read.laid.record;
        const std::string& key = record.crs.code().empty() ? record.crs.wkt() : record.crs.code();
        auto found = crss_.find(key);
        if (found == crss_.end()) {
            found = crss_.emplace(key, InCrs(record.crs, read.to_wgs84)).first;
        }
        const double area = area_m2(read.laid, found->second);
        json_.push_back(to_json(read, found->second, area));
        if (json_.size() <= most_in_text) {
            text_ += to_text(read, area);
        }
    }

    RecordInfo result() const {
        std::string text = text_;
        if (json_.size() > most_in_text) {
            text += fmt::format("... and {} more records; --json lists all\n", json_.size() - most_in_text);
        }
        return {std::move(text), json_.dump()};
    }

private:
    static constexpr std::size_t most_in_text = 20;

    static double area_m2(const LaidRecord& laid, InCrs& in_crs) {
        std::vector<double> xy;
        for (const PlanePoint& corner : laid.area) {
            xy.insert(xy.end(), {corner.e, corner.n});
        }
        xy.insert(xy.end(), {laid.area.front().e, laid.area.front().n});
        return in_crs.ellipsoid.ring_area_m2(xy);
    }

    static Json points_json(const LaidRecord& laid, InCrs& in_crs) {
        std::vector<double> xy;
        for (const PlanePoint& place : laid.traverse.places()) {
            xy.insert(xy.end(), {place.e, place.n});
        }
        if (in_crs.to_wgs84) {
            in_crs.to_wgs84->forward(std::span(xy));
        }
        Json points = Json::array();
        for (std::size_t i = 0; i < laid.record.points.size(); ++i) {
            const RecordPoint& point = laid.record.points[i];
            points.push_back({{"id", point.id},
                              {"type", name(point.type)},
                              {"raw", place_json(laid.traverse.raw[i], in_crs.gauss_kruger)},
                              {"adjusted", place_json(laid.traverse.balanced[i], in_crs.gauss_kruger)},
                              {"wgs84", in_crs.to_wgs84 && std::isfinite(xy[2 * i])
                                            ? Json{{"lat", xy[2 * i + 1]}, {"lon", xy[2 * i]}}
                                            : Json(nullptr)}});
        }
        return points;
    }

    static Json to_json(const ReadRecord& read, InCrs& in_crs, double area) {
        const LaidRecord& laid = read.laid;
        const std::optional<Misclosure>& gap = laid.traverse.misclosure;
        const auto of_gap = [&](auto member) { return gap ? number_or_null(member(*gap)) : Json(nullptr); };
        Json json = {
            {"id", laid.record.id},
            {"perimeter_m", of_gap([](const Misclosure& m) { return m.perimeter_m; })},
            {"misclosure_m", of_gap([](const Misclosure& m) { return m.length_m(); })},
            {"misclosure_north_m", of_gap([](const Misclosure& m) { return m.north_m; })},
            {"misclosure_east_m", of_gap([](const Misclosure& m) { return m.east_m; })},
            {"misclosure_direction_deg", of_gap([](const Misclosure& m) { return m.direction_deg(); })},
            {"ratio", of_gap([](const Misclosure& m) { return m.ratio(); })},
            {"misclosure_percent", of_gap([](const Misclosure& m) { return m.percent(); })},
            {"area_m2", area},
            {"adjusted", laid.traverse.adjusted},
            {"declination_deg", number_or_null(laid.traverse.north.declination_deg)},
            {"declination_from", laid.declination_from.empty() ? Json(nullptr) : Json(laid.declination_from)},
            {"convergence_deg", laid.traverse.north.convergence_deg},
            {"accuracy_m", number_or_null(read.accuracy_m)}};
        json["accuracy_parts"] = Json::array();
        for (const AccuracyPart& part : read.parts) {
            json["accuracy_parts"].push_back(
                {{"part", part.part}, {"m", number_or_null(part.m)}, {"how", part.how}});
        }
        json["suggestions"] = Json::array();
        for (const Repair& repair : read.suggestions) {
            json["suggestions"].push_back({{"what", repair.what}, {"misclosure_m", repair.misclosure_m}});
        }
        json["rows"] = Json::array();
        for (const MineRows& rows : laid.rows) {
            json["rows"].push_back({{"from", laid.record.points[rows.from].id},
                                    {"to", laid.record.points[rows.to].id},
                                    {"expected_mines", rows.mines_in_row}});
        }
        json["points"] = points_json(laid, in_crs);
        return json;
    }

    static std::string to_text(const ReadRecord& read, double area) {
        const LaidRecord& laid = read.laid;
        const Traverse& traverse = laid.traverse;
        std::string text = fmt::format("Record {}\n  {} points, {:.1f} m2\n", laid.record.id,
                                       laid.record.points.size(), area);
        if (traverse.misclosure) {
            const Misclosure& gap = *traverse.misclosure;
            text += fmt::format(
                "  misclosure {:.3f} m (north {:+.3f}, east {:+.3f}, towards {:.1f}°) on {:.2f} m: "
                "1:{:.1f}, {:.3f} %; {}\n",
                gap.length_m(), gap.north_m, gap.east_m, gap.direction_deg(), gap.perimeter_m, gap.ratio(),
                gap.percent(), traverse.adjusted ? "adjusted (Bowditch)" : "left as measured");
        }
        for (const Repair& repair : read.suggestions) {
            text += fmt::format("  perhaps: {}, which leaves {:.3f} m (not applied)\n", repair.what,
                                repair.misclosure_m);
        }
        if (traverse.north.declination_deg) {
            text += fmt::format("  declination {:.3f}° ({}), convergence {:.6f}°\n",
                                *traverse.north.declination_deg, laid.declination_from,
                                traverse.north.convergence_deg);
        }
        for (const MineRows& rows : laid.rows) {
            text += fmt::format("  expected mines, {} to {}: {}\n", laid.record.points[rows.from].id,
                                laid.record.points[rows.to].id, fmt::join(rows.mines_in_row, " + "));
        }
        text += read.accuracy_m ? fmt::format("  accuracy {:.1f} m (one sigma)\n", *read.accuracy_m)
                                : std::string("  accuracy unknown\n");
        for (const AccuracyPart& part : read.parts) {
            text += fmt::format("    {:<12} {:>8}  {}\n", part.part,
                                part.m ? fmt::format("{:.1f} m", *part.m) : std::string("unknown"), part.how);
        }
        return text;
    }

    std::map<std::string, InCrs> crss_;
    Json json_ = Json::array();
    std::string text_;
};

} // namespace

RecordInfo record_info(const std::string& uri, const SourceOptions& options, Context& context) {
    Listing listing;
    const bool records =
        for_each_record(uri, options, context, [&](const ReadRecord& read) { listing.add(read); });
    return records ? listing.result() : RecordInfo{};
}

} // namespace minemap
