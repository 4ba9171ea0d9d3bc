// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: which formats there are, and which GDAL drivers may touch an input.
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/io.hpp"

namespace minemap {

// By name ("gpkg", or a driver's "GPKG", whatever the case); none when this machine has no such format.
std::optional<Format> find_format(std::string_view name);
// By the extension of a file to write: "a.gpkg". One that only reads when no format that writes claims it;
// none when nobody does.
std::optional<Format> format_of_target(const std::filesystem::path& target);

// GDAL drivers that may be tried on an input of unknown kind. Left out: those that fetch from a network or a
// server, start another program, or open other files that a small text names (a VRT).
std::vector<std::string> drivers_for_any_input();
// Of those left out: why, for the message.
bool fetches(std::string_view driver);

// Lower-case ASCII; other letters stay.
std::string lower(std::string_view text);
// ".gpkg", lower-case; "" without one. ".shp.zip" and ".gdb.zip" count as ".zip".
std::string extension(const std::filesystem::path& path);

} // namespace minemap
