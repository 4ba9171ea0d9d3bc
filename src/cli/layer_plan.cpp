// SPDX-License-Identifier: MIT
#include "cli/layer_plan.hpp"

#include "mine/canonical.hpp"

namespace minemap {
namespace {

constexpr int points_per_edge = 21;

Box box_of_filter(const Crs& to, const Box& box, const Crs& from) {
    if (from == to) {
        return box;
    }
    const PinnedOperation pinned = pin_operation(from, to, box);
    const Box result = box_in_crs(box, Transform(from, to, pinned.operation, false));
    if (result.empty()) {
        fail(Errc::crs, "--bbox cannot be brought into {}. Give it in the CRS of the layer.", describe(to));
    }
    return result;
}

[[noreturn]] void fail_without_crs(const LayerInfo& info, std::string_view why) {
    fail(Errc::crs, "{}: layer '{}' has no CRS, and {}. Pass --src-crs, for example EPSG:28408.",
         info.provenance.uri, info.name, why);
}

// Shows the survey what would arrive at the reprojection, so that a filtered record has no say.
void survey_layer(Source& source, const std::vector<std::unique_ptr<Stage>>& stages, OperationSurvey& survey,
                  Context& context) {
    std::vector<std::unique_ptr<Stage>> own;
    LayerInfo info = source.info();
    for (const auto& stage : stages) {
        own.push_back(stage->clone());
        info = own.back()->open(info);
    }
    Batch batch;
    Context unheard{context.stop, {}, {}}; // the run itself will report the same again
    while (source.next(batch, unheard)) {
        context.check_cancelled();
        for (const auto& stage : own) {
            stage->apply(batch, unheard.report);
        }
        survey.add(batch);
    }
    source.rewind();
}

// Says what a careful reader of positions must know; with --strict that is an error.
void remark_position(const LayerInfo& info, const PinnedOperation& pinned, const LayerRequest& request,
                     Context& context) {
    const Operation& operation = pinned.operation;
    std::string remark;
    if (pinned.outside_area) {
        remark = fmt::format("{} is used outside its area of use ({}), as --allow-ballpark permits.",
                             describe(operation), operation.area_name);
    } else if (operation.ballpark) {
        remark = fmt::format(
            "{} is a ballpark operation without a datum shift, as --allow-ballpark permits; positions "
            "may be off by hundreds of metres.",
            describe(operation));
    } else if (request.operation.code.empty() && operation.accuracy_m &&
               pinned.spread_m > *operation.accuracy_m) {
        remark = fmt::format(
            "{} was chosen; other operations for this place differ from it by up to {:.2f} m, more than "
            "its own accuracy. Pin one with --operation.",
            describe(operation), pinned.spread_m);
    } else {
        return;
    }
    if (request.strict) {
        fail(Errc::crs, "{}: layer '{}': {}", info.provenance.uri, info.name, remark);
    }
    context.report.warn(info.name, remark);
}

} // namespace

Box box_in_crs(const Box& box, const Transform& transform) {
    std::vector<double> xy;
    for (int i = 0; i < points_per_edge; ++i) {
        const double t = static_cast<double>(i) / (points_per_edge - 1);
        const double x = box.min_x + t * box.width();
        const double y = box.min_y + t * box.height();
        xy.insert(xy.end(), {x, box.min_y, x, box.max_y, box.min_x, y, box.max_x, y});
    }
    Projector(transform).forward(xy);
    Box result;
    for (std::size_t i = 0; i < xy.size(); i += 2) {
        result.add(xy[i], xy[i + 1]);
    }
    return result;
}

std::string describe(const Operation& operation) {
    const std::string accuracy =
        operation.accuracy_m ? fmt::format("{:g} m", *operation.accuracy_m) : std::string("accuracy unknown");
    return operation.code.empty() ? fmt::format("{}, {}", operation.name, accuracy)
                                  : fmt::format("{} [{}], {}", operation.name, operation.code, accuracy);
}

LayerRequest layer_request(const FilterOptions& filter, const PositionOptions& position,
                           const InputOptions& input) {
    LayerRequest request;
    request.where = filter.where;
    if (!filter.bbox.empty()) {
        request.bbox = parse_box(filter.bbox, "--bbox");
    }
    if (!filter.bbox_crs.empty()) {
        request.bbox_crs = Crs::from_text(filter.bbox_crs);
    }
    if (!position.dst_crs.empty()) {
        request.to = Crs::from_text(position.dst_crs);
    }
    request.strict = position.strict;
    request.operation = position.request();
    request.fields = input.chosen_fields();
    return request;
}

LayerPlan plan_layer(Source& source, const LayerRequest& request, Context& context) {
    const LayerInfo& info = source.info();
    LayerPlan plan;
    plan.stages.push_back(stage_finite());
    if (!request.where.empty()) {
        plan.stages.push_back(stage_where(request.where, [chosen = request.fields](const LayerInfo& at_hand) {
            return canonical_aliases(at_hand.schema, chosen);
        }));
    }
    if (request.bbox) {
        if (request.bbox_crs.known() && !info.crs.known()) {
            fail_without_crs(info, "--bbox-crs asks for a place");
        }
        plan.stages.push_back(stage_bbox(request.bbox_crs.known()
                                             ? box_of_filter(info.crs, *request.bbox, request.bbox_crs)
                                             : *request.bbox));
    }
    if (request.repair) {
        plan.stages.push_back(stage_repair());
    }
    if (!request.to.known() || info.kind == Kind::null || request.to == info.crs) {
        return plan;
    }
    if (!info.crs.known()) {
        fail_without_crs(info, fmt::format("{} is asked for", describe(request.to)));
    }
    OperationSurvey survey(info.crs, request.to);
    if (survey.needs_data()) {
        survey_layer(source, plan.stages, survey, context);
    }
    try {
        plan.pinned = survey.pin(request.operation);
    } catch (const Error& error) {
        fail(error.code(), "{}: layer '{}': {}", info.provenance.uri, info.name, error.what());
    }
    remark_position(info, *plan.pinned, request, context);
    plan.stages.push_back(
        stage_reproject(Transform(info.crs, request.to, plan.pinned->operation,
                                  !plan.pinned->outside_area && !plan.pinned->operation.ballpark)));
    return plan;
}

} // namespace minemap
