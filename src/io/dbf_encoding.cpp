// SPDX-License-Identifier: MIT
#include "io/ogr_layer.hpp"

#include <algorithm>
#include <cstdint>

#include <cpl_vsi.h>

namespace minemap {
namespace {

struct CloseFile {
    void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
};

struct Range {
    std::size_t first, size;
};

std::uint8_t at(std::string_view bytes, std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); }

// Where the character fields lie within a record. dBASE III: 32 bytes a field from byte 32 on, type at 11,
// width at 16.
std::vector<Range> text_fields(std::string_view header) {
    std::vector<Range> fields;
    std::size_t offset = 1; // the first byte of a record says whether it is deleted
    for (std::size_t i = 32; i + 32 <= header.size() && at(header, i) != 0x0D; i += 32) {
        const bool text = header[i + 11] == 'C';
        const std::size_t width = at(header, i + 16) + (text ? 256U * at(header, i + 17) : 0U);
        if (text) {
            fields.push_back({offset, width});
        }
        offset += width;
    }
    return fields;
}

// Language drivers of dBASE and FoxPro, as far as they are in use. 0x57 is left out: it only says "Windows",
// and is what GDAL and ArcGIS write when they do not know either.
struct Language {
    std::uint8_t number;
    const char* encoding;
};
constexpr Language languages[] = {
    {0x01, "CP437"},  {0x02, "CP850"},  {0x03, "CP1252"}, {0x26, "CP866"},
    {0x58, "CP1252"}, {0x59, "CP1252"}, {0x64, "CP852"},  {0x65, "CP866"},
    {0x6B, "CP857"},  {0x7D, "CP1255"}, {0x7E, "CP1256"}, {0xC8, "CP1250"},
    {0xC9, "CP1251"}, {0xCA, "CP1254"}, {0xCB, "CP1253"}, {0xCC, "CP1257"},
};

} // namespace

std::string dbf_language_encoding(const std::string& dbf_path) {
    std::string head(32, '\0');
    const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenL(dbf_path.c_str(), "rb"));
    if (file && VSIFReadL(head.data(), 1, head.size(), file.get()) == head.size()) {
        for (const Language& language : languages) {
            if (language.number == at(head, 29)) {
                return language.encoding;
            }
        }
    }
    return {};
}

EncodingGuess guess_dbf_encoding(const std::string& dbf_path) {
    constexpr std::size_t most = 64 << 20;
    EncodingGuess guess;
    const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenL(dbf_path.c_str(), "rb"));
    std::string head(32, '\0');
    if (!file || VSIFReadL(head.data(), 1, head.size(), file.get()) != head.size()) {
        return guess;
    }
    const std::size_t header_size = at(head, 8) + 256U * at(head, 9);
    const std::size_t record_size = at(head, 10) + 256U * at(head, 11);
    if (header_size <= head.size() || record_size == 0) {
        return guess;
    }
    head.resize(header_size);
    VSIFReadL(head.data() + 32, 1, header_size - 32, file.get());
    const std::vector<Range> fields = text_fields(head);
    for (std::size_t i = 32; i + 32 <= head.size() && at(head, i) != 0x0D; i += 32) {
        guess.add(std::string_view(head).substr(i, 11).substr(0, head.find('\0', i) - i));
    }
    std::string record(record_size, '\0');
    for (std::size_t read = 0;
         read < most && VSIFReadL(record.data(), 1, record_size, file.get()) == record_size;
         read += record_size) {
        for (const Range& field : fields) {
            if (field.first < record.size()) {
                std::string_view value = std::string_view(record).substr(field.first, field.size);
                value = value.substr(0, std::min(value.find('\0'), value.find_last_not_of(' ') + 1));
                guess.add(value);
            }
        }
    }
    return guess;
}

} // namespace minemap
