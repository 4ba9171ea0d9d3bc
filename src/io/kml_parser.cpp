// SPDX-License-Identifier: MIT
#include "io/kml_parser.hpp"

#include <algorithm>

#include <expat.h>

#include "base/error.hpp"
#include "io/text_encoding.hpp"

namespace minemap {
namespace {

constexpr std::size_t piece = 1 << 16;
constexpr std::size_t longest_prologue = 1 << 20;
constexpr std::size_t deepest = 10'000;
constexpr int longest_entity = 1'000;
constexpr int most_strange_bytes = 64; // a code page leaves fewer without a letter

// Where a byte means no character of its own in this encoding.
constexpr int no_character = -1;

// The code point of one UTF-8 sequence that fills the text; none when it holds more or less than one.
int code_point(std::string_view utf8) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    switch (utf8.size()) {
    case 1:
        return byte(0);
    case 2:
        return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
    case 3:
        return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    default:
        return no_character;
    }
}

// An entity is a shorthand for letters; whatever is more can be misused.
const char* objection(const char* value, int length, const char* system, bool parameter) {
    if (system != nullptr || value == nullptr) {
        return "lies in another file";
    }
    const std::string_view text(value, static_cast<std::size_t>(length));
    if (parameter) {
        return "changes the document's own rules";
    }
    if (length > longest_entity) {
        return "is longer than 1,000 bytes";
    }
    if (text.find('<') != text.npos) {
        return "holds tags";
    }
    for (std::size_t at = 0; (at = text.find('&', at)) != text.npos; ++at) {
        if (text.substr(at, 2) != "&#") {
            return "is made of other entities, which can swell without end";
        }
    }
    return nullptr;
}

// UTF-16 by its mark, or by the zero beside the first bracket.
enum class Width { one, little, big };
Width width_of(std::string_view head) {
    if (head.size() < 2) {
        return Width::one;
    }
    const std::string_view two = head.substr(0, 2);
    return two == "\xFF\xFE" || two == std::string_view("<\0", 2)   ? Width::little
           : two == "\xFE\xFF" || two == std::string_view("\0<", 2) ? Width::big
                                                                    : Width::one;
}

std::string widened(std::string_view ascii, Width width) {
    std::string text;
    for (const char c : ascii) {
        text += width == Width::big ? std::string(1, '\0') : std::string();
        text += c;
        text += width == Width::little ? std::string(1, '\0') : std::string();
    }
    return text;
}

} // namespace

std::string_view attribute(KmlAttributes attributes, std::string_view name) {
    for (const KmlAttribute& one : attributes) {
        if (one.name == name) {
            return one.value;
        }
    }
    return {};
}

void fail_kml(const std::string& shown, std::uint64_t line, std::string_view why) {
    fail(Errc::format,
         "{}: cannot be read as KML: {}{}. The file is damaged, cut off, or something else under this name; "
         "get it again.",
         shown, line == 0 ? "" : fmt::format("line {}: ", line), why);
}

// expat is C: no exception may pass through it.
struct KmlParser::Callbacks {
    template <class Call>
    static void guard(KmlParser& parser, Call call) {
        if (parser.thrown_ || !parser.refusal_.empty()) {
            return;
        }
        try {
            call();
        } catch (...) {
            parser.thrown_ = std::current_exception();
            XML_StopParser(parser.parser_.get(), XML_FALSE);
        }
    }

    static void XMLCALL begin(void* data, const XML_Char* name, const XML_Char** attributes) {
        KmlParser& self = *static_cast<KmlParser*>(data);
        guard(self, [&] {
            if (self.skipped_ > 0) {
                ++self.skipped_;
                return;
            }
            if (self.entered_ && self.open_.empty()) { // our own
                self.open_.push_back(KmlTag::unknown);
                return;
            }
            if (!self.rooted_) {
                self.note_root();
            }
            self.attributes_.clear();
            for (const XML_Char** one = attributes; *one != nullptr; one += 2) {
                self.attributes_.push_back({one[0], one[1]});
                self.prologue_.prefixes.declare(one[0], one[1]);
            }
            if (self.open_.size() > deepest) {
                self.refuse(fmt::format("it is nested more than {} levels deep", deepest));
                return;
            }
            const KmlTag tag = self.prologue_.prefixes.tag(name);
            if (self.listener_.begin(self.listener_.self, tag, name, self.attributes_, self.offset())) {
                self.open_.push_back(tag);
            } else {
                self.skipped_ = 1;
            }
        });
    }

    static void XMLCALL end(void* data, const XML_Char*) {
        KmlParser& self = *static_cast<KmlParser*>(data);
        guard(self, [&] {
            if (self.skipped_ > 0) {
                --self.skipped_;
                return;
            }
            const KmlTag tag = self.open_.back();
            self.open_.pop_back();
            if (self.listener_.end(self.listener_.self, tag)) {
                self.stopped_ = true;
                XML_StopParser(self.parser_.get(), XML_TRUE);
            }
        });
    }

    static void XMLCALL text(void* data, const XML_Char* text, int size) {
        KmlParser& self = *static_cast<KmlParser*>(data);
        if (self.skipped_ == 0) {
            guard(self, [&] {
                self.listener_.text(self.listener_.self, {text, static_cast<std::size_t>(size)});
            });
        }
    }

