// SPDX-License-Identifier: MIT
#include "io/geojson_scanner.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include <fmt/format.h>

#include "base/error.hpp"
#include "io/formats.hpp"
#include "io/geojson_text.hpp"

namespace minemap {
namespace {

constexpr std::size_t longest_member = 1 << 22; // 4 MiB: names, systems and records of origin are shorter
constexpr std::size_t longest_record = std::size_t{1} << 31;
constexpr char record_separator = '\x1E';

bool blank(int c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

constexpr std::uint64_t each_byte = 0x0101010101010101ULL;

// The high bit of each byte that is zero; beyond the lowest such byte there may be false ones (S. E.
// Anderson, "Bit twiddling hacks").
constexpr std::uint64_t zero_bytes(std::uint64_t word) {
    return (word - each_byte) & ~word & (0x80 * each_byte);
}

// The first of three characters, or the end: eight bytes at a time, as the long runs of digits deserve.
std::size_t find_any(const char* text, std::size_t from, std::size_t to, char a, char b, char c) {
    const auto spread = [](char one) { return each_byte * static_cast<unsigned char>(one); };
    const std::uint64_t as = spread(a), bs = spread(b), cs = spread(c);
    if constexpr (std::endian::native == std::endian::little) {
        for (; from + 8 <= to; from += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, text + from, 8);
            const std::uint64_t hits = zero_bytes(word ^ as) | zero_bytes(word ^ bs) | zero_bytes(word ^ cs);
            if (hits != 0) {
                return from + static_cast<std::size_t>(std::countr_zero(hits)) / 8;
            }
        }
    }
    while (from < to && text[from] != a && text[from] != b && text[from] != c) {
        ++from;
    }
    return from;
}

} // namespace

GeoJsonScanner::GeoJsonScanner(const std::string& path, std::string shown, GeoJsonForm form,
                               std::size_t window) :
    file_(VSIFOpenL(path.c_str(), "rb")),
    shown_(std::move(shown)), form_(form), window_(std::max<std::size_t>(window, 16)) {
    if (!file_) {
        fail(Errc::open, "{}: the file cannot be opened. Check that you may read it.", shown_);
    }
    VSIStatBufL stat;
    size_ = VSIStatL(path.c_str(), &stat) == 0 ? static_cast<std::uint64_t>(stat.st_size) : 0;
    rewind();
}

void GeoJsonScanner::rewind() {
    VSIFSeekL(file_.get(), 0, SEEK_SET);
    base_ = at_ = end_ = 0;
    kept_ = none;
    state_ = State::root;
    collection_ = false;
    first_ = true;
    members_.clear();
}

double GeoJsonScanner::fraction() const {
    return size_ == 0 ? 1.0 : std::min(1.0, static_cast<double>(position()) / static_cast<double>(size_));
}

// Throws away what was read, up to what is kept, and reads on behind the rest.
bool GeoJsonScanner::refill() {
    const std::size_t from = std::min(at_, kept_);
    if (from > 0) {
        std::memmove(buffer_.data(), buffer_.data() + from, end_ - from);
        base_ += from;
        at_ -= from;
        end_ -= from;
        kept_ = kept_ == none ? none : kept_ - from;
    }
    if (end_ > longest_record) {
        fail(Errc::format,
             "{}: the record at byte {} is longer than 2 GiB. Cut the file into smaller records.", shown_,
             base_);
    }
    // Doubling: a record of any length is moved a few times only.
    const std::size_t wanted = std::max(end_ + window_, end_ + end_ / 2);
    if (buffer_.size() < wanted + padding) {
        buffer_.resize(wanted + padding);
    }
    const std::size_t got = VSIFReadL(buffer_.data() + end_, 1, wanted - end_, file_.get());
    end_ += got;
    return got > 0;
}

int GeoJsonScanner::peek() { return at_ < end_ || refill() ? static_cast<unsigned char>(buffer_[at_]) : -1; }

int GeoJsonScanner::skip_blanks() {
    int c = peek();
    while (blank(c)) {
        ++at_;
        c = peek();
    }
    return c;
}

void GeoJsonScanner::fail_cut() const {
    fail(Errc::format,
         "{}: cannot be read as GeoJSON: the text ends at byte {} in the middle of an object. The file is "
         "damaged, cut off, "
         "or something else under this name; get it again.",
         shown_, position());
}

void GeoJsonScanner::fail_unexpected(const char* place) {
    const int c = peek();
    if (c < 0) {
        fail_cut();
    }
    fail(Errc::format,
         "{}: cannot be read as GeoJSON: unexpected {} at byte {}, {}. The file is damaged, cut off, "
         "or something else under this name; get it again.",
         shown_,
         c > 0x20 && c < 0x7F ? fmt::format("'{}'", static_cast<char>(c)) : fmt::format("byte 0x{:02X}", c),
         position(), place);
}

void GeoJsonScanner::expect(char c, const char* place) {
    if (skip_blanks() != c) {
        fail_unexpected(place);
    }
    ++at_;
}

// From behind the opening quote to behind the closing one.
void GeoJsonScanner::until_quote() {
    while (true) {
        at_ = find_any(buffer_.data(), at_, end_, '"', '\\', '"');
        if (at_ == end_) {
            if (!refill()) {
                fail_cut();
            }
        } else if (buffer_[at_++] == '"') {
            return;
        } else if (peek() < 0) {
            fail_cut();
        } else {
            ++at_; // whatever is escaped
        }
    }
}

std::string_view GeoJsonScanner::value(Keep keep) {
    kept_ = keep == Keep::nothing ? none : at_;
    const std::uint64_t start = position();
    const int first = peek();
    const auto forget_long_ones = [&] {
        if (keep == Keep::short_ones && position() - start > longest_member) {
            kept_ = none;
        }
    };
    if (first == '"') {
        ++at_;
        until_quote();
    } else if (first == '{' || first == '[') {
        // Brackets of the other kind are the parser's business: it will see whether they match.
        const char open = static_cast<char>(first), close = first == '{' ? '}' : ']';
        std::size_t depth = 0;
        do {
            at_ = find_any(buffer_.data(), at_, end_, '"', open, close);
            forget_long_ones();
            if (at_ == end_) {
                if (!refill()) {
                    fail_cut();
                }
                continue;
            }
            const char c = buffer_[at_++];
            if (c == '"') {
                until_quote();
            } else {
                depth += c == open ? 1 : static_cast<std::size_t>(-1);
            }
        } while (depth > 0 || position() == start);
    } else {
        for (int c = first; c >= 0 && !blank(c) && c != ',' && c != '}' && c != ']' && c != ':'; c = peek()) {
            ++at_;
            forget_long_ones();
        }
        if (position() == start) {
            fail_unexpected("where a value should stand");
        }
    }
    forget_long_ones();
    const std::string_view text =
        kept_ == none ? std::string_view() : std::string_view(buffer_.data() + kept_, at_ - kept_);
    kept_ = none;
    return text;
}

void GeoJsonScanner::open_root() {
    peek();
    if (at_ + 3 > end_) {
        refill();
    }
    if (end_ >= 3 && std::memcmp(buffer_.data(), "\xEF\xBB\xBF", 3) == 0) {
        at_ = 3;
    }
    if (form_ == GeoJsonForm::sequence) {
        separators_ = skip_blanks() == record_separator;
        state_ = State::features;
        return;
    }
    if (skip_blanks() != '{') {
        fail_unexpected("where an object should begin");
    }
    ++at_;
    state_ = State::member;
    first_ = true;
}

// One member of the root, or its end.
void GeoJsonScanner::next_member() {
    int c = skip_blanks();
    if (c == '}') {
        ++at_;
        if (skip_blanks() >= 0) {
            fail_unexpected("behind the end of the object; several objects need --input-format geojsonseq");
        }
        const bool claims = std::any_of(members_.begin(), members_.end(), [](const Member& member) {
            return member.key == "type" && lower(member.text) == "\"featurecollection\"";
        });
        if (claims != collection_) {
            fail(Errc::format,
                 "{}: cannot be read as GeoJSON: {}. Check that the file is what its name promises.", shown_,
                 claims ? "it is a FeatureCollection without an array of features"
                        : "it holds features but does not say \"type\": \"FeatureCollection\"");
        }
        state_ = claims ? State::end : State::whole;
        return;
    }
    if (!first_) {
        expect(',', "between two members");
        c = skip_blanks();
    }
    first_ = false;
    if (c != '"') {
        fail_unexpected("where the name of a member should stand");
    }
    std::string key;
    append_unescaped(key, string_body(value(Keep::all)));
    expect(':', "behind the name of a member");
    c = skip_blanks();
    if (key == "features" && c == '[') {
        ++at_;
        collection_ = true;
        state_ = State::features;
        first_ = true;
        return;
    }
    const std::string_view text = value(Keep::short_ones);
    if (key == "type" && !collection_ && lower(text) != "\"featurecollection\"") {
        state_ = State::whole;
        return;
    }
    for (Member& member : members_) {
        if (member.key == key) {
            member.text = text;
            return;
        }
    }
    members_.push_back({std::move(key), std::string(text)});
}

bool GeoJsonScanner::next_feature(Record& record) {
    int c = skip_blanks();
    if (c == ']') {
        ++at_;
        state_ = State::member;
        first_ = false;
        return false;
    }
    if (!first_) {
        expect(',', "between two features");
        skip_blanks();
    }
    first_ = false;
    record.offset = position();
    record.text = value(Keep::all);
    return true;
}

bool GeoJsonScanner::next_line(Record& record) {
    const char stop = separators_ ? record_separator : '\n';
    int c = skip_blanks();
    while (c == record_separator) {
        ++at_;
        c = skip_blanks();
    }
    if (c < 0) {
        state_ = State::end;
        return false;
    }
    kept_ = at_;
    record.offset = position();
    do {
        at_ = find_any(buffer_.data(), at_, end_, stop, stop, stop);
    } while (at_ == end_ && refill());
    record.text = std::string_view(buffer_.data() + kept_, at_ - kept_);
    while (blank(static_cast<unsigned char>(record.text.back()))) {
        record.text.remove_suffix(1);
    }
    kept_ = none;
    return true;
}

// A Feature or a geometry as the root: all of it is one record.
void GeoJsonScanner::read_whole(Record& record) {
    VSIFSeekL(file_.get(), 0, SEEK_SET);
    base_ = at_ = end_ = 0;
    open_root();
    --at_; // before its bracket
    members_.clear();
    record.offset = position();
    record.text = value(Keep::all);
    kept_ = static_cast<std::size_t>(record.text.data() - buffer_.data());
    if (skip_blanks() >= 0) {
        fail_unexpected("behind the end of the object; several objects need --input-format geojsonseq");
    }
    record.text = std::string_view(buffer_.data() + kept_, record.text.size());
    kept_ = none;
    state_ = State::end;
}

bool GeoJsonScanner::next(Record& record) {
    while (true) {
        switch (state_) {
        case State::root:
            open_root();
            break;
        case State::member:
            next_member();
            break;
        case State::features:
            if (form_ == GeoJsonForm::sequence ? next_line(record) : next_feature(record)) {
                return true;
            }
            break;
        case State::whole:
            read_whole(record);
            return true;
        case State::end:
            return false;
        }
    }
}

} // namespace minemap
