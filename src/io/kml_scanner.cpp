// SPDX-License-Identifier: MIT
#include "io/kml_scanner.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include <simdjson.h>

#include "io/formats.hpp"
#include "io/text_encoding.hpp"

namespace minemap {
namespace {

constexpr std::size_t window = 1 << 16;
constexpr std::size_t longest_tag = 1 << 20; // and comment
constexpr std::size_t deepest = 1'000;

bool is_blank(char c) noexcept { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// Whether a byte may stand in a name (1), and begin one (2). Letters beyond ASCII are taken as they come.
constexpr std::array<std::uint8_t, 256> name_bytes = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t c = 0; c < table.size(); ++c) {
        const bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80;
        const bool more = (c >= '0' && c <= '9') || c == '-' || c == '.';
        table[c] = letter ? 3 : more ? 1 : 0;
    }
    return table;
}();

bool is_name(std::string_view text) noexcept {
    const auto byte = [](char c) { return name_bytes[static_cast<unsigned char>(c)]; };
    std::uint8_t all = 1;
    for (const char c : text) {
        all &= byte(c);
    }
    return !text.empty() && all != 0 && (byte(text.front()) & 2) != 0;
}

// Characters that no XML holds, one by one so that the compiler does many at a time.
bool has_control(std::string_view bytes) noexcept {
    unsigned found = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        found |= static_cast<unsigned>(byte < 0x20) & static_cast<unsigned>(byte != '\n') &
                 static_cast<unsigned>(byte != '\r') & static_cast<unsigned>(byte != '\t');
    }
    return found != 0;
}

// Bytes at the end that begin a letter without ending it.
std::size_t begun_letter(std::string_view bytes) noexcept {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if (byte >= 0xC0) {
            const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return length > back ? back : 0;
        }
        if (byte < 0x80) {
            return 0;
        }
    }
    return 0;
}

// "amp", "#233", "#xE9": what stands between & and ;.
void append_reference(std::string& text, std::string_view name) {
    static constexpr std::pair<std::string_view, char> named[] = {
        {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    for (const auto& [one, meaning] : named) {
        if (one == name) {
            text += meaning;
            return;
        }
    }
    if (name.size() < 2 || name[0] != '#') {
        throw KmlNotPlain{};
    }
    const bool hex = name[1] == 'x';
    const char* const end = name.data() + name.size();
    std::uint32_t code = 0;
    const auto [behind, error] = std::from_chars(name.data() + (hex ? 2 : 1), end, code, hex ? 16 : 10);
    const bool blank = code == '\n' || code == '\r' || code == '\t';
    const bool allowed = (code >= 0x20 || blank) && code <= 0x10FFFF && !(code >= 0xD800 && code < 0xE000) &&
                         code != 0xFFFE && code != 0xFFFF;
    if (error != std::errc() || behind != end || !allowed) {
        throw KmlNotPlain{};
    }
    append_utf8(text, code);
}

} // namespace

KmlScanner::KmlScanner(KmlFile& file, const std::string&, const std::string&, KmlListener listener) :
    file_(file), listener_(listener) {
    file_.seek(0);
}

void KmlScanner::enter(const KmlPrologue& prologue, std::uint64_t offset) {
    prologue_ = prologue;
    entered_ = rooted_ = true;
    file_.seek(offset);
    base_ = offset;
}

// --- the window

// Makes room at the end and fills it; false when the file holds no more.
bool KmlScanner::refill() {
    if (last_) {
        return false;
    }
    if (at_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + at_, end_ - at_);
        base_ += at_;
        end_ -= at_;
        at_ = 0;
    }
    if (end_ > longest_tag) {
        throw KmlNotPlain{};
    }
    buffer_.resize(std::max(buffer_.size(), end_ + window));
    const std::size_t size = file_.read(buffer_.data() + end_, window);
    const std::size_t from = end_ - begun_letter({buffer_.data(), end_});
    end_ += size;
    last_ = size == 0;
    check({buffer_.data() + from, end_ - from});
    const std::string_view all(buffer_.data(), end_);
    references_ = std::memchr(all.data(), '&', all.size()) != nullptr;
    returns_ = std::memchr(all.data(), '\r', all.size()) != nullptr;
    if (base_ == 0 && !rooted_ && all.substr(0, 3) == "\xEF\xBB\xBF") {
        at_ = 3;
    }
    return !last_;
}

void KmlScanner::check(std::string_view bytes) {
    const std::string_view whole = bytes.substr(0, bytes.size() - (last_ ? 0 : begun_letter(bytes)));
    if (has_control(whole) || !simdjson::validate_utf8(whole.data(), whole.size())) {
        throw KmlNotPlain{};
    }
}

// Where a text begins, relative to at_; more of the file is read for it if need be.
std::size_t KmlScanner::find(std::string_view what, std::size_t from) {
    while (true) {
        const std::string_view rest(buffer_.data() + at_, end_ - at_);
        const std::size_t found = rest.find(what, from);
        if (found != rest.npos) {
            return found;
        }
        from = rest.size() > what.size() ? rest.size() - what.size() : from;
        if (!refill()) {
            throw KmlNotPlain{};
        }
    }
}

