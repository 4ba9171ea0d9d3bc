// SPDX-License-Identifier: MIT
#include "cli/map_layers.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "cli/layer_plan.hpp"
#include "cli/looks.hpp"
#include "geo/card.hpp"
#include "io/io.hpp"
#include "mine/record_detail.hpp"
#include "mine/region.hpp"
#include "mine/sheet.hpp"
#include "scene/mesh.hpp"

namespace minemap {
namespace {

SourceOptions source_options(const MapLayer& layer, const InputOptions& in) {
    SourceOptions options;
    options.input_format = in.input_format;
    options.encoding = layer.encoding;
    options.records = in.source().records;
    options.records.operation.code = layer.operation;
    options.fields = layer.fields;
    if (!layer.src_crs.empty()) {
        options.src_crs = Crs::from_text(layer.src_crs);
    }
    return options;
}

// One map layer for each layer with geometry that the source holds; the map layer itself when it has one, or
// when it cannot be opened: loading it says why.
std::vector<MapLayer> expand(const MapLayer& wanted, const InputOptions& in, bool guess_role,
                             Context& context) {
    std::vector<MapLayer> expanded;
    try {
        Context unheard{context.stop, {}, {}}; // loading says the same again
        SourceOptions options = source_options(wanted, in);
        options.layers = guess_role ? in.layers : std::vector<std::string>{};
        const std::unique_ptr<Source> source = open_source(wanted.source, options, unheard);
        const bool named = !parse_uri(wanted.source).layer.empty();
        std::vector<LayerInfo> infos;
        do {
            const LayerInfo& info = source->info();
            if (info.kind != Kind::null && info.feature_count.value_or(1) != 0) {
                infos.push_back(info);
            }
        } while (source->next_layer());
        for (const LayerInfo& info : infos) {
            MapLayer layer = wanted;
            if (!named && (infos.size() > 1 || !options.layers.empty())) {
                layer.source += "#" + info.name;
                layer.name = wanted.name.empty() ? info.name : fmt::format("{}: {}", wanted.name, info.name);
            }
            if (layer.name.empty()) {
                layer.name = info.name;
            }
            if (guess_role && looks_like_regions(info.schema)) {
                layer.role = Role::region;
            }
            if ((guess_role || !named) &&
                is_record_detail(info.schema)) { // no hazard, and must not look like one
                layer.role = Role::context;
                layer.style = {};
                layer.label.clear();
            }
            expanded.push_back(std::move(layer));
        }
    } catch (const Error&) {
        expanded.clear();
    }
    if (expanded.empty()) {
        expanded.push_back(wanted);
        if (expanded.front().name.empty()) {
            expanded.front().name = std::filesystem::path(shown_uri(wanted.source)).stem().string();
        }
    }
    return expanded;
}

MapLayer layer_of_file(const std::string& path, const MapRequest& request) {
    MapLayer layer;
    layer.source = path;
    layer.src_crs = request.in.src_crs;
    layer.encoding = request.in.encoding;
    layer.fields = request.in.chosen_fields();
    layer.where = request.filter.where;
    layer.operation = request.position.operation;
    return layer;
}

void append(std::vector<MapLayer>& layers, std::vector<MapLayer>&& more) {
    layers.insert(layers.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Where a layer without a CRS is looked for: --near, else the first boundaries of the map that have a CRS.
Neighbourhood neighbourhood(const MapDocument& document, const MapRequest& request) {
    if (!request.position.near.empty()) {
        return neighbourhood_of(request.position.near);
    }
    for (const MapLayer& layer : document.layers) {
        if (layer.role == Role::region) {
            return [layer, in = request.in]() -> std::shared_ptr<const Layer> {
                try {
                    Context unheard;
                    const auto source = open_source(layer.source, source_options(layer, in), unheard);
                    return source->info().crs.known() ? load_layer(*source, {}, unheard) : nullptr;
                } catch (const Error&) {
                    return nullptr; // loading that layer says why
                }
            };
        }
    }
    return {};
}

// A geographic CRS is not looked at as it is: UTM of the middle, as long as the data fits into one zone and
// its neighbours.
Crs projected_for(Source& source, Context& context) {
    constexpr double widest_deg = 12;
    const Crs& crs = source.info().crs;
    std::optional<Box> extent = source.info().header_extent;
    if (!extent || extent->empty()) {
        Batch batch;
        extent = source.next(batch, context) ? batch.shapes.box() : Box{};
    }
    if (extent->empty()) {
        return crs;
    }
    const double lon = extent->centre_x();
    const double lat = extent->centre_y();
    if (extent->width() > widest_deg || std::abs(lat) > 84 || !(lon >= -180 && lon <= 180)) {
        return crs;
    }
    const int zone = std::min(60, static_cast<int>(std::floor((lon + 180) / 6)) + 1);
    return Crs::utm(zone, lat >= 0);
}

// The card, and in a few words the last change of datum, be it of this run or of the one that made the file.
void tell_position(ViewLayer& view_layer) {
    const std::vector<Step>& steps = view_layer.layer->info().provenance.steps;
    for (const Step& step : steps) {
        for (std::string& line : card_lines(step)) {
            view_layer.card.push_back(std::move(line));
        }
        if (step.is_operation() && step.accuracy_m != 0.0) {
            view_layer.operation = fmt::format("{}, {}", step.what,
                                               step.accuracy_m ? fmt::format("{:g} m", *step.accuracy_m)
                                                               : std::string("accuracy unknown"));
            view_layer.placed_by = step;
        }
    }
    view_layer.accuracy_m = accuracy_of(steps);
}

} // namespace

std::optional<int> SheetRequest::scale_of(const MapDocument& document) const {
    if (asked || !document.frame.sheets) {
        return scale;
    }
    const std::vector<int>& known = sheet_scales();
    if (std::find(known.begin(), known.end(), *document.frame.sheets) == known.end()) {
        fail(Errc::format, "The map document asks for sheets of 1:{} (frame.sheets); there are sheets of {}.",
             *document.frame.sheets, fmt::join(known, ", "));
    }
    return document.frame.sheets;
}

MapDocument gather_map(const MapRequest& request, Context& context) {
    MapDocument gathered;
    bool first = true;
    for (const std::string& path : request.maps) {
        if (!is_map_document(path)) {
            append(gathered.layers, expand(layer_of_file(path, request), request.in, true, context));
            continue;
        }
        MapDocument document = read_map(path);
        for (const std::string& key : document.unknown_keys) {
            context.report.add({Level::info,
                                {},
                                {},
                                {},
                                fmt::format("{}: the key {} is not known and was kept.", path, key)});
        }
        std::vector<MapLayer> layers = std::move(document.layers);
        for (MapLayer& layer : layers) {
            layer.source = document.resolve(layer.source);
        }
        if (first) {
            document.layers = std::move(gathered.layers);
            gathered = std::move(document);
            first = false;
        }
        for (const MapLayer& layer : layers) {
            append(gathered.layers, expand(layer, request.in, false, context));
        }
    }
    if (!request.regions.empty()) {
        MapLayer regions;
        regions.source = request.regions;
        regions.role = Role::region;
        append(gathered.layers, expand(regions, {}, false, context));
    }
    if (!request.title.empty()) {
        gathered.title = request.title;
    }
    return gathered;
}

void bring_extent(MapDocument& document, const Crs& crs, const OperationRequest& operation) {
    if (!document.view_extent || document.view_crs.empty()) {
        return;
    }
    const Crs own = Crs::from_text(document.view_crs);
    if (own == crs) {
        return;
    }
    const auto& e = *document.view_extent;
    const Box box{e[0], e[1], e[2], e[3]};
    const Box there =
        box_in_crs(box, Transform(own, crs, pin_operation(own, crs, box, operation).operation, false));
    if (there.empty()) {
        fail(Errc::crs, "The extent of the map document cannot be brought into {}. Pass --bbox.",
             describe(crs));
    }
    document.view_extent = {there.min_x, there.min_y, there.max_x, there.max_y};
}

Crs view_crs(const MapDocument& document, const MapRequest& request, Context& context) {
    if (!request.position.dst_crs.empty()) {
        return Crs::from_text(request.position.dst_crs);
    }
    if (!document.view_crs.empty()) {
        return Crs::from_text(document.view_crs);
    }
    Crs fallback;
    std::string reason;
    const MapLayer* without = nullptr; // the first whose places are not known
    for (const MapLayer& layer : document.layers) {
        try {
            Context unheard{context.stop, {}, {}};
            const auto source = open_source(layer.source, source_options(layer, request.in), unheard);
            Crs crs = source->info().crs;
            if (crs.known() && !crs.geographic()) {
                return crs;
            }
            if (!crs.known() && without == nullptr) {
                without = &layer;
            }
            if (crs.known() && !fallback.known()) {
                fallback = projected_for(*source, unheard);
            }
        } catch (const Error& error) {
            if (error.code() == Errc::cancelled) {
                throw;
            }
            reason = reason.empty() ? error.what() : reason; // loading the layer says it again
        }
    }
    if (!fallback.known()) {
        if (!reason.empty()) {
            return Crs::wgs84();
        }
        if (without == nullptr) {
            fail(Errc::crs, "There is no layer, so there is nothing to show.");
        }
        Context unheard{context.stop, {}, {}};
        const auto source = open_source(without->source, source_options(*without, request.in), unheard);
        fail_without_crs(*source, "none of the others has", neighbourhood(document, request), unheard);
    }
    return fallback;
}

std::shared_ptr<const ViewLayer> load_map_layer(const MapDocument& document, std::size_t index,
                                                const Crs& crs, const MapRequest& request, Context& context) {
    const MapLayer& wanted = document.layers.at(index);
    LayerRequest layer_wish = layer_request(request.filter, request.position, request.in);
    layer_wish.where = wanted.where;
    layer_wish.bbox.reset(); // of the picture, not of the records
    layer_wish.to = crs;
    layer_wish.fields = wanted.fields;
    layer_wish.near = neighbourhood(document, request);
    if (!wanted.operation.empty()) {
        layer_wish.operation.code = wanted.operation;
    }
    const auto source = open_source(wanted.source, source_options(wanted, request.in), context);
    const LayerInfo info = source->info();
    if (info.kind == Kind::null) {
        fail(Errc::format, "{}: layer '{}' has no geometry, so there is nothing to draw.",
             shown_uri(wanted.source), info.name);
    }
    LayerPlan plan = plan_layer(*source, layer_wish, context);
    const std::int64_t rejected_before = context.report.rejected();
    const std::int64_t filtered_before = context.report.filtered();

    auto view_layer = std::make_shared<ViewLayer>();
    view_layer->layer = load_layer(*source, plan.stages, context);
    view_layer->name = wanted.name.empty() ? info.name : wanted.name;
    view_layer->role = wanted.role;
    view_layer->source_crs = describe(info.crs);
    tell_position(*view_layer);
    view_layer->hidden = context.report.filtered() - filtered_before;
    view_layer->without_place = context.report.rejected() - rejected_before;
    const Shapes& shapes = view_layer->layer->shapes();
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        view_layer->without_place += shapes.is_empty(i) ? 1 : 0; // null ones are empty too
    }
    std::string& attribution = view_layer->attribution;
    for (const std::string& part :
         {wanted.attribution_source, wanted.attribution_date, wanted.attribution_licence}) {
        attribution += part.empty() ? "" : (attribution.empty() ? "" : ", ") + part;
    }
    apply_looks(*view_layer, wanted, document.language.empty() ? environment_language() : document.language);
    view_layer->blocks = std::make_shared<const std::vector<Block>>(make_blocks(*view_layer));
    return view_layer;
}

} // namespace minemap
