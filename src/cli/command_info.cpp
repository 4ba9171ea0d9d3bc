// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include <cmath>
#include <map>
#include <memory>

#include "cli/layer_plan.hpp"
#include "cli/missing_crs.hpp"
#include "cli/options.hpp"
#include "cli/position_remarks.hpp"
#include "cli/record_info.hpp"
#include "cli/report_json.hpp"
#include "cli/session.hpp"
#include "geo/card.hpp"
#include "geo/stages.hpp"
#include "io/io.hpp"
#include "mine/hazard.hpp"
#include "mine/region.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace minemap {
namespace {

using Json = nlohmann::ordered_json;

struct InfoOptions {
    std::string input;
    InputOptions in;
    PositionOptions position;
    bool json = false, full = false;
};

// What only reading every record tells.
struct FullCount {
    std::int64_t features = 0, null_geometries = 0, empty_geometries = 0, invalid_geometries = 0,
                 vertices = 0;
    std::map<std::string, std::int64_t> kinds;
    Box extent;
};

struct LayerSummary {
    LayerInfo info;
    std::optional<FullCount> full;
    std::optional<Box> extent;
    std::optional<Box> extent_wgs84;
    std::map<std::string, std::string> columns; // hazard column -> field
    std::string name_field;
    std::optional<PinnedOperation> pinned; // the way to WGS 84 or to --dst-crs
    Crs to;
    CrsCandidates candidates; // where the layer has no CRS
};

FullCount count_all(Source& source, Context& context) {
    FullCount count;
    const std::string layer = source.info().name;
    Batch batch;
    while (source.next(batch, context)) {
        context.check_cancelled();
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const Shapes& shapes = batch.shapes;
            ++count.kinds[std::string(name(shapes.kind[i]))];
            if (shapes.is_null(i)) {
                ++count.null_geometries;
                continue;
            }
            if (shapes.is_empty(i)) {
                ++count.empty_geometries;
                continue;
            }
            std::string reason;
            try {
                reason = shapes.geos(i).invalid_reason();
            } catch (const Error& error) {
                reason = error.what();
            }
            if (!reason.empty()) {
                ++count.invalid_geometries;
                context.report.add({Level::warning, layer, batch.record[i], std::nullopt,
                                    fmt::format("The geometry is not valid: {}.", reason)});
            }
        }
        count.features += static_cast<std::int64_t>(batch.size());
        count.vertices += static_cast<std::int64_t>(batch.shapes.vertices());
        count.extent.add(batch.shapes.box());
    }
    return count;
}

std::optional<Box> to_wgs84(const Crs& crs, const Box& box, const OperationRequest& request) {
    if (crs == Crs::wgs84()) {
        return box;
    }
    try {
        const PinnedOperation pinned = pin_operation(crs, Crs::wgs84(), box, request);
        return box_in_crs(box, Transform(crs, Crs::wgs84(), pinned.operation, false));
    } catch (const Error& error) {
        if (error.code() != Errc::crs) {
            throw;
        }
        return std::nullopt; // the card says why
    }
}

// Shows the survey all the records, as a conversion would.
void read_places(Source& source, OperationSurvey& survey, Context& context) {
    Batch batch;
    Context unheard{context.stop, {}, {}}; // --full reports what is odd about the records
    while (source.next(batch, unheard)) {
        context.check_cancelled();
        survey.add(batch);
    }
    source.rewind();
}

void say(const std::vector<std::string>& remarks, const LayerInfo& info, const PositionOptions& position,
         Context& context) {
    for (const std::string& remark : remarks) {
        if (position.strict) {
            fail(Errc::crs, "{}: layer '{}': {}", info.provenance.uri, info.name, remark);
        }
        context.report.warn(info.name, remark);
    }
}

