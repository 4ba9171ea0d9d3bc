// SPDX-License-Identifier: MIT
#include "io/kml_survey.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "io/provenance.hpp"

namespace minemap {
namespace {

bool is_container(KmlTag tag) noexcept { return tag == KmlTag::document || tag == KmlTag::folder; }

// Features that are no places of a map.
bool is_unread(KmlTag tag) noexcept {
    return tag == KmlTag::photo_overlay || tag == KmlTag::screen_overlay || tag == KmlTag::tour ||
           tag == KmlTag::network_link_control;
}

// What a link names: "#areas", "other.kml#areas".
std::string_view fragment(std::string_view url) {
    const std::size_t hash = url.rfind('#');
    return hash == url.npos ? url : url.substr(hash + 1);
}

} // namespace

KmlLayer::Datum& KmlLayer::datum(std::size_t field) {
    if (data.size() <= field) {
        data.resize(field + 1);
    }
    return data[field];
}

bool KmlSurveyor::begin(KmlTag tag, std::string_view name, KmlAttributes attributes, std::uint64_t offset) {
    if (record_.is_open()) {
        return record_.begin(tag, name, attributes);
    }
    if (wanted_ != nullptr) {
        ++inside_;
        return true;
    }
    bool means = false;
    if (tags_.empty()) {
        if (tag != KmlTag::kml && !is_container(tag) && tag != KmlTag::placemark) {
            fail_kml(shown_, 0, fmt::format("its outermost element is <{}>, not <kml>", one_line(name)));
        }
        containers_.emplace_back();
        open_.push_back(0);
        means = tag == KmlTag::kml || begin_feature(tag, name, offset);
    } else {
        const KmlTag parent = tags_.back();
        means = (parent == KmlTag::kml || is_container(parent)) && begin_feature(tag, name, offset);
        means = means || begin_inside(tag, parent, attributes);
    }
    if (means && !record_.is_open()) {
        tags_.push_back(tag);
    }
    return means;
}

bool KmlSurveyor::begin_feature(KmlTag tag, std::string_view name, std::uint64_t offset) {
    if (is_container(tag)) {
        open_container();
        return true;
    }
    if (tag == KmlTag::placemark || tag == KmlTag::ground_overlay) {
        begin_record(tag, offset);
        return true;
    }
    if (tag == KmlTag::network_link) {
        survey_.links.emplace_back();
        ++containers_[open_.back()].features;
        return true;
    }
    if (is_unread(tag)) {
        ++containers_[open_.back()].features;
        ++survey_.unread[std::string(name)];
    } else if (tag == KmlTag::unknown) {
        ++survey_.strangers[std::string(name)];
    }
    return false;
}

// Elements that mean something within this one, besides features.
bool KmlSurveyor::begin_inside(KmlTag tag, KmlTag parent, KmlAttributes attributes) {
    switch (parent) {
    case KmlTag::document:
    case KmlTag::folder:
        if (tag == KmlTag::name) {
            wanted_ = &containers_[open_.back()].name;
        } else if (tag == KmlTag::schema) {
            schemas_.push_back({std::string(attribute(attributes, "id")),
                                std::string(attribute(attributes, "name")),
                                open_.back(),
                                {}});
        }
        return tag == KmlTag::name || tag == KmlTag::schema || tag == KmlTag::extended_data;
    case KmlTag::schema:
        begin_schema_field(tag, attributes);
        return false;
    case KmlTag::extended_data:
        return tag == KmlTag::data && attribute(attributes, "name") == provenance_key;
    case KmlTag::data:
        if (tag == KmlTag::value) {
            survey_.provenance.emplace_back();
            wanted_ = &survey_.provenance.back();
        }
        return tag == KmlTag::value;
    case KmlTag::network_link:
        if (tag == KmlTag::name) {
            wanted_ = &survey_.links.back().name;
        }
        return tag == KmlTag::name || tag == KmlTag::link;
    case KmlTag::link:
        if (tag == KmlTag::href) {
            wanted_ = &survey_.links.back().href;
        }
        return tag == KmlTag::href;
    default:
        return false;
    }
}

void KmlSurveyor::open_container() {
    const std::size_t parent = open_.back();
    Container one;
    one.parent = parent;
    one.place = containers_[parent].features++;
    containers_[parent].has_children = true;
    open_.push_back(containers_.size());
    containers_.push_back(std::move(one));
}

void KmlSurveyor::begin_record(KmlTag tag, std::uint64_t offset) {
    Container& container = containers_[open_.back()];
    ++container.features;
    if (container.layer.records++ == 0) {
        container.layer.offset = offset;
    }
    record_.open(tag, container.layer.names);
}

void KmlSurveyor::begin_schema_field(KmlTag tag, KmlAttributes attributes) {
    const bool list = tag == KmlTag::simple_array_field;
    if (list || tag == KmlTag::simple_field) {
        const std::string_view own = attribute(attributes, "mm:type"); // what the type of KML stands for
        const std::string_view type = own.empty() ? attribute(attributes, "type") : own;
        schemas_.back().fields.emplace_back(std::string(attribute(attributes, "name")),
                                            list ? KmlType::list : kml_type(type));
    }
}

void KmlSurveyor::text(std::string_view text) {
    if (record_.is_open()) {
        record_.text(text);
    } else if (wanted_ != nullptr) {
        *wanted_ += text;
    }
}

bool KmlSurveyor::end(KmlTag tag) {
    if (record_.is_open()) {
        if (record_.end(tag)) {
            take_record();
        }
    } else if (inside_ > 0) {
        --inside_;
    } else {
        wanted_ = nullptr;
        tags_.pop_back();
        if (is_container(tag)) {
            open_.pop_back();
        }
    }
    return false;
}

void KmlSurveyor::take_record() {
    KmlLayer& layer = containers_[open_.back()].layer;
    for (std::size_t e = 0; e < kml_element_count; ++e) {
        if (record_.has(static_cast<KmlElement>(e))) {
            const std::string_view text = record_.value(static_cast<KmlElement>(e));
            layer.elements[e].filled = layer.elements[e].filled || !without_blanks(text).empty();
            layer.elements[e].fits.add(text);
        }
    }
    for (std::size_t i = 0; i < record_.data(); ++i) {
        const KmlRecord::Datum one = record_.datum(i);
        KmlLayer::Datum& datum = layer.datum(one.field);
        if (one.list) {
            datum.declared = KmlType::list;
        } else {
            datum.fits.add(one.text);
        }
        if (!one.schema_url.empty() &&
            (layer.schema_urls.empty() || layer.schema_urls.back() != one.schema_url) &&
            std::find(layer.schema_urls.begin(), layer.schema_urls.end(), one.schema_url) ==
                layer.schema_urls.end()) {
            layer.schema_urls.emplace_back(one.schema_url);
        }
    }
    layer.has_z = layer.has_z || record_.geometry().has_z();
    if (!record_.geometry().problem()) {
        ++layer.kinds[static_cast<std::size_t>(record_.geometry().kind())];
    }
}

// As GDAL: the document of all others bears the name of the file where it has none, every other one is called
// by its place among its brothers.
std::string KmlSurveyor::name_of(const Container& container, std::size_t index,
                                 std::set<std::string>& taken) const {
    std::string name(without_blanks(container.name));
    if (name.empty()) {
        name = index == 0 || container.parent == 0 ? stem_ : fmt::format("Layer{}", container.place);
    }
    std::string free = name;
    for (int n = 2; !taken.insert(free).second; ++n) {
        free = fmt::format("{} (#{})", name, n);
    }
    return free;
}

void KmlSurveyor::declare(KmlLayer& layer, Schema& schema) {
    schema.used = true;
    for (const auto& [name, type] : schema.fields) {
        const std::size_t field = layer.names.find_or_add(name, KmlNames::none);
        KmlType& declared = layer.datum(field).declared;
        declared = merged(declared, type);
        if (std::find(layer.order.begin(), layer.order.end(), field) == layer.order.end()) {
            layer.order.push_back(field);
        }
    }
}

void KmlSurveyor::resolve(KmlLayer& layer) {
    for (const std::string& url : layer.schema_urls) {
        const std::string_view wanted = fragment(url);
        auto found = std::find_if(schemas_.begin(), schemas_.end(),
                                  [&](const Schema& one) { return one.id == wanted; });
        if (found == schemas_.end()) {
            found = std::find_if(schemas_.begin(), schemas_.end(),
                                 [&](const Schema& one) { return one.name == wanted; });
        }
        if (found != schemas_.end()) {
            declare(layer, *found);
        } else {
            declare_by_name(layer);
        }
    }
}

// The link to the schema leads nowhere: the names of the data still say which of its fields they are.
void KmlSurveyor::declare_by_name(KmlLayer& layer) {
    for (Schema& schema : schemas_) {
        for (const auto& [name, type] : schema.fields) {
            const std::size_t field = layer.names.find(name);
            if (field != KmlNames::none && layer.datum(field).declared == KmlType::none) {
                layer.datum(field).declared = type;
                schema.used = true;
            }
        }
    }
}

// A schema that no placemark names belongs to the Document that it stands in, if that is a layer.
void KmlSurveyor::give_unused_schemas() {
    for (Schema& schema : schemas_) {
        Container& container = containers_[schema.container];
        if (!schema.used && (container.layer.records > 0 || !container.has_children)) {
            declare(container.layer, schema);
        }
    }
}

void KmlSurveyor::put_in_order(KmlLayer& layer) {
    std::vector<bool> placed(layer.names.all().size());
    for (const std::size_t field : layer.order) {
        placed[field] = true;
    }
    for (std::size_t field = 0; field < placed.size(); ++field) {
        layer.datum(field);
        if (!placed[field]) {
            layer.order.push_back(field);
        }
    }
}

KmlSurvey KmlSurveyor::take(std::set<std::string>& taken) {
    for (Container& container : containers_) {
        resolve(container.layer);
    }
    give_unused_schemas();
    for (std::size_t i = 0; i < containers_.size(); ++i) {
        Container& container = containers_[i];
        KmlLayer& layer = container.layer;
        const bool root = i == 0 || container.parent == 0;
        if (root && layer.records == 0) {
            continue;
        }
        layer.name = name_of(container, i, taken);
        if (layer.records > 0 || !container.has_children) {
            put_in_order(layer);
            survey_.layers.push_back(std::move(layer));
        }
    }
    for (const auto& [name, count] : record_.strangers()) {
        survey_.strangers[name] += count;
    }
    for (KmlLink& link : survey_.links) {
        link.href = without_blanks(link.href);
        link.name = without_blanks(link.name);
    }
    return std::move(survey_);
}

} // namespace minemap
