// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "geo/degrees_around.hpp"
#include "geo/ellipsoid.hpp"
#include "geo/named_areas.hpp"
#include "geo/operations.hpp"
#include "geo/transform.hpp"

namespace minemap {
namespace {

// An operation, and how much of the layer lies in its area of use.
struct Candidate {
    Operation operation;
    std::int64_t features = 0;
    Box extent;              // of those features, in the source CRS
    bool superseded = false; // only by --operation
};

bool has_code(const Operation& operation, const std::string& code) {
    return operation.code == code ||
           std::find(operation.codes.begin(), operation.codes.end(), code) != operation.codes.end();
}

// May be chosen without the user's leave: not a guess, complete, up to date, and either of known accuracy or
// the file's own word.
bool trustworthy(const Candidate& candidate) {
    const Operation& operation = candidate.operation;
    return !candidate.superseded && !operation.ballpark && operation.available &&
           (operation.accuracy_m || operation.stated_by_crs);
}

double accuracy_or_worst(const Candidate& candidate) {
    static constexpr double unknown_m = 1e9;
    return candidate.operation.accuracy_m.value_or(unknown_m);
}

bool better(const Candidate& a, const Candidate& b) {
    const auto rank = [](const Candidate& c) {
        return std::tuple(-c.features, !c.operation.available, c.operation.ballpark, accuracy_or_worst(c));
    };
    return rank(a) < rank(b);
}

// What of a batch has a place.
struct Located {
    std::vector<std::size_t> features;
    std::vector<Box> boxes; // of these
    Box extent;             // of all
};

Located located_in(const Shapes& shapes) {
    Located located;
    for (std::size_t f = 0; f < shapes.size(); ++f) {
        const auto [first, last] = shapes.vertices_of(f);
        if (first != last && shapes.is_finite(f)) {
            located.features.push_back(f);
            located.boxes.push_back(shapes.box(f));
            located.extent.add(located.boxes.back());
        }
    }
    return located;
}

// In degrees; the box of a country may cross the antimeridian.
bool overlap(const Box& country, const Box& data) {
    if (country.min_y > data.max_y || country.max_y < data.min_y) {
        return false;
    }
    return country.crosses_antimeridian() ? data.max_x >= country.min_x || data.min_x <= country.max_x
                                          : data.max_x >= country.min_x && data.min_x <= country.max_x;
}

// Coarser by less than this is worth the certainty that an operation is meant for the country.
constexpr double most_coarser = 2;

// Of those that serve as many features and are not much coarser than the best: the one that names the most of
// the countries in whose boxes the data lies. Russia's box holds Kyiv, and EPSG:5044, made for Russia, is a
// little better there than EPSG:15865, which names Ukraine: nobody has said that it holds in Kyiv.
Candidate naming_most_countries(const std::vector<Candidate>& eligible, const Candidate& best,
                                const std::optional<Box>& degrees) {
    std::vector<Candidate> rivals;
    std::set<std::string> countries;
    for (const Candidate& candidate : eligible) {
        if (candidate.features == best.features && trustworthy(candidate) &&
            accuracy_or_worst(candidate) < most_coarser * accuracy_or_worst(best)) {
            rivals.push_back(candidate);
            countries.merge(countries_named(candidate.operation.area_name));
        }
    }
    if (rivals.size() < 2 || !degrees) {
        return best;
    }
    std::set<std::string> here;
    for (const auto& [country, box] : country_boxes(countries)) {
        if (overlap(box, *degrees)) {
            here.insert(country);
        }
    }
    const auto rank = [&](const Candidate& candidate) {
        const std::set<std::string> named = countries_named(candidate.operation.area_name);
        const auto count = std::count_if(here.begin(), here.end(),
                                         [&](const std::string& country) { return named.contains(country); });
        return std::pair(-count, accuracy_or_worst(candidate));
    };
    return *std::min_element(rivals.begin(), rivals.end(),
                             [&](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
}

} // namespace

struct OperationSurvey::State {
    Crs from, to;
    OperationRequest request;
    std::vector<Candidate> candidates;
    std::unique_ptr<DegreesAround> degrees; // null when there is no choice
    bool chooses = true;                    // false: one exact conversion serves, wherever the data lies
    std::int64_t located = 0;               // features that have a place
    Box extent;                             // of these, in the source CRS

    std::vector<Operation> all() const {
        std::vector<Operation> list;
        for (const Candidate& candidate : candidates) {
            if (!candidate.superseded) {
                list.push_back(candidate.operation);
            }
        }
        return list;
    }
    // What EPSG has replaced may still be what a delivery was made with.
    void add_superseded() {
        for (Operation& operation : operations(from, to, true)) {
            const bool listed =
                std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
                    return candidate.operation.definition == operation.definition;
                });
            if (!listed && !operation.code.empty()) {
                candidates.push_back({std::move(operation), 0, {}, true});
            }
        }
    }
    std::string pair() const { return fmt::format("{} to {}", describe(from), describe(to)); }

