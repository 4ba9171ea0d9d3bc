// SPDX-License-Identifier: MIT
#include "cli/stats_output.hpp"

#include <cmath>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace minemap {
namespace {

using Json = nlohmann::ordered_json;

Json class_json(const ClassArea& area) { return {{"features", area.features}, {"area_m2", area.area_m2}}; }

Json mines_json(const std::optional<double>& mines) { return mines ? Json(*mines) : Json(nullptr); }

Json by_class_json(const RegionStatistics& region) {
    Json classes = Json::object();
    for (const auto& [name, area] : region.by_class) {
        classes[name] = class_json(area);
    }
    return classes;
}

Json region_json(const RegionStatistics& region) {
    return {{"name", region.name},
            {"features", region.features},
            {"crossing", region.crossing},
            {"area_m2", region.area_m2},
            {"union_area_m2", region.union_area_m2},
            {"share", region.share},
            {"mines", mines_json(region.mines)},
            {"by_class", by_class_json(region)},
            {"released", class_json(region.released)}};
}

// A text as one CSV cell (RFC 4180).
std::string cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + '"';
}

// "1,234,567.8"
std::string grouped(double value, int decimals) {
    std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    for (std::size_t at = digits.find('.') == std::string::npos ? digits.size() : digits.find('.'); at > 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return (value < 0 && digits.find_first_not_of("0.,") != std::string::npos ? "-" : "") + digits;
}

// How many cells of a terminal a text takes: its characters, not its bytes.
std::size_t cells(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) {
        count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    }
    return count;
}

std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::string blanks(width > cells(text) ? width - cells(text) : 0, ' ');
    return right ? blanks + text : text + blanks;
}

using Row = std::vector<std::string>;

std::string table(const std::vector<Row>& rows) {
    std::vector<std::size_t> widths(rows.front().size());
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], cells(row[i]));
        }
    }
    std::string text;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += (i == 0 ? "" : "  ") + padded(row[i], widths[i], i > 0);
        }
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

Row region_row(const RegionStatistics& region, const std::set<std::string>& classes, bool has_share) {
    Row row = {region.name,
               std::to_string(region.features),
               std::to_string(region.crossing),
               grouped(region.area_m2, 1),
               has_share ? grouped(region.union_area_m2, 1)
                         : "-", // of ground outside nobody asks for a union
               has_share ? fmt::format("{:.3f} %", 100 * region.share) : "",
               region.mines ? grouped(*region.mines, 1) : "-"};
    for (const std::string& name : classes) {
        const auto entry = region.by_class.find(name);
        row.push_back(entry == region.by_class.end() ? "-" : grouped(entry->second.area_m2, 1));
    }
    row.push_back(region.released.features == 0 ? "-" : grouped(region.released.area_m2, 1));
    return row;
}

std::set<std::string> all_classes(const OverlayStatistics& statistics) {
    std::set<std::string> classes;
    for (const RegionStatistics& region : statistics.regions) {
        for (const auto& [name, area] : region.by_class) {
            classes.insert(name);
        }
    }
    for (const auto& [name, area] : statistics.outside.by_class) {
        classes.insert(name);
    }
    return classes;
}

} // namespace

Json stats_json(const OverlayStatistics& statistics) {
    Json json;
    json["regions"] = Json::array();
    for (const RegionStatistics& region : statistics.regions) {
        json["regions"].push_back(region_json(region));
    }
    const RegionStatistics& outside = statistics.outside;
    json["outside"] = {{"features", outside.features},       {"crossing", outside.crossing},
                       {"area_m2", outside.area_m2},         {"mines", mines_json(outside.mines)},
                       {"by_class", by_class_json(outside)}, {"released", class_json(outside.released)}};
    json["null_geometry"] = statistics.null_geometry;
    json["total"] = {{"features", statistics.total.features},
                     {"area_m2", statistics.total.area_m2},
                     {"mines", mines_json(statistics.mines)},
                     {"released", class_json(statistics.released_total)}};
    json["unaccounted_m2"] = statistics.unaccounted_m2;
    json["worst_unaccounted_m2"] = statistics.worst_unaccounted_m2;
    return json;
}

std::string stats_csv(const OverlayStatistics& statistics) {
    const std::set<std::string> classes = all_classes(statistics);
    std::string text = "region,features,crossing,area_m2,union_area_m2,share,mines";
    for (const std::string& name : classes) {
        text += "," + cell("area_m2_" + name);
    }
    text += ",released_features,released_area_m2\r\n";
    const auto line = [&](const RegionStatistics& region, const std::string& name, bool outside = false) {
        text += fmt::format("{},{},{},{},{},{},{}", cell(name), region.features, region.crossing,
                            region.area_m2, outside ? "" : fmt::format("{}", region.union_area_m2),
                            outside ? "" : fmt::format("{}", region.share),
                            region.mines ? fmt::format("{}", *region.mines) : "");
        for (const std::string& wanted : classes) {
            const auto entry = region.by_class.find(wanted);
            text += fmt::format(",{}", entry == region.by_class.end() ? 0.0 : entry->second.area_m2);
        }
        text += fmt::format(",{},{}\r\n", region.released.features, region.released.area_m2);
    };
    for (const RegionStatistics& region : statistics.regions) {
        line(region, region.name);
    }
    line(statistics.outside, "(outside all regions)", true);
    return text;
}

std::string stats_table(const OverlayStatistics& statistics) {
    const std::set<std::string> classes = all_classes(statistics);
    Row head = {"region", "hazards", "crossing", "area m2", "union m2", "share", "mines"};
    for (const std::string& name : classes) {
        head.push_back(name + " m2");
    }
    head.emplace_back("released m2");
    std::vector<Row> rows = {head};
    for (const RegionStatistics& region : statistics.regions) {
        rows.push_back(region_row(region, classes, true));
    }
    RegionStatistics outside = statistics.outside;
    outside.name = "(outside all regions)";
    rows.push_back(region_row(outside, classes, false));
    std::string text = table(rows);
    text += fmt::format(
        "\nTotal: {} hazards, {} m2, {} mines recorded; {} without geometry; not accounted for {:.3f} m2.\n",
        statistics.total.features, grouped(statistics.total.area_m2, 1),
        statistics.mines ? grouped(*statistics.mines, 0) : "no", statistics.null_geometry,
        std::abs(statistics.unaccounted_m2)); // its sign says nothing, and -0.000 startles
    text += "A hazard that crosses a border is counted in each region that it touches; its area and mines "
            "are split by area.\n"
            "Ground without a record is not known to be free of mines.\n";
    return text;
}

} // namespace minemap
