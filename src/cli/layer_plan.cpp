// SPDX-License-Identifier: MIT
#include "cli/layer_plan.hpp"

#include "cli/position_remarks.hpp"
#include "geo/card.hpp"
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

// Shows the survey what would arrive at the reprojection, so that a filtered record has no say. Only a filter
// by --where asks for values.
void survey_layer(Source& source, const std::vector<std::unique_ptr<Stage>>& stages,
                  const LayerRequest& request, OperationSurvey& survey, Context& context) {
    std::vector<std::unique_ptr<Stage>> own;
    LayerInfo info = source.info();
    for (const auto& stage : stages) {
        own.push_back(stage->clone());
        info = own.back()->open(info);
    }
    Batch batch;
    Context unheard{context.stop, {}, {}}; // the run itself will report the same again
    source.places_suffice(request.where.empty());
    source.rewind();
    while (source.next(batch, unheard)) {
        context.check_cancelled();
        for (const auto& stage : own) {
            stage->apply(batch, unheard.report);
        }
        survey.add(batch);
    }
    source.places_suffice(false);
    source.rewind();
}

// With --strict a remark about positions is an error.
void say(const std::vector<std::string>& remarks, const LayerInfo& info, const LayerRequest& request,
         Context& context) {
    for (const std::string& remark : remarks) {
        if (request.strict) {
            fail(Errc::crs, "{}: layer '{}': {}", info.provenance.uri, info.name, remark);
        }
        context.report.warn(info.name, remark);
    }
}

// Around what takes part, in the layer's CRS: from the header where that is enough, for reading takes time.
Box extent_of(Source& source, const LayerPlan& plan, const LayerRequest& request, OperationSurvey& survey,
              Context& context) {
    const std::optional<Box>& header = source.info().header_extent;
    const bool all = request.where.empty() && !request.bbox && !request.swap_axes;
    if (!survey.needs_data() && all && header && !header->empty()) {
        return *header;
    }
    survey_layer(source, plan.stages, request, survey, context);
    return survey.extent();
}

PinnedOperation pin(const OperationSurvey& survey, const LayerInfo& info, const Box& extent) {
    try {
        return survey.pin();
    } catch (const Error& error) {
        std::string why = error.what();
        for (const std::string& doubt :
             error.code() == Errc::crs ? source_remarks(info.crs, extent) : std::vector<std::string>{}) {
            why += " " + doubt;
        }
        fail(error.code(), "{}: layer '{}': {}", info.provenance.uri, info.name, why);
    }
}

// A layer that stays in its CRS is measured there, and a vertex that lies nowhere would be measured with it.
// Where no operation to WGS 84 may be used there is nothing to go by.
void add_placed(Source& source, LayerPlan& plan, const LayerRequest& request, Context& context) {
    const Crs crs = source.info().crs;
    OperationSurvey survey(crs, Crs::wgs84(), request.operation);
    if (!survey.needs_data()) {
        return;
    }
    survey_layer(source, plan.stages, request, survey, context);
    try {
        const PinnedOperation pinned = survey.pin();
        if (!pinned.outside_area && !pinned.operation.ballpark) {
            plan.stages.push_back(stage_placed(Transform(crs, Crs::wgs84(), pinned.operation)));
        }
    } catch (const Error& error) {
        if (error.code() != Errc::crs) {
            throw;
        }
    }
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
    request.near = neighbourhood_of(position.near);
    return request;
}

LayerPlan plan_layer(Source& source, const LayerRequest& request, Context& context) {
    const LayerInfo& info = source.info();
    LayerPlan plan;
    if (request.swap_axes) {
        plan.stages.push_back(stage_swap_axes());
    }
    plan.stages.push_back(stage_finite());
    if (!request.where.empty()) {
        plan.stages.push_back(stage_where(request.where, [chosen = request.fields](const LayerInfo& at_hand) {
            return canonical_aliases(at_hand.schema, chosen);
        }));
    }
    if (request.bbox) {
        if (request.bbox_crs.known() && !info.crs.known()) {
            fail_without_crs(source, "--bbox-crs asks for a place", request.near, context);
        }
        plan.stages.push_back(stage_bbox(request.bbox_crs.known()
                                             ? box_of_filter(info.crs, *request.bbox, request.bbox_crs)
                                             : *request.bbox));
    }
    if (request.repair) {
        plan.stages.push_back(stage_repair());
    }
    if (!request.to.known() || info.kind == Kind::null || request.to == info.crs) {
        if (info.crs.known() && info.kind != Kind::null && !request.swap_axes) {
            say(source_remarks(info.crs, info.header_extent.value_or(Box{})), info, request, context);
            if (request.placed) {
                add_placed(source, plan, request, context);
            }
        }
        return plan;
    }
    if (!info.crs.known()) {
        fail_without_crs(source, fmt::format("{} is asked for", describe(request.to)), request.near, context);
    }
    OperationSurvey survey(info.crs, request.to, request.operation);
    const Box extent = extent_of(source, plan, request, survey, context);
    plan.pinned = pin(survey, info, extent);
    // What is rejected for its place has no part in remarks about the others.
    const Box& served = plan.pinned->extent.empty() ? extent : plan.pinned->extent;
    say(source_remarks(info.crs, served), info, request, context);
    say(way_remarks(info.crs, request.to, *plan.pinned, served, request.operation), info, request, context);
    plan.step = step_of(info.crs, request.to, *plan.pinned);
    plan.stages.push_back(
        stage_reproject(Transform(info.crs, request.to, plan.pinned->operation,
                                  !plan.pinned->outside_area && !plan.pinned->operation.ballpark),
                        *plan.step));
    return plan;
}

} // namespace minemap
