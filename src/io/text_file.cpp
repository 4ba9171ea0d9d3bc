// SPDX-License-Identifier: MIT
#include "io/text_file.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <iterator>

#include <fmt/format.h>
#include <unistd.h>

namespace minemap {

TextFile::TextFile(const std::string& path) : file_(std::fopen(path.c_str(), "wbx")) {
    if (!file_) {
        error_ = errno;
        failed_ = true;
    }
}

std::string TextFile::why() const { return std::strerror(error_); }

void TextFile::write(std::string_view text) {
    if (good() && std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) {
        error_ = errno;
        failed_ = true;
    }
}

void TextFile::close() {
    if (!good() || !file_) {
        return;
    }
    const bool written =
        std::fflush(file_.get()) == 0 && (fsync(fileno(file_.get())) == 0 || errno == EINVAL);
    const int reason = errno;
    if (std::fclose(file_.release()) != 0 || !written) {
        error_ = reason;
        failed_ = true;
    }
}

void append_number(std::string& text, double value) {
    // A coordinate as 46.5 and not as 4.65e+01, whichever is shorter.
    constexpr double smallest_fixed = 1e-4, first_scientific = 1e16;
    const double size = std::abs(value);
    char digits[32];
    const auto end = value == 0 ? std::to_chars(digits, std::end(digits), 0).ptr
                     : size >= smallest_fixed && size < first_scientific
                         ? std::to_chars(digits, std::end(digits), value, std::chars_format::fixed).ptr
                         : std::to_chars(digits, std::end(digits), value, std::chars_format::scientific).ptr;
    text.append(digits, end);
}

void append_json(std::string& text, std::string_view raw) {
    const auto special = [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; };
    text += '"';
    for (auto at = raw.begin(); at != raw.end();) {
        const auto stop = std::find_if(at, raw.end(), special);
        text.append(at, stop);
        if (stop == raw.end()) {
            break;
        }
        switch (*stop) {
        case '"':
            text += "\\\"";
            break;
        case '\\':
            text += "\\\\";
            break;
        case '\n':
            text += "\\n";
            break;
        case '\r':
            text += "\\r";
            break;
        case '\t':
            text += "\\t";
            break;
        default:
            fmt::format_to(std::back_inserter(text), "\\u{:04x}",
                           static_cast<unsigned>(static_cast<unsigned char>(*stop)));
        }
        at = stop + 1;
    }
    text += '"';
}

} // namespace minemap
