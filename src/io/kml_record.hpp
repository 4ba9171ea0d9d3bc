// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: one placemark, collected while its elements pass by.
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/kml_fields.hpp"
#include "io/kml_geometry.hpp"
#include "io/kml_parser.hpp"

namespace minemap {

class KmlRecord {
public:
    struct Datum {
        std::size_t field; // of the names
        std::string_view schema_url;
        std::string_view text;
        bool list;
    };

    // look: only kinds and heights of the geometry are wanted.
    explicit KmlRecord(bool look) : look_(look) {}

    // A placemark or a picture on the ground begins; its data are called by these names.
    void open(KmlTag tag, KmlNames& names);
    // True when the element means something here; false: the parser may pass over it.
    bool begin(KmlTag tag, std::string_view name, KmlAttributes attributes);
    // True when it was the end of the record.
    bool end(KmlTag tag);
    void text(std::string_view text);
    bool is_open() const noexcept { return !open_.empty(); }

    // Of the record that has ended; good until the next one is opened.
    bool has(KmlElement element) const noexcept { return at(element).set; }
    std::string_view value(KmlElement element) const noexcept {
        return piece(at(element).from, at(element).to);
    }
    std::size_t data() const noexcept { return data_.size(); }
    Datum datum(std::size_t i) const;
    const KmlGeometry& geometry() const noexcept { return geometry_; }

    // Elements that mean nothing here, of all records so far.
    const std::map<std::string, std::int64_t, std::less<>>& strangers() const noexcept { return strangers_; }

private:
    struct Span {
        std::size_t from = 0, to = 0;
        bool set = false;
    };
    struct Kept {
        std::size_t field, url_from, url_to, from, to;
        bool list;
    };

    const Span& at(KmlElement element) const noexcept { return elements_[static_cast<std::size_t>(element)]; }
    std::string_view piece(std::size_t from, std::size_t to) const noexcept {
        return std::string_view(arena_).substr(from, to - from);
    }
    void set(KmlElement element, std::size_t from);
    void set(KmlElement element, std::string_view text);
    void begin_datum(std::string_view name, bool list);
    void begin_markup(std::string_view name, KmlAttributes attributes);
    void end_markup();
    void end_list();
    void finish();
    void take_text(KmlTag tag, KmlTag parent);

    bool look_;
    KmlNames* names_ = nullptr;
    std::vector<KmlTag> open_;
    std::array<Span, kml_element_count> elements_{};
    std::vector<Kept> data_;
    std::string arena_;   // all that is kept
    std::string scratch_; // the text at hand of what is not
    bool keeping_ = false, listening_ = false;
    std::size_t inside_ = 0;          // elements within one whose text is taken: they are part of it
    std::vector<std::string> markup_; // their names, where they are kept as they are written
    std::size_t tagged_ = 0;          // end of the last such tag in the arena
    std::size_t from_ = 0;            // where the text at hand begins in the arena
    std::size_t field_ = KmlNames::none, last_field_ = KmlNames::none;
    std::size_t url_from_ = 0, url_to_ = 0;
    bool list_ = false;
    std::vector<std::string> whens_, items_;
    KmlGeometry geometry_;
    std::map<std::string, std::int64_t, std::less<>> strangers_;
};

// Texts as a JSON list: numbers as they are when all are numbers, else strings.
std::string json_list(const std::vector<std::string>& items);

} // namespace minemap
