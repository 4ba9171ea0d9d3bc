// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: cuts a GeoJSON file into the texts of its records without parsing them. Only strings and
// brackets are looked at, in a window that slides over the file, so the memory is that of the longest record.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/gdal.hpp"

namespace minemap {

enum class GeoJsonForm {
    object,  // one JSON object: a FeatureCollection, a Feature or a geometry
    sequence // one object a line, or each behind a record separator (RFC 8142)
};

class GeoJsonScanner {
public:
    // A member of the collection beside its features: "name", "crs", foreign ones. `text` is its value as
    // written; empty when that is longer than a member of use ever is.
    struct Member {
        std::string key, text;
    };
    struct Record {
        std::string_view text;    // readable for `padding` bytes behind its end; good until the next call
        std::uint64_t offset = 0; // in the file
    };
    static constexpr std::size_t padding = 64; // what simdjson wants to read beyond the end

    // `window` bytes are read at a time. Throws Error{open} when the file cannot be opened.
    GeoJsonScanner(const std::string& path, std::string shown, GeoJsonForm form,
                   std::size_t window = default_window);

    // False at the end. Throws Error{format} when the brackets do not close or something else follows them.
    bool next(Record& record);
    void rewind();

    double fraction() const; // 0..1 of the file
    // Complete after the last record. A later member of the same name replaces an earlier one.
    const std::vector<Member>& members() const noexcept { return members_; }

    static constexpr std::size_t default_window = 1 << 20;

private:
    enum class State { root, member, features, whole, end };
    struct CloseFile {
        void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
    };
    enum class Keep { all, short_ones, nothing };

    bool refill();
    int peek();        // the byte at at_, or -1 at the end of the file
    int skip_blanks(); // and peek()
    void expect(char c, const char* place);
    std::string_view value(Keep keep); // the value at at_, which moves behind it
    void until_quote();
    std::uint64_t position() const noexcept { return base_ + at_; }
    [[noreturn]] void fail_cut() const;
    [[noreturn]] void fail_unexpected(const char* place);

    void open_root();
    void next_member();
    bool next_feature(Record& record);
    bool next_line(Record& record);
    void read_whole(Record& record);

    std::unique_ptr<VSILFILE, CloseFile> file_;
    std::string shown_;
    GeoJsonForm form_;
    std::size_t window_;
    std::uint64_t size_ = 0;

    std::vector<char> buffer_; // [0, end_) is filled, at_ is next
    std::uint64_t base_ = 0;   // offset of buffer_[0] in the file
    std::size_t at_ = 0, end_ = 0;
    std::size_t kept_ = none; // what a refill may not throw away
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    State state_ = State::root;
    bool collection_ = false, first_ = true, separators_ = false;
    std::vector<Member> members_;
};

} // namespace minemap