// Of the tag at at_: its bracket, relative to at_. One within quotes is none.
std::size_t KmlScanner::end_of_tag() {
    std::size_t at = at_ + 1;
    for (char quote = 0;; ++at) {
        if (at == end_) {
            const std::size_t done = at - at_;
            if (!refill()) {
                throw KmlNotPlain{};
            }
            at = at_ + done;
        }
        const char c = buffer_[at];
        if (quote != 0) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return at - at_;
        }
    }
}

// --- text

void KmlScanner::tell(std::string_view text) {
    if (!returns_ || text.find('\r') == text.npos) {
        listener_.text(listener_.self, text);
        return;
    }
    // A line ends with one character, whatever the file has (XML 1.0, 2.11).
    while (!text.empty()) {
        const std::size_t line = text.find('\r');
        listener_.text(listener_.self, text.substr(0, line));
        if (line == text.npos) {
            return;
        }
        const bool two = text.substr(line, 2) == "\r\n";
        listener_.text(listener_.self, two ? std::string_view{} : std::string_view("\n"));
        text.remove_prefix(line + 1);
    }
}

void KmlScanner::tell_with_references(std::string_view text) {
    for (std::size_t at = 0; (at = text.find('&')) != text.npos;) {
        const std::size_t end = text.find(';', at);
        if (end == text.npos) {
            throw KmlNotPlain{};
        }
        tell(text.substr(0, at));
        text_.clear();
        append_reference(text_, text.substr(at + 1, end - at - 1));
        listener_.text(listener_.self, text_);
        text.remove_prefix(end + 1);
    }
    tell(text);
}

void KmlScanner::scan_text(std::size_t end) {
    const std::string_view text(buffer_.data() + at_, end - at_);
    at_ = end;
    if (open_.empty() && !entered_) {
        if (!std::all_of(text.begin(), text.end(), is_blank)) {
            throw KmlNotPlain{};
        }
    } else if (references_ && text.find('&') != text.npos) {
        if (skipped_ == none) {
            tell_with_references(text);
        }
    } else if (skipped_ == none && !text.empty()) {
        tell(text);
    }
}

// --- tags

void KmlScanner::scan_declaration() {
    const std::size_t end = find("?>", 2);
    const std::string_view text(buffer_.data() + at_, end);
    if (text.substr(0, 5) == "<?xml" && text.size() > 5 && is_blank(text[5])) {
        const std::size_t named = text.find("encoding");
        const std::string rest = named == text.npos ? "=\"utf-8\"" : lower(text.substr(named + 8));
        const std::size_t quote = rest.find_first_of("\"'");
        if (quote == rest.npos || rest.compare(quote + 1, 5, "utf-8") != 0 || rooted_) {
            throw KmlNotPlain{};
        }
    }
    at_ += end + 2;
}

void KmlScanner::scan_markup() {
    while (end_ - at_ < 9) {
        if (!refill()) {
            throw KmlNotPlain{};
        }
    }
    const std::string_view rest(buffer_.data() + at_, end_ - at_);
    if (rest.substr(0, 4) == "<!--") {
        const std::size_t end = find("--", 4);
        if (find(">", end) != end + 2) {
            throw KmlNotPlain{};
        }
        at_ += end + 3;
    } else if (rest.substr(0, 9) == "<![CDATA[" && (!open_.empty() || entered_)) {
        const std::size_t end = find("]]>", 9);
        if (skipped_ == none) {
            tell({buffer_.data() + at_ + 9, end - 9});
        }
        at_ += end + 3;
    } else {
        throw KmlNotPlain{}; // a DOCTYPE, or an error
    }
}

std::string_view KmlScanner::value_of(std::string_view raw) {
    if (raw.find('<') != raw.npos) {
        throw KmlNotPlain{};
    }
    if (raw.find_first_of("&\n\t\r") == raw.npos) {
        return raw;
    }
    std::string& value = values_.emplace_back();
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == '&') {
            const std::size_t end = raw.find(';', i);
            if (end == raw.npos) {
                throw KmlNotPlain{};
            }
            append_reference(value, raw.substr(i + 1, end - i - 1));
            i = end;
        } else if (!(raw[i] == '\r' && raw.substr(i, 2) == "\r\n")) {
            value += is_blank(raw[i]) ? ' ' : raw[i];
        }
    }
    return value;
}

// One attribute, with a blank before it; behind it, or at the end where there is none.
const char* KmlScanner::scan_attribute(const char* at, const char* end) {
    const char* name = at;
    while (name != end && is_blank(*name)) {
        ++name;
    }
    if (name == end) {
        return end;
    }
    const char* const equal = std::find_if(name, end, [](char c) { return c == '=' || is_blank(c); });
    const char* quote = std::find_if_not(equal, end, is_blank);
    if (quote == end || *quote != '=' || name == at) {
        throw KmlNotPlain{};
    }
    quote = std::find_if_not(quote + 1, end, is_blank);
    if (quote == end || (*quote != '"' && *quote != '\'')) {
        throw KmlNotPlain{};
    }
    const char* const close = std::find(quote + 1, end, *quote);
    const std::string_view key(name, static_cast<std::size_t>(equal - name));
    const bool twice = std::any_of(attributes_.begin(), attributes_.end(),
                                   [&](const KmlAttribute& one) { return one.name == key; });
    if (close == end || twice || !is_name(key)) {
        throw KmlNotPlain{};
    }
    const std::string_view raw(quote + 1, static_cast<std::size_t>(close - quote - 1));
    attributes_.push_back({key, value_of(raw)});
    return close + 1;
}

