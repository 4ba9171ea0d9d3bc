// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the cells of a table in a text file.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/text_encoding.hpp"

namespace minemap {

struct Cell {
    std::string text;
    bool quoted = false; // a quoted cell is text, whatever it looks like; an empty unquoted one is null
};

// Reads records: cells between delimiters, quoted where they hold one, a quote mark or a line break (RFC
// 4180), lines ending in LF or CR LF, with or without a byte order mark. Lines without any cell are passed
// over.
class CsvFile {
public:
    // The delimiter (comma, semicolon, tab or bar) is the one that the first line has most of. `encoding`
    // empty: looks at the whole text. Throws Error{open|usage}.
    CsvFile(const std::string& path, const std::string& encoding);
    ~CsvFile();
    CsvFile(CsvFile&&) noexcept;

    char delimiter() const noexcept { return delimiter_; }
    const std::string& encoding() const noexcept { return decoder_->encoding(); }
    // What was guessed of an encoding that is neither given nor UTF-8; empty otherwise.
    const std::string& encoding_remark() const noexcept { return encoding_remark_; }
    std::int64_t line() const noexcept { return line_; } // where the last record began, 1-based
    // Where the record began within whose quotes the file ended; 0 = it ended as it should.
    std::int64_t unclosed_line() const noexcept { return unclosed_line_; }
    double fraction() const noexcept;

    // False at the end. `clean` becomes false when a byte means nothing in the encoding.
    bool next(std::vector<Cell>& cells, bool& clean);
    void rewind();

private:
    struct File;
    int get();
    int peek();
    void fill();
    void finish_cell(std::vector<Cell>& cells, std::string& text, bool quoted, bool& clean) const;

    std::unique_ptr<File> file_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::uint64_t size_ = 0, before_ = 0; // bytes of the file, bytes before the buffer
    std::int64_t line_ = 0, next_line_ = 1, unclosed_line_ = 0;
    char delimiter_ = ',';
    std::string encoding_remark_;
    std::optional<Decoder> decoder_;
};

} // namespace minemap