    static void XMLCALL declared(void* data, const XML_Char* name, int parameter, const XML_Char* value,
                                 int length, const XML_Char*, const XML_Char* system, const XML_Char*,
                                 const XML_Char*) {
        KmlParser& self = *static_cast<KmlParser*>(data);
        if (const char* why = objection(value, length, system, parameter != 0)) {
            self.refuse(fmt::format("its entity '{}' {}", one_line(name), why));
        }
    }

    // Of an entity that may be declared in a file which is not read.
    static void XMLCALL skipped(void* data, const XML_Char* name, int) {
        static_cast<KmlParser*>(data)->refuse(
            fmt::format("its entity '{}' lies in another file", one_line(name)));
    }

    // Code pages of one byte a letter; the others would need a reader of their own.
    static int XMLCALL unknown_encoding(void* data, const XML_Char* name, XML_Encoding* info) {
        KmlParser& self = *static_cast<KmlParser*>(data);
        try {
            const Decoder decoder{normal_encoding(name)};
            int strange = 0;
            for (int i = 0; i < 256; ++i) {
                const char byte = static_cast<char>(i);
                bool clean = true;
                const std::string letter = decoder({&byte, 1}, clean);
                info->map[i] = i == 0 ? 0 : code_point(letter);
                if (i < 0x80 && info->map[i] != i && i >= 0x20) {
                    return XML_STATUS_ERROR; // EBCDIC, or seven bits of something else
                }
                strange += clean ? 0 : 1;
            }
            if (strange > most_strange_bytes) {
                return XML_STATUS_ERROR;
            }
        } catch (const Error&) {
            return XML_STATUS_ERROR;
        }
        info->data = nullptr;
        info->convert = nullptr;
        info->release = nullptr;
        self.encoding_ = name;
        return XML_STATUS_OK;
    }
};

void KmlParser::Free::operator()(XML_ParserStruct* parser) const noexcept { XML_ParserFree(parser); }

KmlParser::KmlParser(KmlFile& file, std::string shown, const std::string& encoding, KmlListener listener) :
    file_(file), shown_(std::move(shown)), encoding_(encoding), listener_(listener),
    parser_(XML_ParserCreate(encoding.empty() ? nullptr : encoding.c_str())) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), Callbacks::begin, Callbacks::end);
    XML_SetCharacterDataHandler(parser_.get(), Callbacks::text);
    XML_SetEntityDeclHandler(parser_.get(), Callbacks::declared);
    XML_SetSkippedEntityHandler(parser_.get(), Callbacks::skipped);
    XML_SetUnknownEncodingHandler(parser_.get(), Callbacks::unknown_encoding, this);
    file_.seek(0);
}

KmlParser::~KmlParser() = default;

void KmlParser::enter(const KmlPrologue& prologue, std::uint64_t offset) {
    prologue_ = prologue;
    rooted_ = entered_ = true;
    const std::string opening = prologue.bytes + widened("<x>", width_of(prologue.bytes));
    check(XML_Parse(parser_.get(), opening.data(), static_cast<int>(opening.size()), 0));
    file_.seek(offset);
}

void KmlParser::note_root() {
    rooted_ = true;
    const std::uint64_t at = offset();
    prologue_.bytes = at <= head_.size() ? head_.substr(0, at) : head_;
    head_ = {};
}

bool KmlParser::step() {
    if (done_) {
        return false;
    }
    if (stopped_) {
        stopped_ = false;
        check(XML_ResumeParser(parser_.get()));
        return true;
    }
    void* const room = XML_GetBuffer(parser_.get(), piece);
    if (room == nullptr) {
        throw std::bad_alloc();
    }
    const std::size_t size = file_.read(static_cast<char*>(room), piece);
    if (!rooted_) {
        head_.append(static_cast<const char*>(room), size);
        if (head_.size() > longest_prologue) {
            refuse(fmt::format("its first {} bytes hold no element", longest_prologue));
        }
    }
    done_ = size == 0;
    check(XML_ParseBuffer(parser_.get(), static_cast<int>(size), done_ ? 1 : 0));
    return !done_;
}

bool KmlParser::run() {
    do {
        if (!step()) {
            return stopped_;
        }
    } while (!stopped_);
    return true;
}

std::uint64_t KmlParser::offset() const {
    return static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser_.get()));
}

std::uint64_t KmlParser::line() const { return XML_GetCurrentLineNumber(parser_.get()); }

void KmlParser::refuse(std::string why) {
    if (refusal_.empty()) {
        refusal_ = std::move(why);
        XML_StopParser(parser_.get(), XML_FALSE);
    }
}

void KmlParser::check(int status) {
    if (thrown_) {
        std::rethrow_exception(std::exchange(thrown_, nullptr));
    }
    if (!refusal_.empty()) {
        fail(Errc::format,
             "{}: line {}: the KML was not read: {}. Save it again with the program that it comes from, or "
             "ask for another format.",
             shown_, line(), refusal_);
    }
    if (status == XML_STATUS_ERROR) {
        fail_parsing();
    }
}

void KmlParser::fail_parsing() {
    const XML_Error error = XML_GetErrorCode(parser_.get());
    if (error == XML_ERROR_INVALID_TOKEN && encoding_.empty()) {
        throw KmlNotUtf8{line(), XML_ErrorString(error)};
    }
    if (error == XML_ERROR_UNKNOWN_ENCODING) {
        fail(Errc::format,
             "{}: line {}: the KML is in an encoding that minemap cannot read by itself. Save it as UTF-8.",
             shown_, line());
    }
    fail_kml(shown_, line(), error == XML_ERROR_NO_ELEMENTS ? "it ends too early" : XML_ErrorString(error));
}

} // namespace minemap
