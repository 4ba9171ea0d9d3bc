// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: expat with what KML from strangers needs: a bounded memory, code pages, no entities of
// other files.
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/kml_file.hpp"
#include "io/kml_tags.hpp"

struct XML_ParserStruct;

namespace minemap {

struct KmlAttribute {
    std::string_view name, value;
};
using KmlAttributes = std::span<const KmlAttribute>;
// The value of an attribute; empty when there is none.
std::string_view attribute(KmlAttributes attributes, std::string_view name);

// Who listens. `begin` is told where in the file the element begins, and says whether what is in it matters;
// where not, neither that nor its end is told. `end` says whether to stop there for now.
struct KmlListener {
    void* self;
    bool (*begin)(void* self, KmlTag tag, std::string_view name, KmlAttributes attributes,
                  std::uint64_t offset);
    bool (*end)(void* self, KmlTag tag);
    void (*text)(void* self, std::string_view text);
};

template <class Listener>
KmlListener listener(Listener& one) {
    return {
        &one,
        [](void* self, KmlTag tag, std::string_view name, KmlAttributes attributes, std::uint64_t offset) {
            return static_cast<Listener*>(self)->begin(tag, name, attributes, offset);
        },
        [](void* self, KmlTag tag) { return static_cast<Listener*>(self)->end(tag); },
        [](void* self, std::string_view text) { static_cast<Listener*>(self)->text(text); }};
}

// Text that is not what the document says it is: the caller may try another encoding.
struct KmlNotUtf8 {
    std::uint64_t line;
    std::string why;
};
// The sentence for text that is no XML, or no KML. Line 0: the whole of it.
[[noreturn]] void fail_kml(const std::string& shown, std::uint64_t line, std::string_view why);

// How a document can be entered in its middle: what stands before its root element.
struct KmlPrologue {
    std::string bytes;
    KmlPrefixes prefixes;
};

class KmlParser {
public:
    // `encoding`: instead of the one that the document states; empty = as it states.
    KmlParser(KmlFile& file, std::string shown, const std::string& encoding, KmlListener listener);
    ~KmlParser();
    KmlParser(const KmlParser&) = delete;
    KmlParser& operator=(const KmlParser&) = delete;

    // Instead of at its beginning the document is entered at this byte, where an element begins. Its end tags
    // that lack a beginning must not be reached.
    void enter(const KmlPrologue& prologue, std::uint64_t offset);

    // Goes on until the listener stops it or to the end; true when stopped. Throws Error{format}, KmlNotUtf8,
    // and what a listener throws.
    bool run();
    // One piece of the file at most; false at the end.
    bool step();

    const KmlPrologue& prologue() const noexcept { return prologue_; } // known at the first element

private:
    struct Free {
        void operator()(XML_ParserStruct* parser) const noexcept;
    };
    struct Callbacks;
    friend struct Callbacks;

    std::uint64_t offset() const; // of the tag at hand
    std::uint64_t line() const;
    void check(int status);
    [[noreturn]] void fail_parsing();
    void note_root();
    void refuse(std::string why);

    KmlFile& file_;
    std::string shown_, encoding_;
    KmlListener listener_;
    std::unique_ptr<XML_ParserStruct, Free> parser_;
    KmlPrologue prologue_;
    std::string head_; // the first bytes, until the root element is found
    bool rooted_ = false, entered_ = false, stopped_ = false, done_ = false;
    std::vector<KmlTag> open_;
    std::vector<KmlAttribute> attributes_;
    std::size_t skipped_ = 0; // elements open within one that is passed over, and itself
    std::string refusal_;
    std::exception_ptr thrown_; // by a listener: it may not cross the C library
};

} // namespace minemap
