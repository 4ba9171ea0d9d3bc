// SPDX-License-Identifier: MIT
#include "scene/map.hpp"

#include <cctype>
#include <filesystem>
#include <string_view>

namespace minemap {

namespace {

// "PG:", "https:", "GPKG:", "/vsizip/": not a path beside the document. One letter before the colon is a
// drive.
bool is_connection(std::string_view source) {
    if (source.starts_with("/vsi") || source == "-") {
        return true;
    }
    std::size_t letters = 0;
    while (letters < source.size() &&
           (std::isalnum(static_cast<unsigned char>(source[letters])) != 0 || source[letters] == '_' ||
            source[letters] == '+' || source[letters] == '.')) {
        ++letters;
    }
    return letters > 1 && letters < source.size() && source[letters] == ':';
}

} // namespace

std::string MapDocument::resolve(const std::string& source) const {
    const std::filesystem::path path = std::filesystem::path(folder) / source;
    std::error_code ignored;
    const std::string without_layer = path.string().substr(0, path.string().rfind('#'));
    const bool is_here =
        std::filesystem::exists(path, ignored) || std::filesystem::exists(without_layer, ignored);
    return !is_here && is_connection(source) ? source : path.string();
}

bool is_map_document(const std::string& path) {
    constexpr std::string_view ending = ".mmap.json";
    if (path.size() <= ending.size()) {
        return false;
    }
    const std::string_view tail = std::string_view(path).substr(path.size() - ending.size());
    for (std::size_t i = 0; i < ending.size(); ++i) {
        if (std::tolower(static_cast<unsigned char>(tail[i])) != ending[i]) {
            return false;
        }
    }
    return true;
}

} // namespace minemap