// The card: by which operation this layer would go to WGS 84, or where the user wants it. That none may be
// used is a remark, unless the user asked for this way. Reads the records where the header does not know
// their extent.
void find_way(LayerSummary& summary, Source& source, const InfoOptions& options, Context& context) {
    const LayerInfo& info = summary.info;
    const PositionOptions& position = options.position;
    summary.to = position.dst_crs.empty() ? Crs::wgs84() : Crs::from_text(position.dst_crs);
    if (info.crs == summary.to) {
        say(source_remarks(info.crs, summary.extent.value_or(Box{})), info, position, context);
        return;
    }
    Box extent = summary.extent.value_or(Box{});
    std::vector<std::string> remarks;
    try {
        if (options.full || extent.empty()) {
            OperationSurvey survey(info.crs, summary.to, position.request());
            read_places(source, survey, context);
            extent = survey.extent();
            if (extent.empty()) {
                return; // nothing is to be moved
            }
            summary.pinned = survey.pin();
        } else {
            summary.pinned = pin_operation(info.crs, summary.to, extent, position.request());
        }
        remarks = way_remarks(info.crs, summary.to, *summary.pinned, extent, position.request());
    } catch (const Error& error) {
        if (error.code() != Errc::crs) {
            throw;
        }
        if (!position.dst_crs.empty() || !position.operation.empty()) {
            fail(Errc::crs, "{}: layer '{}': {}", info.provenance.uri, info.name, error.what());
        }
        remarks.emplace_back(error.what());
    }
    say(source_remarks(info.crs, extent), info, position, context);
    say(remarks, info, position, context);
}

void find_candidates(LayerSummary& summary, Source& source, const InfoOptions& options,
                     const std::shared_ptr<const Layer>& region, Context& context) {
    const Neighbourhood near = [&] { return region; };
    if (!options.position.dst_crs.empty()) {
        fail_without_crs(source, "--dst-crs asks for a place", near, context);
    }
    summary.candidates = candidates_of(source, near, context);
}

void place(LayerSummary& summary, Source& source, const InfoOptions& options, Context& context) {
    if (summary.info.kind == Kind::null) {
        return;
    }
    const bool known = summary.info.crs.known();
    const Neighbourhood near = known ? Neighbourhood{} : neighbourhood_of(options.position.near);
    const std::shared_ptr<const Layer> region = near ? near() : nullptr;
    try {
        if (known) {
            find_way(summary, source, options, context);
        } else {
            find_candidates(summary, source, options, region, context);
        }
    } catch (const Error& error) {
        if (error.code() != Errc::format || options.full) {
            throw;
        }
        context.report.warn(summary.info.name,
                            error.what()); // damaged records; the header still tells the rest
    }
    if (known && summary.extent) {
        summary.extent_wgs84 = to_wgs84(summary.info.crs, *summary.extent, options.position.request());
    }
}

LayerSummary summarise(Source& source, const InfoOptions& options, Context& context) {
    LayerSummary summary;
    summary.info = source.info();
    if (options.full) {
        summary.full = count_all(source, context);
        summary.extent = summary.full->extent;
    } else {
        summary.extent = summary.info.header_extent;
    }
    if (summary.extent && summary.extent->empty()) {
        summary.extent.reset();
    }
    source.rewind();
    place(summary, source, options, context);
    const Schema& schema = summary.info.schema;
    const HazardFields fields = find_hazard_fields(schema, options.in.chosen_fields());
    for (std::size_t i = 0; i < hazard_column_count; ++i) {
        if (fields.field[i]) {
            summary.columns[std::string(name(static_cast<HazardColumn>(i)))] =
                schema.fields[*fields.field[i]].name;
        }
    }
    if (looks_like_regions(schema)) {
        if (const auto field = region_name_field(schema, {}, environment_language())) {
            summary.name_field = schema.fields[*field].name;
        }
    }
    return summary;
}

std::optional<std::int64_t> feature_count(const LayerSummary& summary) {
    return summary.full ? std::optional(summary.full->features) : summary.info.feature_count;
}

std::string geometry_name(const LayerSummary& summary) {
    const Kind kind = summary.info.kind;
    return kind == Kind::null ? "None" : kind == Kind::collection ? "Mixed" : std::string(name(kind));
}