void KmlScanner::scan_begin() {
    const std::size_t close = end_of_tag();
    const std::uint64_t offset = base_ + at_;
    std::string_view tag(buffer_.data() + at_ + 1, close - 1);
    at_ += close + 1;
    const bool empty = !tag.empty() && tag.back() == '/';
    tag.remove_suffix(empty ? 1 : 0);
    const std::size_t size =
        static_cast<std::size_t>(std::find_if(tag.begin(), tag.end(), is_blank) - tag.begin());
    const std::string_view name = tag.substr(0, size);
    attributes_.clear();
    if (size < tag.size()) {
        values_.clear();
        values_.reserve(64); // so that none moves
        const char* const end = tag.data() + tag.size();
        for (const char* at = tag.data() + size; at != end;) {
            at = scan_attribute(at, end);
            if (values_.size() == values_.capacity()) {
                throw KmlNotPlain{};
            }
        }
    }
    if (!is_name(name) || open_.size() > deepest || (open_.empty() && rooted_ && !entered_)) {
        throw KmlNotPlain{};
    }
    rooted_ = true;
    KmlTag what = KmlTag::unknown;
    if (skipped_ == none) {
        for (const KmlAttribute& one : attributes_) {
            if (one.name.front() != 'x') {
                continue;
            }
            prologue_.prefixes.declare(one.name, one.value);
        }
        what = prologue_.prefixes.tag(name);
        if (!listener_.begin(listener_.self, what, name, attributes_, offset)) {
            skipped_ = open_.size();
        }
    }
    open_.push_back({names_.size(), what});
    names_ += name;
    if (empty) {
        close_element();
    }
}

void KmlScanner::close_element() {
    const Open one = open_.back();
    open_.pop_back();
    names_.resize(one.name);
    if (skipped_ == none) {
        stopped_ = listener_.end(listener_.self, one.tag);
    } else if (skipped_ == open_.size()) {
        skipped_ = none;
    }
}

void KmlScanner::scan_end() {
    if (open_.empty()) {
        throw KmlNotPlain{};
    }
    const std::string_view wanted = std::string_view(names_).substr(open_.back().name);
    while (end_ - at_ < wanted.size() + 3) {
        if (!refill()) {
            throw KmlNotPlain{};
        }
    }
    if (std::memcmp(buffer_.data() + at_ + 2, wanted.data(), wanted.size()) != 0) {
        throw KmlNotPlain{};
    }
    std::size_t close = wanted.size() + 2;
    if (buffer_[at_ + close] != '>') { // blanks before it are allowed
        close = find(">", close);
        const auto begin = buffer_.begin() + static_cast<std::ptrdiff_t>(at_);
        if (!std::all_of(begin + static_cast<std::ptrdiff_t>(wanted.size() + 2),
                         begin + static_cast<std::ptrdiff_t>(close), is_blank)) {
            throw KmlNotPlain{};
        }
    }
    at_ += close + 1;
    close_element();
}

// --- the document

// A window full at most; false at the end.
bool KmlScanner::step() {
    if (done_) {
        return false;
    }
    stopped_ = false;
    if (at_ == end_ && !refill()) {
        if (!rooted_ || !open_.empty()) {
            throw KmlNotPlain{}; // it ends too early
        }
        done_ = true;
        return false;
    }
    while (!stopped_ && at_ != end_) {
        const char* const from = buffer_.data() + at_;
        const void* const found = std::memchr(from, '<', end_ - at_);
        if (found == nullptr) {
            // A reference, a letter and the end of a line may be cut in two.
            const std::string_view rest(from, end_ - at_);
            const std::size_t cut = references_ ? rest.rfind('&') : rest.npos;
            const bool open = cut != rest.npos && rest.find(';', cut) == rest.npos;
            const std::size_t half = returns_ && rest.back() == '\r' ? 1 : begun_letter(rest);
            const std::size_t told = open ? cut : rest.size() - half;
            scan_text(at_ + told);
            if (at_ != end_ && !refill()) {
                throw KmlNotPlain{};
            }
            return true;
        }
        scan_text(static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data()));
        while (end_ - at_ < 2) {
            if (!refill()) {
                throw KmlNotPlain{};
            }
        }
        switch (buffer_[at_ + 1]) {
        case '/':
            scan_end();
            break;
        case '!':
            scan_markup();
            break;
        case '?':
            scan_declaration();
            break;
        default:
            scan_begin();
            break;
        }
    }
    return true;
}

bool KmlScanner::run() {
    while (step()) {
        if (stopped_) {
            return true;
        }
    }
    return false;
}

} // namespace minemap
