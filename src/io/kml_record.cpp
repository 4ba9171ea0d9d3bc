// SPDX-License-Identifier: MIT
#include "io/kml_record.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace minemap {
namespace {

bool is_shape(KmlTag tag) noexcept {
    switch (tag) {
    case KmlTag::point:
    case KmlTag::line_string:
    case KmlTag::linear_ring:
    case KmlTag::polygon:
    case KmlTag::multi_geometry:
    case KmlTag::track:
    case KmlTag::multi_track:
    case KmlTag::model:
        return true;
    default:
        return false;
    }
}

bool is_boundary(KmlTag tag) noexcept {
    return tag == KmlTag::outer_boundary || tag == KmlTag::inner_boundary;
}

bool is_geometry(KmlTag tag) noexcept {
    return is_shape(tag) || is_boundary(tag) || tag == KmlTag::lat_lon_box || tag == KmlTag::lat_lon_quad;
}

bool is_mode(KmlTag tag) noexcept {
    return tag == KmlTag::altitude_mode || tag == KmlTag::extrude || tag == KmlTag::tessellate;
}

bool belongs_to_feature(KmlTag tag) noexcept {
    switch (tag) {
    case KmlTag::name:
    case KmlTag::description:
    case KmlTag::snippet:
    case KmlTag::address:
    case KmlTag::phone_number:
    case KmlTag::visibility:
    case KmlTag::time_stamp:
    case KmlTag::time_span:
    case KmlTag::extended_data:
        return true;
    default:
        return false;
    }
}

// Whether an element has its meaning within this one.
bool belongs(KmlTag tag, KmlTag parent) noexcept {
    switch (parent) {
    case KmlTag::placemark:
        return belongs_to_feature(tag) || is_shape(tag);
    case KmlTag::ground_overlay:
        return belongs_to_feature(tag) || tag == KmlTag::draw_order || tag == KmlTag::icon ||
               tag == KmlTag::altitude_mode || tag == KmlTag::lat_lon_box || tag == KmlTag::lat_lon_quad;
    case KmlTag::time_stamp:
        return tag == KmlTag::when;
    case KmlTag::time_span:
        return tag == KmlTag::begin || tag == KmlTag::end;
    case KmlTag::extended_data:
        return true; // data of other programs, each by its own name
    case KmlTag::data:
        return tag == KmlTag::value;
    case KmlTag::schema_data:
        return tag == KmlTag::simple_data || tag == KmlTag::simple_array_data;
    case KmlTag::simple_array_data:
        return tag == KmlTag::value;
    case KmlTag::multi_geometry:
        return is_shape(tag);
    case KmlTag::multi_track:
        return tag == KmlTag::track || is_mode(tag);
    case KmlTag::point:
    case KmlTag::line_string:
    case KmlTag::linear_ring:
        return tag == KmlTag::coordinates || is_mode(tag);
    case KmlTag::polygon:
        return is_boundary(tag) || is_mode(tag);
    case KmlTag::outer_boundary:
    case KmlTag::inner_boundary:
        return tag == KmlTag::linear_ring;
    case KmlTag::track:
        return tag == KmlTag::when || tag == KmlTag::coord || tag == KmlTag::extended_data || is_mode(tag);
    case KmlTag::model:
        return tag == KmlTag::location || tag == KmlTag::altitude_mode;
    case KmlTag::location:
        return tag == KmlTag::longitude || tag == KmlTag::latitude || tag == KmlTag::altitude;
    case KmlTag::lat_lon_box:
        return tag == KmlTag::north || tag == KmlTag::south || tag == KmlTag::east || tag == KmlTag::west ||
               tag == KmlTag::rotation;
    case KmlTag::lat_lon_quad:
        return tag == KmlTag::coordinates;
    case KmlTag::icon:
        return tag == KmlTag::href;
    default:
        return false;
    }
}

// Looks, and what a remark on the geometry speaks of anyway.
bool means_nothing(KmlTag tag) noexcept {
    return tag == KmlTag::look || tag == KmlTag::display_name || tag == KmlTag::draw_order ||
           tag == KmlTag::link || tag == KmlTag::icon;
}

// An element that holds a text and nothing else.
bool is_leaf(KmlTag tag) noexcept {
    switch (tag) {
    case KmlTag::time_stamp:
    case KmlTag::time_span:
    case KmlTag::extended_data:
    case KmlTag::data:
    case KmlTag::schema_data:
    case KmlTag::simple_array_data:
    case KmlTag::location:
    case KmlTag::icon:
        return false;
    default:
        return !is_geometry(tag);
    }
}

// Where its text goes as it is; none for what a closer look is due to.
const KmlElement* element_of(KmlTag tag) noexcept {
    static constexpr std::pair<KmlTag, KmlElement> table[] = {
        {KmlTag::name, KmlElement::name},
        {KmlTag::description, KmlElement::description},
        {KmlTag::begin, KmlElement::begin},
        {KmlTag::end, KmlElement::end},
        {KmlTag::visibility, KmlElement::visibility},
        {KmlTag::draw_order, KmlElement::draw_order},
        {KmlTag::href, KmlElement::icon},
        {KmlTag::snippet, KmlElement::snippet},
        {KmlTag::address, KmlElement::address},
        {KmlTag::phone_number, KmlElement::phone_number},
        {KmlTag::altitude_mode, KmlElement::altitude_mode},
        {KmlTag::extrude, KmlElement::extrude},
        {KmlTag::tessellate, KmlElement::tessellate}};
    for (const auto& [one, element] : table) {
        if (one == tag) {
            return &element;
        }
    }
    return nullptr;
}

} // namespace

