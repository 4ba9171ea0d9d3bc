// SPDX-License-Identifier: MIT
#include "cli/sheet_frames.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "cli/sheet_corners.hpp"
#include "mine/sheet.hpp"
#include "scene/furniture.hpp"

namespace minemap {
namespace {

constexpr std::size_t most_sheets = 600;

// The SK-42 degrees that a box of the view covers, by points on its edges and inside; longitudes are counted
// from the middle, so that a box over the antimeridian stays one.
Box degrees_of(const Box& view, Projector& to_sk42) {
    constexpr int steps = 16;
    std::vector<double> xy = {view.centre_x(), view.centre_y()};
    for (int i = 0; i <= steps; ++i) {
        for (int k = 0; k <= steps; ++k) {
            xy.push_back(view.min_x + view.width() * i / steps);
            xy.push_back(view.min_y + view.height() * k / steps);
        }
    }
    to_sk42.forward(xy);
    const double middle = std::isfinite(xy[0]) ? xy[0] : 0;
    Box degrees;
    for (std::size_t i = 0; i < xy.size(); i += 2) {
        degrees.add(middle + std::remainder(xy[i] - middle, 360), xy[i + 1]);
    }
    if (degrees.width() >= 359) {
        return {-180, degrees.min_y, 180, degrees.max_y};
    }
    return {std::remainder(degrees.min_x, 360), degrees.min_y, std::remainder(degrees.max_x, 360),
            degrees.max_y};
}

// An edge that two sheets share is drawn once.
using EdgeKey = std::tuple<long, long, long, long>;
EdgeKey key_of(const std::vector<double>& edge) {
    const auto micro = [](double deg) { return std::lround(std::remainder(deg, 360) * 1e6); };
    const std::pair a{micro(edge[0]), micro(edge[1])};
    const std::pair b{micro(edge[edge.size() - 2]), micro(edge[edge.size() - 1])};
    return {std::min(a, b).first, std::min(a, b).second, std::max(a, b).first, std::max(a, b).second};
}

// Does an edge bound a sheet of 1:1,000,000 too?
bool is_strong(const std::vector<double>& edge, int scale) {
    const auto multiple = [](double deg, double of) { return std::abs(std::remainder(deg, of)) < 1e-6; };
    const bool parallel = edge[1] == edge[edge.size() - 1];
    return scale != 1'000'000 && (parallel ? multiple(edge[1], 4) : multiple(edge[0], 6));
}

} // namespace

struct SheetFrames::State {
    Crs view, sk42 = Crs::from_text(sk42_code);
    OperationRequest request;
    Operation operation;
    std::unique_ptr<Projector> to_sk42; // from the view, and back
    std::string refused;

    // What the overlay was made for.
    Box covered;
    int scale = 0;
    double tolerance_m = 0;
    SheetOverlay overlay;

    bool serves(const Box& visible, int wanted_scale, double wanted_m) const {
        return scale == wanted_scale && tolerance_m <= wanted_m && tolerance_m >= wanted_m / 8 &&
               covered.contains(visible.min_x, visible.min_y) &&
               covered.contains(visible.max_x, visible.max_y);
    }

    bool pinned_at(double x, double y) {
        double xy[] = {x, y};
        if (to_sk42) {
            to_sk42->forward(xy);
            if (operation.area.empty() || operation.area.contains(xy[0], xy[1])) {
                return true;
            }
        }
        to_sk42.reset();
        try {
            const PinnedOperation pinned = pin_operation(view, sk42, {x, y, x, y}, request);
            operation = pinned.operation;
            // A conversion within one datum bounds nothing: its area is that of the view's own zone. Neither
            // does an operation that the user wants elsewhere.
            if (!operation.changes_datum || pinned.outside_area) {
                operation.area = {};
            }
            to_sk42 = std::make_unique<Projector>(Transform(view, sk42, operation, false));
            return true;
        } catch (const Error& error) {
            refused = error.what();
            return false;
        }
    }