    Candidate requested() const;
    Candidate best(bool allow_ballpark) const;
    void compare(PinnedOperation& pinned, const Candidate& with) const;
    std::vector<Operation> missing_grids(const Candidate& chosen) const;
};

OperationSurvey::OperationSurvey(const Crs& from, const Crs& to, OperationRequest request) :
    state_(std::make_unique<State>()) {
    state_->request = std::move(request);
    state_->from = from;
    state_->to = to;
    for (Operation& operation : operations(from, to)) {
        state_->candidates.push_back({std::move(operation), 0, {}, false});
    }
    if (state_->candidates.empty()) {
        fail(Errc::crs, "PROJ knows no operation from {}.", state_->pair());
    }
    state_->chooses =
        std::none_of(state_->candidates.begin(), state_->candidates.end(),
                     [](const Candidate& c) { return !c.operation.changes_datum && c.operation.available; });
    if (needs_data() && !state_->request.code.empty()) {
        state_->add_superseded();
    }
    if (needs_data()) {
        state_->degrees = std::make_unique<DegreesAround>(from);
    }
}

OperationSurvey::~OperationSurvey() = default;
OperationSurvey::OperationSurvey(OperationSurvey&&) noexcept = default;

bool OperationSurvey::needs_data() const noexcept { return state_->chooses; }

void OperationSurvey::add(const Batch& batch) {
    State& state = *state_;
    const Shapes& shapes = batch.shapes;
    const Located located = located_in(shapes);
    state.located += static_cast<std::int64_t>(located.features.size());
    state.extent.add(located.extent);
    if (!state.chooses || located.features.empty()) {
        return;
    }
    const std::optional<Box> degrees = state.degrees->of(located.extent);
    std::span<const double> exactly; // asked for when a candidate's border runs through the batch
    for (Candidate& candidate : state.candidates) {
        const Box& area = candidate.operation.area;
        const Lies all = area.empty() ? Lies::inside : degrees ? lies(*degrees, area) : Lies::across;
        if (all == Lies::inside) {
            candidate.features += static_cast<std::int64_t>(located.features.size());
            candidate.extent.add(located.extent);
        }
        if (all != Lies::across) {
            continue;
        }
        if (exactly.empty()) {
            exactly = state.degrees->exactly(shapes.xy);
        }
        for (std::size_t i = 0; i < located.features.size(); ++i) {
            const auto [first, last] = shapes.vertices_of(located.features[i]);
            bool inside = true;
            for (std::size_t v = first; v < last && inside; ++v) {
                inside = area.contains(exactly[2 * v], exactly[2 * v + 1]);
            }
            if (inside) {
                ++candidate.features;
                candidate.extent.add(located.boxes[i]);
            }
        }
    }
}

Candidate OperationSurvey::State::requested() const {
    std::vector<Candidate> matching;
    for (const Candidate& candidate : candidates) {
        if (has_code(candidate.operation, request.code)) {
            matching.push_back(candidate);
        }
    }
    if (matching.empty()) {
        fail(Errc::crs, "The operation {} does not lead from {}. There are: {}.", request.code, pair(),
             list_of(all()));
    }
    const Candidate chosen = *std::min_element(matching.begin(), matching.end(), better);
    const Operation& operation = chosen.operation;
    if (!operation.available) {
        fail(Errc::crs,
             "The operation {} needs a grid that is not installed. Install it (package proj-data), or choose "
             "another: {}.",
             request.code, list_of(all()));
    }
    if (!request.allow_ballpark && operation.ballpark) {
        fail(Errc::crs, "The operation {} is a ballpark one. Pass --allow-ballpark if that is good enough.",
             request.code);
    }
    if (!request.allow_ballpark && located > 0 && chosen.features == 0) {
        fail(Errc::crs,
             "The area of use of {} ({}) holds none of the data. Choose another, or pass --allow-ballpark: "
             "{}.",
             request.code, operation.area_name, list_of(all()));
    }
    return chosen;
}

Candidate OperationSurvey::State::best(bool allow_ballpark) const {
    std::vector<Candidate> eligible;
    for (const Candidate& candidate : candidates) {
        const bool here = candidate.features > 0 || located == 0;
        if (here && trustworthy(candidate)) {
            eligible.push_back(candidate);
        }
    }
    if (eligible.empty() && allow_ballpark) {
        std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(eligible),
                     [](const Candidate& c) { return c.operation.available && !c.superseded; });
    }
    if (eligible.empty()) {
        const bool grid = std::any_of(candidates.begin(), candidates.end(), [](const Candidate& c) {
            return c.features > 0 && !c.operation.available && !c.operation.ballpark;
        });
        fail(Errc::crs,
             "No operation from {} may be used where this data lies: {}. Pass --operation CODE "
             "--allow-ballpark "
             "to take one all the same, or correct --src-crs. There are: {}.",
             pair(),
             grid ? "those made for it need a grid that is not installed (package proj-data)"
                  : "none of known accuracy has it in its area of use",
             list_of(all()));
    }
    const Candidate& first = *std::min_element(eligible.begin(), eligible.end(), better);
    return naming_most_countries(eligible, first, degrees->of(first.extent));
}