std::string json_list(const std::vector<std::string>& items) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    const bool numbers = std::all_of(items.begin(), items.end(), [](const std::string& item) {
        const auto parsed = nlohmann::ordered_json::parse(item, nullptr, false);
        return parsed.is_number();
    });
    for (const std::string& item : items) {
        list.push_back(numbers ? nlohmann::ordered_json::parse(item) : nlohmann::ordered_json(item));
    }
    return list.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void KmlRecord::open(KmlTag tag, KmlNames& names) {
    names_ = &names;
    open_.assign(1, tag);
    elements_.fill({});
    data_.clear();
    arena_.clear();
    keeping_ = listening_ = false;
    inside_ = tagged_ = 0;
    markup_.clear();
    last_field_ = KmlNames::none;
    url_from_ = url_to_ = 0;
    whens_.clear();
    geometry_.clear();
}

bool KmlRecord::begin(KmlTag tag, std::string_view name, KmlAttributes attributes) {
    if (keeping_ || listening_) {
        ++inside_;
        if (keeping_) {
            begin_markup(name, attributes);
        }
        return true;
    }
    const KmlTag parent = open_.back();
    if (!belongs(tag, parent)) {
        if (!means_nothing(tag)) {
            const auto known = strangers_.find(name);
            ++(known != strangers_.end() ? known->second : strangers_[std::string(name)]);
        }
        return false;
    }
    open_.push_back(tag);
    if (is_geometry(tag) && parent != KmlTag::extended_data) {
        geometry_.open(tag);
    } else if (tag == KmlTag::schema_data) {
        url_from_ = arena_.size();
        arena_ += attribute(attributes, "schemaUrl");
        url_to_ = arena_.size();
    } else if (tag == KmlTag::data || tag == KmlTag::simple_data || tag == KmlTag::simple_array_data) {
        if (tag == KmlTag::data) {
            url_from_ = url_to_ = 0;
        }
        const std::string_view own = attribute(attributes, "name");
        begin_datum(own.empty() ? name : own, tag == KmlTag::simple_array_data);
    } else if (parent == KmlTag::extended_data) {
        open_.back() = KmlTag::simple_data;
        url_from_ = url_to_ = 0;
        const std::size_t colon = name.find(':');
        begin_datum(colon == name.npos ? name : name.substr(colon + 1), false);
    }
    const KmlTag now = open_.back();
    if (is_leaf(now)) {
        from_ = arena_.size();
        // What is not kept: texts of geometry, whens, and single values of lists.
        listening_ = now == KmlTag::coordinates || now == KmlTag::coord || now == KmlTag::when ||
                     (now == KmlTag::value && list_) || now == KmlTag::longitude || now == KmlTag::latitude ||
                     now == KmlTag::altitude || parent == KmlTag::lat_lon_box;
        keeping_ = !listening_;
        scratch_.clear();
    }
    return true;
}

