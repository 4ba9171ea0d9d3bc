// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the first pass over a KML document.
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "geo/geometry.hpp"
#include "io/kml_fields.hpp"
#include "io/kml_parser.hpp"
#include "io/kml_record.hpp"

namespace minemap {

// One Document or Folder with placemarks of its own.
struct KmlLayer {
    struct Element {
        bool filled = false; // in some record, with more than blanks
        KmlFits fits;
    };
    struct Datum {
        KmlType declared = KmlType::none;
        KmlFits fits;
    };

    std::string name;
    std::size_t document = 0; // of the archive
    std::uint64_t offset = 0; // of its first record
    std::int64_t records = 0;
    std::array<Element, kml_element_count> elements{};
    KmlNames names;
    std::vector<Datum> data;             // of each name
    std::vector<std::size_t> order;      // of the names, as columns
    std::array<std::int64_t, 8> kinds{}; // by Kind
    bool has_z = false;
    std::vector<std::string> schema_urls;

    Datum& datum(std::size_t field);
};

struct KmlLink {
    std::string name, href;
};

struct KmlSurvey {
    std::vector<KmlLayer> layers; // in the order of the document
    std::vector<std::string> provenance;
    std::vector<KmlLink> links;
    std::map<std::string, std::int64_t, std::less<>> unread; // features that are none of a map, by element
    std::map<std::string, std::int64_t, std::less<>> strangers;
};

class KmlSurveyor {
public:
    // `stem`: the name of a document that has none of its own. `shown`: the file, for messages.
    KmlSurveyor(std::string stem, std::string shown) : stem_(std::move(stem)), shown_(std::move(shown)) {}

    // As a KmlListener.
    bool begin(KmlTag tag, std::string_view name, KmlAttributes attributes, std::uint64_t offset);
    bool end(KmlTag tag);
    void text(std::string_view text);

    // After the end of the document. A layer whose name is among `taken` gets another one, as GDAL makes it:
    // "name (#2)".
    KmlSurvey take(std::set<std::string>& taken);

private:
    struct Container {
        std::string name;
        std::size_t parent = 0, place = 0; // its place among the features of the parent
        std::size_t features = 0;
        bool has_children = false;
        KmlLayer layer;
    };
    struct Schema {
        std::string id, name;
        std::size_t container = 0;
        std::vector<std::pair<std::string, KmlType>> fields;
        bool used = false;
    };

    bool begin_feature(KmlTag tag, std::string_view name, std::uint64_t offset);
    bool begin_inside(KmlTag tag, KmlTag parent, KmlAttributes attributes);
    void open_container();
    void begin_record(KmlTag tag, std::uint64_t offset);
    void begin_schema_field(KmlTag tag, KmlAttributes attributes);
    void take_record();
    std::string name_of(const Container& container, std::size_t index, std::set<std::string>& taken) const;
    void resolve(KmlLayer& layer);
    void declare(KmlLayer& layer, Schema& schema);
    void declare_by_name(KmlLayer& layer);
    void give_unused_schemas();
    void put_in_order(KmlLayer& layer);

    std::string stem_, shown_;
    std::vector<KmlTag> tags_;          // open ones
    std::vector<std::size_t> open_;     // containers
    std::vector<Container> containers_; // [0] is <kml> itself
    std::vector<Schema> schemas_;
    KmlRecord record_{true};
    std::string* wanted_ = nullptr; // where the text at hand goes
    std::size_t inside_ = 0;
    KmlSurvey survey_;
};

} // namespace minemap
