// SPDX-License-Identifier: MIT
#include "io/pg_address.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "base/error.hpp"
#include "io/formats.hpp"
#include "io/io.hpp"

namespace minemap {
namespace {

constexpr const char* blanks = " \t\r\n";
constexpr const char* hidden = "***";
constexpr std::array gdal_keys = {"active_schema", "schemas", "tables"};
constexpr std::array secret_keys = {"password", "sslpassword", "pwd", "passwd"};

template <std::size_t n>
bool among(const std::string& word, const std::array<const char*, n>& list) {
    return std::any_of(list.begin(), list.end(), [&](const char* one) { return word == one; });
}

struct Setting {
    std::string key, value;
};

struct Parts {
    std::vector<Setting> settings;
    std::string table;
    bool good = true;
};

bool begins(std::string_view text, std::string_view with) {
    return lower(text.substr(0, with.size())) == with;
}

bool is_url(std::string_view text) { return begins(text, "postgresql://") || begins(text, "postgres://"); }

// Takes a value as libpq reads it: 'quoted', or up to a blank; a backslash before a character keeps it.
std::string take_value(std::string_view& text, bool secret, bool& good) {
    std::string value;
    const bool quoted = text.substr(0, 1) == "'";
    if (quoted) {
        text.remove_prefix(1);
    }
    while (!text.empty()) {
        const char c = text.front();
        if (quoted ? c == '\'' : std::strchr(blanks, c) != nullptr || (c == '#' && !secret)) {
            break;
        }
        text.remove_prefix(c == '\\' && text.size() > 1 ? 1 : 0);
        value += text.front();
        text.remove_prefix(1);
    }
    if (quoted) {
        good = good && !text.empty();
        text.remove_prefix(text.empty() ? 0 : 1);
    }
    return value;
}

// KEY=VALUE KEY='VALUE' ... #TABLE
Parts parts_of(std::string_view text) {
    Parts parts;
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
        if (text.empty()) {
            return parts;
        }
        if (text.front() == '#') {
            parts.table = text.substr(1);
            return parts;
        }
        const std::size_t equals = text.find('=');
        if (equals == text.npos) {
            parts.good = false;
            return parts;
        }
        const std::string_view key = text.substr(0, equals);
        Setting setting{lower(key.substr(0, key.find_last_not_of(blanks) + 1)), ""};
        text.remove_prefix(equals + 1);
        text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
        setting.value = take_value(text, among(setting.key, secret_keys), parts.good);
        parts.settings.push_back(std::move(setting));
    }
}

std::string quoted(const std::string& value) {
    std::string text = "'";
    for (const char c : value) {
        text += c == '\'' || c == '\\' ? std::string{'\\', c} : std::string{c};
    }
    return text + "'";
}

std::string joined(const std::vector<Setting>& settings, bool for_libpq) {
    std::string text;
    for (const Setting& setting : settings) {
        if (!for_libpq || !among(setting.key, gdal_keys)) {
            text += (text.empty() ? "" : " ") + setting.key + "=" + quoted(setting.value);
        }
    }
    return text;
}

std::string body_of(const std::string& uri) { return begins(uri, "pg:") ? uri.substr(3) : uri; }

// The secrets of an address of any kind of server: NAME:PASSWORD@ of a URL, password=... of a list.
std::string masked(std::string text) {
    if (const std::size_t scheme = text.find("://"); scheme != std::string::npos) {
        const std::size_t end = std::min(text.find_first_of("/?#", scheme + 3), text.size());
        const std::size_t at = text.rfind('@', end), colon = text.find(':', scheme + 3);
        if (at != std::string::npos && at > scheme && colon < at) {
            text.replace(colon + 1, at - colon - 1, hidden);
        }
    }
    const std::string small = lower(text);
    std::string result;
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const char* key : secret_keys) {
            const std::size_t size = std::strlen(key);
            if (at < done || small.compare(at, size, key) != 0) {
                continue;
            }
            const std::size_t equals = small.find_first_not_of(blanks, at + size);
            if (equals == std::string::npos || small[equals] != '=') {
                continue;
            }
            result += text.substr(done, equals + 1 - done) + hidden;
            done = std::min(text.find_first_of(" ,;&#", equals + 1), text.size());
        }
    }
    return result + text.substr(std::min(done, text.size()));
}

} // namespace

bool is_postgres(const std::string& uri) { return begins(uri, "pg:") || is_url(uri); }

PgAddress parse_postgres(const std::string& uri) {
    PgAddress address;
    const std::string body = body_of(uri);
    if (is_url(body)) {
        const std::size_t hash = body.find('#');
        address.conninfo = address.gdal = body.substr(0, hash);
        address.table = hash == std::string::npos ? "" : body.substr(hash + 1);
        return address;
    }
    Parts parts = parts_of(body);
    if (!parts.good) {
        fail(Errc::usage,
             "{}: this is no connection string. Write PG: and a list of KEY=VALUE, for example "
             "'PG:host=localhost dbname=mines user=me#hazards'; a value with blanks stands in '...'.",
             shown_uri(uri));
    }
    address.table = std::move(parts.table);
    address.conninfo = joined(parts.settings, true);
    address.gdal = "PG:" + joined(parts.settings, false);
    for (const Setting& setting : parts.settings) {
        if (setting.key == "active_schema" || (setting.key == "schemas" && address.schema.empty())) {
            address.schema = setting.value.substr(0, setting.value.find(','));
        }
    }
    return address;
}

std::string shown_uri(const std::string& uri) {
    const std::string body = body_of(uri);
    if (!is_postgres(uri) || is_url(body)) {
        return uri.find('=') == std::string::npos && uri.find('@') == std::string::npos ? uri : masked(uri);
    }
    Parts parts = parts_of(body);
    const bool secret = std::any_of(parts.settings.begin(), parts.settings.end(),
                                    [](const Setting& setting) { return among(setting.key, secret_keys); });
    if (!secret) {
        return uri;
    }
    for (Setting& setting : parts.settings) {
        setting.value = among(setting.key, secret_keys) ? hidden : setting.value;
    }
    std::string text = "PG:";
    for (const Setting& setting : parts.settings) {
        const bool plain =
            setting.value.find_first_of(" \t\r\n'\\#") == std::string::npos && !setting.value.empty();
        text += (text.size() == 3 ? "" : " ") + setting.key + "=" +
                (plain ? setting.value : quoted(setting.value));
    }
    return text + (parts.table.empty() ? "" : "#" + parts.table);
}

} // namespace minemap