// Best first; apart_m is the distance from the first.
Json candidates_json(const CrsCandidates& candidates) {
    Json list = Json::array();
    for (const CrsCandidate& candidate : candidates.list) {
        list.push_back({{"code", candidate.crs.code()},
                        {"name", candidate.crs.name()},
                        {"features_inside", candidate.inside},
                        {"features", candidates.features},
                        {"centre_wgs84", {{"lat", candidate.lat_deg}, {"lon", candidate.lon_deg}}},
                        {"exchanged", candidate.exchanged},
                        {"apart_m", std::round(candidate.apart_m * 100) / 100}});
    }
    return list;
}

Json layer_json(const LayerSummary& summary) {
    const auto& info = summary.info;
    const auto count = feature_count(summary);
    Json json = {{"name", info.name},
                 {"features", count ? Json(*count) : Json(nullptr)},
                 {"geometry", geometry_name(summary)},
                 {"has_z", info.has_z},
                 {"has_m", info.has_m},
                 {"extent", nullptr},
                 {"extent_wgs84", nullptr}};
    if (summary.extent) {
        const Box& box = *summary.extent;
        json["extent"] = {
            {"min_e", box.min_x}, {"min_n", box.min_y}, {"max_e", box.max_x}, {"max_n", box.max_y}};
    }
    if (summary.extent_wgs84) {
        const Box& box = *summary.extent_wgs84;
        json["extent_wgs84"] = {
            {"min_lon", box.min_x}, {"min_lat", box.min_y}, {"max_lon", box.max_x}, {"max_lat", box.max_y}};
    }
    json["crs"] = info.crs.known()
                      ? Json{{"code", info.crs.code().empty() ? Json(nullptr) : Json(info.crs.code())},
                             {"name", info.crs.name()}}
                      : Json(nullptr);
    json["operation"] = summary.pinned ? operation_json(*summary.pinned) : Json(nullptr);
    json["provenance"] = Json::array();
    for (const Step& step : info.provenance.steps) {
        json["provenance"].push_back(step_json(step));
    }
    if (!summary.candidates.list.empty()) {
        json["crs_candidates"] = candidates_json(summary.candidates);
    }
    json["fields"] = Json::array();
    for (const Field& field : info.schema.fields) {
        json["fields"].push_back({{"name", field.name}, {"type", name(field.type)}});
    }
    json["columns"] = summary.columns;
    if (!summary.name_field.empty()) {
        json["name_field"] = summary.name_field;
    }
    if (summary.full) {
        json["kinds"] = summary.full->kinds;
        json["vertices"] = summary.full->vertices;
        json["null_geometries"] = summary.full->null_geometries;
        json["empty_geometries"] = summary.full->empty_geometries;
        json["invalid_geometries"] = summary.full->invalid_geometries;
    }
    return json;
}

// What was done to the coordinates so far, and the card of the way on.
std::string position_text(const LayerSummary& summary) {
    std::string text;
    const auto card = [&](const char* heading, const Step& step) {
        const std::vector<std::string> lines = card_lines(step);
        text += fmt::format("  {}{}\n", heading, lines.front());
        for (std::size_t i = 1; i < lines.size(); ++i) {
            text += "    " + lines[i] + "\n";
        }
    };
    for (const Step& step : summary.info.provenance.steps) {
        card("done: ", step);
    }
    if (summary.pinned) {
        card("way: ", step_of(summary.info.crs, summary.to, *summary.pinned));
    }
    if (!summary.candidates.list.empty()) {
        text += fmt::format("  going by the numbers: {}\n", describe(summary.candidates));
    }
    return text;
}

