// SPDX-License-Identifier: MIT
#include "io/csv_file.hpp"

#include <algorithm>
#include <array>

#include <cpl_vsi.h>

#include "base/error.hpp"
#include "io/encoding_guess.hpp"

namespace minemap {

struct CsvFile::File {
    explicit File(VSILFILE* opened) : handle(opened) {}
    ~File() { VSIFCloseL(handle); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    VSILFILE* handle;
};

namespace {

constexpr int end_of_file = -1;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

char choose_delimiter(std::string_view text) {
    std::array<std::pair<char, int>, 4> counts{{{',', 0}, {';', 0}, {'\t', 0}, {'|', 0}}};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '\n' || c == '\r')) {
            break;
        } else if (!quoted) {
            for (auto& [delimiter, count] : counts) {
                count += c == delimiter ? 1 : 0;
            }
        }
    }
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

} // namespace

CsvFile::CsvFile(const std::string& path, const std::string& encoding) {
    VSILFILE* handle = VSIFOpenL(path.c_str(), "rb");
    if (handle == nullptr) {
        fail(Errc::open, "{}: the file cannot be opened. Check that you may read it.", path);
    }
    file_ = std::make_unique<File>(handle);
    EncodingGuess guess;
    std::string line;
    for (fill(); !buffer_.empty(); fill()) {
        if (before_ == 0) {
            delimiter_ = choose_delimiter(
                std::string_view(buffer_).substr(buffer_.rfind(byte_order_mark, 0) == 0 ? 3 : 0));
            if (buffer_.rfind("\xFF\xFE", 0) == 0 || buffer_.rfind("\xFE\xFF", 0) == 0) {
                fail(Errc::format, "{}: the text is in UTF-16. Save it as UTF-8.", path);
            }
        }
        if (encoding.empty()) {
            for (const char c : buffer_) {
                if (c == '\n') {
                    guess.add(line);
                    line.clear();
                } else {
                    line += c;
                }
            }
        }
        size_ += buffer_.size();
        at_ = buffer_.size();
    }
    guess.add(line);
    if (encoding.empty() && guess.encoding() != "UTF-8") {
        encoding_remark_ = guess.remark();
    }
    decoder_.emplace(encoding.empty() ? guess.encoding() : encoding);
    rewind();
}

CsvFile::~CsvFile() = default;
CsvFile::CsvFile(CsvFile&&) noexcept = default;

double CsvFile::fraction() const noexcept {
    return size_ == 0 ? 1.0 : static_cast<double>(before_ + at_) / static_cast<double>(size_);
}

void CsvFile::rewind() {
    VSIFSeekL(file_->handle, 0, SEEK_SET);
    buffer_.clear();
    at_ = 0;
    before_ = 0;
    line_ = 0;
    next_line_ = 1;
    unclosed_line_ = 0;
    fill();
    at_ = buffer_.rfind(byte_order_mark, 0) == 0 ? byte_order_mark.size() : 0;
}

void CsvFile::fill() {
    before_ += buffer_.size();
    buffer_.resize(1 << 18);
    buffer_.resize(VSIFReadL(buffer_.data(), 1, buffer_.size(), file_->handle));
    at_ = 0;
}

int CsvFile::peek() {
    if (at_ == buffer_.size()) {
        fill();
    }
    return buffer_.empty() ? end_of_file : static_cast<unsigned char>(buffer_[at_]);
}

int CsvFile::get() {
    const int c = peek();
    at_ += c == end_of_file ? 0 : 1;
    return c;
}

void CsvFile::finish_cell(std::vector<Cell>& cells, std::string& text, bool quoted, bool& clean) const {
    cells.push_back({(*decoder_)(text, clean), quoted});
    text.clear();
}

bool CsvFile::next(std::vector<Cell>& cells, bool& clean) {
    cells.clear();
    std::string text;
    bool inside = false, quoted = false;
    while (peek() == '\n' || peek() == '\r') {
        next_line_ += get() == '\n' ? 1 : 0;
    }
    line_ = next_line_;
    if (peek() == end_of_file) {
        return false;
    }
    while (true) {
        const int c = get();
        next_line_ += c == '\n' ? 1 : 0;
        if (c == end_of_file) {
            unclosed_line_ = inside ? line_ : 0;
            break;
        }
        const char letter = static_cast<char>(c);
        if (inside) {
            if (letter != '"') {
                text += letter;
            } else if (peek() == '"') {
                text += static_cast<char>(get());
            } else {
                inside = false;
            }
        } else if (letter == '"' && text.empty() && !quoted) {
            inside = quoted = true;
        } else if (letter == delimiter_) {
            finish_cell(cells, text, quoted, clean);
            quoted = false;
        } else if (letter == '\n') {
            break;
        } else if (letter != '\r' || peek() != '\n') {
            text += letter;
        }
    }
    finish_cell(cells, text, quoted, clean);
    return true;
}

} // namespace minemap