void OperationSurvey::State::compare(PinnedOperation& pinned, const Candidate& with) const {
    const Box& e = with.extent.empty() ? extent : with.extent;
    if (e.empty()) {
        return;
    }
    const std::vector<double> places = {e.min_x, e.min_y, e.max_x, e.min_y,      e.max_x,
                                        e.max_y, e.min_x, e.max_y, e.centre_x(), e.centre_y()};
    std::vector<double> here = places;
    Projector(Transform(from, to, pinned.operation, false)).forward(here);
    const Ellipsoid ellipsoid(to);
    const std::int64_t least =
        std::max<std::int64_t>(with.features, 1); // what lies elsewhere is no alternative
    for (const Candidate& other : candidates) {
        const bool same = other.operation.definition == pinned.operation.definition;
        if (same || !trustworthy(other) || other.features < least) {
            continue;
        }
        std::vector<double> there = places;
        Projector(Transform(from, to, other.operation, false)).forward(there);
        double offset_m = 0;
        for (std::size_t i = 0; i < here.size(); i += 2) {
            if (std::isfinite(here[i]) && std::isfinite(there[i])) {
                offset_m =
                    std::max(offset_m, ellipsoid.distance_m(here[i], here[i + 1], there[i], there[i + 1]));
            }
        }
        pinned.alternatives.push_back({other.operation, offset_m});
        pinned.spread_m = std::max(pinned.spread_m, offset_m);
    }
}

// What would have been chosen if its grid were here.
std::vector<Operation> OperationSurvey::State::missing_grids(const Candidate& chosen) const {
    std::vector<Operation> list;
    for (const Candidate& other : candidates) {
        const Operation& operation = other.operation;
        if (!other.superseded && !operation.available && !operation.ballpark && located > 0 &&
            other.features >= std::max<std::int64_t>(chosen.features, 1) &&
            accuracy_or_worst(other) < accuracy_or_worst(chosen)) {
            list.push_back(operation);
        }
    }
    return list;
}

const Box& OperationSurvey::extent() const noexcept { return state_->extent; }

PinnedOperation OperationSurvey::pin() const {
    const OperationRequest& request = state_->request;
    PinnedOperation pinned;
    if (!needs_data()) {
        const auto exact =
            std::find_if(state_->candidates.begin(), state_->candidates.end(), [](const Candidate& c) {
                return !c.operation.changes_datum && c.operation.available;
            });
        pinned.operation =
            exact->operation; // --operation has nothing to choose between two CRSs of one datum
        return pinned;
    }
    const Candidate chosen =
        request.code.empty() ? state_->best(request.allow_ballpark) : state_->requested();
    pinned.operation = chosen.operation;
    pinned.extent = chosen.extent;
    pinned.outside_area = state_->located > 0 && chosen.features == 0;
    if (request.code.empty()) {
        pinned.missing_grids = state_->missing_grids(chosen);
    }
    if (!pinned.operation.ballpark) {
        state_->compare(pinned, chosen);
    }
    return pinned;
}

PinnedOperation pin_operation(const Crs& from, const Crs& to, const Box& extent,
                              const OperationRequest& request) {
    OperationSurvey survey(from, to, request);
    if (survey.needs_data() && !extent.empty()) {
        Batch corners;
        for (const auto& [x, y] :
             {std::pair(extent.min_x, extent.min_y), std::pair(extent.max_x, extent.min_y),
              std::pair(extent.max_x, extent.max_y), std::pair(extent.min_x, extent.max_y),
              std::pair(extent.centre_x(), extent.centre_y())}) {
            corners.record.push_back(0);
            corners.shapes.open_feature(Kind::point);
            corners.shapes.open_part(Kind::point);
            corners.shapes.open_ring();
            corners.shapes.add_vertex(x, y);
        }
        survey.add(corners);
    }
    return survey.pin();
}

} // namespace minemap
