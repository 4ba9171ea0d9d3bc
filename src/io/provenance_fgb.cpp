// SPDX-License-Identifier: MIT
#include "io/provenance_fgb.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include <cpl_vsi.h>

#include "base/error.hpp"

namespace minemap {
namespace {

// A file is eight bytes of magic, the size of the header (32 bits, little-endian), the header, the index and
// the features (flatgeobuf.org). The header is a FlatBuffer: at its beginning the offset of the root table; a
// table begins with the distance back to its vtable, whose 16-bit entries say where in the table each member
// lies. Members that are texts, vectors or tables are offsets from where they stand to where their content
// does.
constexpr std::size_t magic_bytes = 8;
constexpr std::size_t largest_header = 10 << 20; // as GDAL has it
constexpr std::size_t members = 14;
constexpr std::size_t metadata_member = 13;
constexpr std::array<std::size_t, 7> offset_members = {0,  1,  7, 10,
                                                       11, 12, 13}; // name envelope columns crs ...

template <class Int>
Int get(const std::string& bytes, std::size_t at) {
    if (at + sizeof(Int) > bytes.size() || at + sizeof(Int) < at) {
        fail(Errc::format, "the header of the FlatGeobuf file is damaged");
    }
    Int value = 0;
    for (std::size_t i = sizeof(Int); i-- > 0;) {
        value = static_cast<Int>(static_cast<std::uint64_t>(value) << 8 |
                                 static_cast<unsigned char>(bytes[at + i]));
    }
    return value;
}

template <class Int>
void put(std::string& bytes, std::size_t at, Int value) {
    for (std::size_t i = 0; i < sizeof(Int); ++i) {
        bytes.at(at + i) = static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
    }
}

struct Table {
    std::size_t at = 0, size = 0;                // of the root table
    std::array<std::uint16_t, members> member{}; // where in the table; 0 = not there
};

Table root_of(const std::string& header) {
    Table table;
    table.at = get<std::uint32_t>(header, 0);
    const auto back = static_cast<std::int32_t>(get<std::uint32_t>(header, table.at));
    const auto vtable = static_cast<std::size_t>(static_cast<std::int64_t>(table.at) - back);
    const std::size_t entries = get<std::uint16_t>(header, vtable);
    table.size = get<std::uint16_t>(header, vtable + 2);
    for (std::size_t i = 0; i < members && 4 + 2 * i + 2 <= entries; ++i) {
        table.member[i] = get<std::uint16_t>(header, vtable + 4 + 2 * i);
    }
    if (table.at + table.size > header.size()) {
        fail(Errc::format, "the header of the FlatGeobuf file is damaged");
    }
    return table;
}

std::size_t rounded_up(std::size_t value, std::size_t to) { return (value + to - 1) / to * to; }

// The old header stays as it is behind a new root table, whose members point into it: the content need not be
// understood. All is moved by a multiple of eight, so that alignments hold.
std::string with_metadata(const std::string& header, const std::string& text) {
    const Table old = root_of(header);
    const std::size_t vtable = 4, vtable_bytes = 4 + 2 * members;
    std::size_t at = rounded_up(vtable + vtable_bytes, 8) + old.at % 8;
    const std::size_t new_member = rounded_up(at + old.size, 4) - at;
    const std::size_t table_bytes = new_member + 4;
    const std::size_t string_at = at + table_bytes;
    const std::size_t moved = rounded_up(string_at + 4 + text.size() + 1, 8);

    std::string result(moved, '\0');
    put(result, 0, static_cast<std::uint32_t>(at));
    put(result, vtable, static_cast<std::uint16_t>(vtable_bytes));
    put(result, vtable + 2, static_cast<std::uint16_t>(table_bytes));
    for (std::size_t i = 0; i < members; ++i) {
        const std::size_t place = i == metadata_member ? new_member : old.member[i];
        put(result, vtable + 4 + 2 * i, static_cast<std::uint16_t>(place));
    }
    std::memcpy(result.data() + at, header.data() + old.at, old.size);
    put(result, at, static_cast<std::uint32_t>(at - vtable));
    for (const std::size_t i : offset_members) {
        if (old.member[i] != 0 && i != metadata_member) {
            const std::size_t place = at + old.member[i];
            put(result, place,
                static_cast<std::uint32_t>(get<std::uint32_t>(result, place) + moved + old.at - at));
        }
    }
    put(result, at + new_member, static_cast<std::uint32_t>(string_at - (at + new_member)));
    put(result, string_at, static_cast<std::uint32_t>(text.size()));
    std::memcpy(result.data() + string_at + 4, text.data(), text.size());
    return result + header;
}

} // namespace

void write_flatgeobuf_metadata(const std::string& path, const std::string& text) {
    std::ifstream in(path, std::ios::binary);
    std::string start(magic_bytes + 4, '\0');
    in.read(start.data(), static_cast<std::streamsize>(start.size()));
    const std::size_t size = in ? get<std::uint32_t>(start, magic_bytes) : 0;
    std::string header(size <= largest_header ? size : 0, '\0');
    in.read(header.data(), static_cast<std::streamsize>(header.size()));
    if (!in || header.empty() || text.size() > largest_header / 2) {
        fail(Errc::write,
             "The record of operations cannot be written into the header of the FlatGeobuf file.");
    }
    header = with_metadata(header, text);
    put(start, magic_bytes, static_cast<std::uint32_t>(header.size()));
    const std::string anew = path + ".new";
    std::ofstream out(anew, std::ios::binary);
    out << start << header;
    if (in.peek() != std::ifstream::traits_type::eof()) { // a file without features ends here
        out << in.rdbuf();
    }
    out.close();
    std::error_code error;
    std::filesystem::rename(anew, path, error);
    if (!out || error) {
        std::filesystem::remove(anew, error);
        fail(Errc::write,
             "The record of operations cannot be written into the FlatGeobuf file; is the disk full?");
    }
}

std::string read_flatgeobuf_metadata(const std::string& path) {
    struct CloseFile {
        void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
    };
    const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenL(path.c_str(), "rb"));
    std::string start(magic_bytes + 4, '\0');
    if (!file || VSIFReadL(start.data(), 1, start.size(), file.get()) != start.size()) {
        return {};
    }
    try {
        const std::size_t size = get<std::uint32_t>(start, magic_bytes);
        std::string header(size <= largest_header ? size : 0, '\0');
        if (VSIFReadL(header.data(), 1, header.size(), file.get()) != header.size()) {
            return {};
        }
        const Table table = root_of(header);
        if (table.member[metadata_member] == 0) {
            return {};
        }
        const std::size_t place = table.at + table.member[metadata_member];
        const std::size_t string_at = place + get<std::uint32_t>(header, place);
        const std::size_t length = get<std::uint32_t>(header, string_at);
        return string_at + 4 + length <= header.size() ? header.substr(string_at + 4, length) : std::string{};
    } catch (const Error&) {
        return {}; // what is wrong with the header, GDAL says
    }
}

} // namespace minemap