    std::string way() const {
        if (!operation.changes_datum) {
            return "SK-42";
        }
        return fmt::format("SK-42 by {}, {}", operation.code.empty() ? operation.name : operation.code,
                           operation.accuracy_m ? fmt::format("{:g} m", *operation.accuracy_m)
                                                : "accuracy unknown");
    }

    void add(const Sheet& sheet, std::set<EdgeKey>& drawn) {
        for (std::vector<double>& edge : sheet_edges(sheet, tolerance_m)) {
            if (drawn.insert(key_of(edge)).second) {
                const int weight = is_strong(edge, sheet.scale) ? 1 : 0;
                to_sk42->inverse(edge);
                overlay.map.lines.push_back({std::move(edge), weight});
            }
        }
        std::vector<double> ring = sheet_frame(sheet, tolerance_m);
        to_sk42->inverse(ring);
        overlay.map.labels.push_back({sheet.name, std::move(ring)});
    }

    void make() {
        overlay = {};
        const std::string sheets = fmt::format("Sheets 1:{}", with_commas(scale));
        if (!pinned_at(covered.centre_x(), covered.centre_y())) {
            overlay.refused = refused;
            overlay.note = sheets + ": no operation to SK-42 may be used here";
            return;
        }
        const Box degrees = degrees_of(covered, *to_sk42);
        const std::size_t count = count_sheets_in(degrees, scale);
        if (count > most_sheets) {
            overlay.too_many = true;
            overlay.note = fmt::format("{}: {} in this picture, too many to draw", sheets,
                                       with_commas(static_cast<std::int64_t>(count)));
            return;
        }
        std::set<EdgeKey> drawn;
        bool all = true;
        for (const Sheet& sheet : sheets_in(degrees, scale, most_sheets)) {
            const double lon = (sheet.west_deg + sheet.east_deg) / 2,
                         lat = (sheet.south_deg + sheet.north_deg) / 2;
            if (operation.area.empty() || operation.area.contains(lon, lat)) {
                add(sheet, drawn);
            } else {
                all = false;
            }
        }
        overlay.note = fmt::format("{} ({}{})", sheets, way(), all ? "" : ", none outside its area of use");
    }
};

SheetFrames::SheetFrames(const Crs& view_crs, OperationRequest request) : state_(std::make_unique<State>()) {
    state_->view = view_crs;
    state_->request = std::move(request);
}

SheetFrames::~SheetFrames() = default;
SheetFrames::SheetFrames(SheetFrames&&) noexcept = default;

const SheetOverlay& SheetFrames::in(const Box& visible, int scale_denominator, double tolerance_m) {
    if (!state_->serves(visible, scale_denominator, tolerance_m)) {
        // Somewhat more than is seen and finer than is needed: moving the map a little costs nothing then.
        state_->covered = visible.grown(0.25 * std::max(visible.width(), visible.height()));
        state_->scale = scale_denominator;
        state_->tolerance_m = tolerance_m / 2;
        state_->make();
    }
    return state_->overlay;
}

double sheet_tolerance_m(const Camera& camera, double metres_per_unit) {
    return 0.25 * camera.units_per_px * metres_per_unit;
}

std::string joined_notes(const std::string& a, const std::string& b) {
    return a + (a.empty() || b.empty() ? "" : "  ·  ") + b;
}

std::optional<int> parse_sheet_scale(const std::string& text) {
    if (text == "none") {
        return std::nullopt;
    }
    const std::string_view number = std::string_view(text).substr(text.starts_with("1:") ? 2 : 0);
    int scale = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), scale);
    const std::vector<int>& known = sheet_scales();
    if (error != std::errc{} || end != number.data() + number.size() ||
        std::find(known.begin(), known.end(), scale) == known.end()) {
        fail(Errc::usage, "--sheets {}: write the scale of Soviet sheets, one of {}, or none.", text,
             fmt::join(known, ", "));
    }
    return scale;
}

} // namespace minemap
