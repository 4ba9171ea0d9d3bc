// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/report.hpp"
#include "geo/batch.hpp"
#include "geo/box.hpp"
#include "geo/crs.hpp"

namespace minemap {

// One coordinate operation between two CRSs, as PROJ lists it.
struct Operation {
    std::string name; // of the datum step where there is one: "Pulkovo 1942 to WGS 84 (16)"
    std::string code; // of the datum step: "EPSG:15865"; several steps joined with " + "; empty = none
    std::vector<std::string> codes; // of every step, for --operation
    std::string area_name;
    std::string definition;           // what PROJ builds it from (PROJ string or WKT), axis order east-north
    std::optional<double> accuracy_m; // one sigma; 0 for a conversion within one datum; none = unknown
    Box area;                         // of use, degrees; empty = not limited
    bool changes_datum = false;
    bool ballpark = false;      // PROJ's guess: no datum shift at all
    bool stated_by_crs = false; // by the TOWGS84 of a CRS's own definition, whose accuracy nobody states
    bool available = true;      // false: a grid that it needs is not installed
};

// Every operation that PROJ knows between the two, in PROJ's order, ballpark ones last. Throws Error{crs}
// when one CRS is unknown or local.
std::vector<Operation> operations(const Crs& from, const Crs& to);

// What the user may say about the choice.
struct OperationRequest {
    std::string code; // --operation; empty = the best
    bool allow_ballpark = false;
};

struct Alternative {
    Operation operation;
    double offset_m =
        0; // farthest that it moves the corners and centre of this layer's extent from the pinned one
};

struct PinnedOperation {
    Operation operation;
    std::vector<Alternative> alternatives; // that apply here too; not the pinned one
    double spread_m = 0;                   // the largest offset
    Box extent;                // of the features that it serves, in the source CRS; empty = unknown
    bool outside_area = false; // permitted by allow_ballpark
    std::vector<Operation> missing_grids; // better here than the pinned one, but not to be had
};

// Looks at where the features of a layer lie and pins one operation for all of them. Feed it every batch of
// the layer as read; what it keeps does not grow with the number of features.
class OperationSurvey {
public:
    // `request`: what the user says about the choice; what EPSG has superseded is looked at only for a code.
    OperationSurvey(const Crs& from, const Crs& to, OperationRequest request = {});
    ~OperationSurvey();
    OperationSurvey(OperationSurvey&&) noexcept;

    // False when there is nothing to survey: the two CRSs share a datum, so that one exact conversion serves.
    bool needs_data() const noexcept;
    void add(const Batch& batch);
    // Around all that was added, in the source CRS; empty when nothing had a place.
    const Box& extent() const noexcept;
    // Among the operations that are not ballpark, whose grids are here and whose area of use holds the most
    // features: the most accurate one. Throws Error{crs} with the candidates listed when there is none, when
    // the requested code is not among them, or when it lies elsewhere (unless ballpark is allowed).
    PinnedOperation pin() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// A recipe: copy it to any thread.
class Transform {
public:
    // enforce_area: features outside the operation's area of use are rejected by record.
    Transform(Crs from, Crs to, Operation pinned, bool enforce_area = true);
    const Crs& from() const noexcept { return from_; }
    const Crs& to() const noexcept { return to_; }
    const Operation& operation() const noexcept { return operation_; }
    bool enforces_area() const noexcept { return enforce_area_; }
    bool is_identity() const noexcept { return from_ == to_; }

private:
    Crs from_, to_;
    Operation operation_;
    bool enforce_area_;
};

// An instance: stays on the thread that made it.
class Projector {
public:
    explicit Projector(const Transform& transform);
    ~Projector();
    Projector(Projector&&) noexcept;

    // All coordinates of the batch in one call. A record with a non-finite result, or with a vertex outside
    // the operation's area of use, is rejected and leaves the batch. Z and M stay as they are.
    void forward(Batch& batch, const std::string& layer, Report& report);
    // Rejects the records that forward() would, and leaves the coordinates of the others as they are.
    void check(Batch& batch, const std::string& layer, Report& report);
    // x y x y ... in place, either way; a point that cannot be transformed becomes NaN.
    void forward(std::span<double> xy);
    void inverse(std::span<double> xy);

private:
    struct State;
    std::vector<bool> move(Batch& batch, const std::string& layer, Report& report);
    std::unique_ptr<State> state_;
};

// The usual shortcut for a few points near each other (a cursor, a corner, a map frame): pins by `extent` in
// the source CRS.
PinnedOperation pin_operation(const Crs& from, const Crs& to, const Box& extent,
                              const OperationRequest& request = {});

} // namespace minemap
