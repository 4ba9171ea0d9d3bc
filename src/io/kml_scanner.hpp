// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the fast way through a plain KML document.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/kml_parser.hpp"

namespace minemap {

// Something that a plain document does not have. Whether it is an error is for expat to say.
struct KmlNotPlain {};

// Tells a listener what KmlParser would tell it, of documents in UTF-8 without a DOCTYPE that are
// well-formed; throws KmlNotPlain on everything else. Never looks at a byte of text twice without need: three
// quarters of a map are coordinates.
class KmlScanner {
public:
    // The same arguments as KmlParser has; the encoding must be empty.
    KmlScanner(KmlFile& file, const std::string& shown, const std::string& encoding, KmlListener listener);

    void enter(const KmlPrologue& prologue, std::uint64_t offset);
    bool run();
    bool step();
    const KmlPrologue& prologue() const noexcept { return prologue_; }

private:
    bool refill();
    void check(std::string_view bytes);
    std::size_t find(std::string_view what, std::size_t from);
    std::size_t end_of_tag();
    void scan_text(std::size_t end);
    void tell(std::string_view text);
    void tell_with_references(std::string_view text);
    void scan_markup();
    void scan_declaration();
    void scan_begin();
    void scan_end();
    const char* scan_attribute(const char* at, const char* end);
    std::string_view value_of(std::string_view raw);
    void close_element();

    KmlFile& file_;
    KmlListener listener_;
    KmlPrologue prologue_;
    std::vector<char> buffer_;
    std::uint64_t base_ = 0; // offset of buffer_[0] in the file
    std::size_t at_ = 0, end_ = 0;
    bool references_ = false, returns_ = false; // whether the buffer holds any & and carriage returns
    bool last_ = false, done_ = false, entered_ = false, rooted_ = false, stopped_ = false;

    struct Open {
        std::size_t name; // where it begins in names_
        KmlTag tag;
    };
    std::string names_; // of the open elements, one behind the other
    std::vector<Open> open_;
    std::size_t skipped_ = none; // the level of the element that is passed over
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<KmlAttribute> attributes_;
    std::vector<std::string> values_; // of attributes that are not as they are written
    std::string text_;
};

} // namespace minemap