void KmlRecord::text(std::string_view text) {
    if (keeping_) {
        arena_ += text;
    } else if (listening_) {
        if (look_ && open_.back() == KmlTag::coordinates && open_[open_.size() - 2] != KmlTag::point) {
            geometry_.look(text);
        } else {
            scratch_ += text;
        }
    }
}

// HTML that somebody forgot to escape: the text of a balloon all the same.
void KmlRecord::begin_markup(std::string_view name, KmlAttributes attributes) {
    arena_ += '<';
    arena_ += name;
    for (const KmlAttribute& one : attributes) {
        arena_ += fmt::format(" {}=\"{}\"", one.name, one.value);
    }
    arena_ += '>';
    markup_.emplace_back(name);
    tagged_ = arena_.size();
}

void KmlRecord::end_markup() {
    if (arena_.size() == tagged_) {
        arena_.back() = '/';
        arena_ += '>';
    } else {
        arena_ += fmt::format("</{}>", markup_.back());
    }
    tagged_ = 0;
    markup_.pop_back();
}

bool KmlRecord::end(KmlTag) {
    if (inside_ > 0) {
        --inside_;
        if (keeping_) {
            end_markup();
        }
        return false;
    }
    const KmlTag tag = open_.back();
    open_.pop_back();
    if (open_.empty()) {
        finish();
        return true;
    }
    if (keeping_ || listening_) {
        take_text(tag, open_.back());
        keeping_ = listening_ = false;
    } else if (is_geometry(tag)) {
        geometry_.close(tag);
    } else if (tag == KmlTag::simple_array_data) {
        end_list();
    }
    return false;
}

void KmlRecord::take_text(KmlTag tag, KmlTag parent) {
    if (tag == KmlTag::simple_data || (tag == KmlTag::value && keeping_)) {
        data_.push_back({field_, url_from_, url_to_, from_, arena_.size(), false});
    } else if (tag == KmlTag::value) {
        items_.emplace_back(scratch_);
    } else if (tag == KmlTag::coordinates) {
        geometry_.coordinates(scratch_);
    } else if (tag == KmlTag::coord) {
        geometry_.track_position(scratch_);
    } else if (tag == KmlTag::when && parent == KmlTag::track) {
        whens_.emplace_back(without_blanks(scratch_));
    } else if (tag == KmlTag::when) {
        set(KmlElement::timestamp, scratch_);
    } else if (listening_) {
        geometry_.number(tag, scratch_);
    } else if (const KmlElement* const element = element_of(tag)) {
        // Parts of one geometry may differ in how they stand; the first one speaks for all.
        if (!(is_mode(tag) && has(*element))) {
            set(*element, from_);
        }
    }
}

void KmlRecord::set(KmlElement element, std::size_t from) {
    elements_[static_cast<std::size_t>(element)] = {from, arena_.size(), true};
}

void KmlRecord::set(KmlElement element, std::string_view text) {
    const std::size_t from = arena_.size();
    arena_ += text;
    set(element, from);
}

void KmlRecord::begin_datum(std::string_view name, bool list) {
    field_ = names_->find_or_add(name, last_field_);
    last_field_ = field_;
    list_ = list;
    items_.clear();
}

void KmlRecord::end_list() {
    const std::size_t from = arena_.size();
    arena_ += json_list(items_);
    data_.push_back({field_, url_from_, url_to_, from, arena_.size(), true});
    list_ = false;
}

void KmlRecord::finish() {
    geometry_.finish();
    if (whens_.empty()) {
        return;
    }
    // As GDAL has it: a track lasts from its first time to its last.
    const bool timed = has(KmlElement::timestamp) || has(KmlElement::begin) || has(KmlElement::end);
    if (!timed) {
        set(KmlElement::begin, whens_.front());
        set(KmlElement::end, whens_.back());
    }
    if (timed || whens_.size() > 2) {
        set(KmlElement::when, json_list(whens_));
    }
}

KmlRecord::Datum KmlRecord::datum(std::size_t i) const {
    const Kept& kept = data_[i];
    return {kept.field, piece(kept.url_from, kept.url_to), piece(kept.from, kept.to), kept.list};
}

} // namespace minemap
