// SPDX-License-Identifier: MIT
#include "io/provenance.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace minemap {
namespace {

using Json = nlohmann::ordered_json;

// A record from elsewhere may be anything: no more than this of it is taken.
constexpr std::size_t most_layers = 10'000, most_steps = 100, most_alternatives = 100, longest_text = 4'000;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json or_null(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json step_json(const Step& step) {
    Json json = {{"what", step.what}};
    if (!step.is_operation()) {
        if (step.accuracy_m) {
            json["accuracy_m"] = *step.accuracy_m;
        }
        return json;
    }
    json["from"] = step.from;
    json["to"] = step.to;
    json["code"] = or_null(step.code);
    json["accuracy_m"] = or_null(step.accuracy_m);
    json["area"] = step.area;
    json["spread_m"] = step.spread_m;
    if (step.ballpark) {
        json["ballpark"] = true;
    }
    if (step.outside_area) {
        json["outside_area"] = true;
    }
    if (!step.alternatives.empty()) {
        json["alternatives"] = Json::array();
        for (const Step::Alternative& other : step.alternatives) {
            json["alternatives"].push_back({{"code", or_null(other.code)},
                                            {"name", other.name},
                                            {"accuracy_m", or_null(other.accuracy_m)},
                                            {"offset_m", other.offset_m}});
        }
    }
    json["software"] = step.software;
    return json;
}

std::string text_of(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_string()) {
        return {};
    }
    std::string text = found->get<std::string>().substr(0, longest_text);
    text.erase(
        std::remove_if(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }),
        text.end());
    return text;
}

std::optional<double> number_of(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

bool flag_of(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_boolean() && found->get<bool>();
}

// The elements of an array, at most so many; nothing when it is none.
std::vector<Json> list_of(const Json& json, const char* key, std::size_t most) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_array()) {
        return {};
    }
    const std::size_t count = std::min(most, found->size());
    return {found->begin(), found->begin() + static_cast<std::ptrdiff_t>(count)};
}

Step step_of(const Json& json) {
    Step step;
    step.what = text_of(json, "what");
    step.accuracy_m = number_of(json, "accuracy_m");
    step.from = text_of(json, "from");
    step.to = text_of(json, "to");
    step.code = text_of(json, "code");
    step.area = text_of(json, "area");
    step.spread_m = number_of(json, "spread_m").value_or(0);
    step.ballpark = flag_of(json, "ballpark");
    step.outside_area = flag_of(json, "outside_area");
    step.software = text_of(json, "software");
    for (const Json& other : list_of(json, "alternatives", most_alternatives)) {
        step.alternatives.push_back({text_of(other, "code"), text_of(other, "name"),
                                     number_of(other, "accuracy_m"),
                                     number_of(other, "offset_m").value_or(0)});
    }
    return step;
}

// GeoJSON's own name of WGS 84 with the longitude first, which is how we write all coordinates.
std::string usual(const std::string& code) { return code == "OGC:CRS84" ? "EPSG:4326" : code; }

void use(LayerInfo& info, LayerProvenance stored, const SourceOptions& options, Report& report) {
    const bool other_crs = !options.src_crs.known() && !info.crs.code().empty() && !stored.crs.empty() &&
                           usual(info.crs.code()) != usual(stored.crs);
    if (other_crs) {
        report.warn(
            info.name,
            fmt::format("Its record of earlier operations was written for {}, but the layer is in {}: the "
                        "record was left out.",
                        stored.crs, describe(info.crs)));
        return;
    }
    std::vector<Step>& steps = info.provenance.steps;
    steps.insert(steps.begin(), std::make_move_iterator(stored.steps.begin()),
                 std::make_move_iterator(stored.steps.end()));
}

} // namespace

std::string provenance_json(const std::vector<LayerProvenance>& layers) {
    Json list = Json::array();
    for (const LayerProvenance& layer : layers) {
        if (layer.steps.empty()) {
            continue;
        }
        Json steps = Json::array();
        for (const Step& step : layer.steps) {
            steps.push_back(step_json(step));
        }
        list.push_back({{"layer", layer.layer}, {"crs", or_null(layer.crs)}, {"steps", std::move(steps)}});
    }
    if (list.empty()) {
        return {};
    }
    return Json{{"version", 1}, {"layers", std::move(list)}}.dump(-1, ' ', false,
                                                                  Json::error_handler_t::replace);
}

std::vector<LayerProvenance> parse_provenance(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    const bool ours = json.is_object() && json.contains(provenance_key) && json[provenance_key].is_object();
    if (!ours || number_of(json[provenance_key], "version") != 1.0) {
        fail(Errc::format, "the record of earlier operations is damaged or of a later version");
    }
    std::vector<LayerProvenance> layers;
    for (const Json& layer : list_of(json[provenance_key], "layers", most_layers)) {
        LayerProvenance one{text_of(layer, "layer"), text_of(layer, "crs"), {}};
        for (const Json& step : list_of(layer, "steps", most_steps)) {
            one.steps.push_back(step_of(step));
        }
        layers.push_back(std::move(one));
    }
    return layers;
}

void recall_provenance(const std::string& driver, const std::string& path, GDALDataset* dataset,
                       const std::vector<LayerInfo*>& layers, const SourceOptions& options, Report& report) {
    const bool alone = layers.size() == 1 && (dataset == nullptr || dataset->GetLayerCount() == 1);
    recall_provenance(stored_provenance(driver, path, dataset), alone, layers, options, report);
}

void recall_provenance(const std::vector<std::string>& texts, bool only_layer,
                       const std::vector<LayerInfo*>& layers, const SourceOptions& options, Report& report) {
    std::vector<LayerProvenance> stored;
    for (const std::string& text : texts) {
        try {
            for (LayerProvenance& one : parse_provenance(text)) {
                stored.push_back(std::move(one));
            }
        } catch (const Error& error) {
            report.warn("", fmt::format("{}; it was left out.", error.what()));
        }
    }
    // A file that was given another name keeps its record; one layer of several is known by its name alone.
    const bool alone = only_layer && stored.size() == 1;
    for (LayerInfo* info : layers) {
        const auto found = std::find_if(stored.begin(), stored.end(), [&](const LayerProvenance& one) {
            return alone || one.layer == info->name;
        });
        if (found != stored.end()) {
            use(*info, std::move(*found), options, report);
            stored.erase(found);
        }
    }
}

} // namespace minemap