std::string layer_text(const LayerSummary& summary) {
    const LayerInfo& info = summary.info;
    const auto count = feature_count(summary);
    std::string text = fmt::format("Layer {}\n  {} features, {}{}{}\n  CRS: {}\n", info.name,
                                   count ? std::to_string(*count) : "not yet counted", geometry_name(summary),
                                   info.has_z ? ", Z" : "", info.has_m ? ", M" : "", describe(info.crs));
    if (summary.extent) {
        const Box& box = *summary.extent;
        const int decimals = info.crs.known() && info.crs.geographic() ? 6 : 1;
        text += fmt::format("  extent: east {:.{}f} to {:.{}f}, north {:.{}f} to {:.{}f}\n", box.min_x,
                            decimals, box.max_x, decimals, box.min_y, decimals, box.max_y, decimals);
    }
    if (summary.extent_wgs84) {
        const Box& box = *summary.extent_wgs84;
        text += fmt::format("  in WGS 84: {:.6f} to {:.6f} N, {:.6f} to {:.6f} E\n", box.min_y, box.max_y,
                            box.min_x, box.max_x);
    }
    text += position_text(summary);
    if (summary.full) {
        text += fmt::format("  {} vertices; geometry: {} null, {} empty, {} invalid\n",
                            summary.full->vertices, summary.full->null_geometries,
                            summary.full->empty_geometries, summary.full->invalid_geometries);
    }
    for (const Field& field : info.schema.fields) {
        std::string taken;
        for (const auto& [column, name_in_file] : summary.columns) {
            if (name_in_file == field.name) {
                taken = fmt::format("  taken as {}", column);
            }
        }
        if (field.name == summary.name_field) {
            taken = "  taken as the region's name";
        }
        text += fmt::format("  {:<24} {}{}\n", field.name, name(field.type), taken);
    }
    return text;
}

// Minefield records are read as a whole, whether --full or not, and reading says what is odd about them.
RecordInfo read_record_info(const InfoOptions& options, const SourceOptions& source_options,
                            const LayerInfo& first, Context& context) {
    if (first.provenance.driver.rfind("minefield records", 0) != 0) {
        return {};
    }
    if (options.input == "-") {
        context.report.warn(first.name,
                            "Records from standard input are not listed one by one; name a file.");
        return {};
    }
    Context unheard{context.stop, {}, {}};
    Context& heard = options.full ? unheard : context; // --full reads the layers, which says it too
    return record_info(options.input, source_options, heard);
}

void run_info(const InfoOptions& options, Session& session) {
    Context context{session.stop, {}, {}};
    SourceOptions source_options = options.in.source();
    source_options.records.operation = options.position.request();
    const std::unique_ptr<Source> source = open_source(options.input, source_options, context);
    const RecordInfo records = read_record_info(options, source_options, source->info(), context);
    std::vector<LayerSummary> layers;
    do {
        layers.push_back(summarise(*source, options, context));
    } while (source->next_layer());
    const Provenance provenance = layers.front().info.provenance;
    if (!records.json.empty()) { // a record that was left out is no mere remark
        session.exit_status = context.report.rejected() > 0 ? 3 : 0;
    }
    const std::optional<std::string> hash = options.full ? sha256(options.input) : std::nullopt;

    if (options.json) {
        Json json = {{"source", shown_uri(options.input)},
                     {"driver", provenance.driver},
                     {"sha256", hash ? Json(*hash) : Json(nullptr)}};
        json["layers"] = Json::array();
        for (const LayerSummary& layer : layers) {
            json["layers"].push_back(layer_json(layer));
        }
        if (!records.json.empty()) {
            json["layers"].front()["records"] = Json::parse(records.json);
        }
        json["issues"] = issues_json(context.report);
        write_text("-", dump(json));
        return;
    }
    std::string text = fmt::format("{} ({})\n", shown_uri(options.input), provenance.driver);
    if (hash) {
        text += fmt::format("SHA-256 {}\n", *hash);
    }
    for (const LayerSummary& layer : layers) {
        text += layer_text(layer);
    }
    text += records.text;
    write_text("-", text);
    print_issues(context.report, false);
}

} // namespace

void add_info(CLI::App& app, Session& session) {
    auto options = std::make_shared<InfoOptions>();
    app.add_option("INPUT", options->input, "PATH, PATH#LAYER, a connection string, or - for standard input")
        ->required();
    add_input_options(app, options->in);
    add_position_options(app, options->position);
    app.add_flag("--json", options->json, "the answer as JSON");
    app.add_flag("--full", options->full, "read everything: counts, issues, SHA-256");
    app.callback([options, &session] { run_info(*options, session); });
}

} // namespace minemap
