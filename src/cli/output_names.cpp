// SPDX-License-Identifier: MIT
#include "cli/output_names.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

#include "base/error.hpp"
#include "io/io.hpp"

namespace minemap {
namespace {

namespace fs = std::filesystem;

std::string lower_ascii(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

// A file that is read together with another one of the same stem.
struct Part {
    const char *ending, *main;
};
constexpr Part parts[] = {{".shx", ".shp"}, {".dbf", ".shp"}, {".prj", ".shp"}, {".cpg", ".shp"},
                          {".qix", ".shp"}, {".sbn", ".shp"}, {".sbx", ".shp"}, {".qpj", ".shp"},
                          {".dat", ".tab"}, {".map", ".tab"}, {".id", ".tab"},  {".ind", ".tab"},
                          {".mid", ".mif"}, {".xsd", ".gml"}, {".gfs", ".gml"}, {".csvt", ".csv"}};
// The same, written by minemap: NAME.fields.json beside NAME.shp, NAME.EXT.minemap.json beside NAME.EXT.
constexpr const char *fields_ending = ".fields.json", *steps_ending = ".minemap.json";

bool ends_with(const std::string& text, const std::string& ending) {
    return text.size() > ending.size() &&
           text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

// The input that a file is a part of, were it there; in lower case. Empty: it is none.
std::string main_of(const std::string& path) {
    const std::string name = lower_ascii(path);
    if (ends_with(name, fields_ending)) {
        return name.substr(0, name.size() - std::string(fields_ending).size()) + ".shp";
    }
    if (ends_with(name, steps_ending)) {
        return name.substr(0, name.size() - std::string(steps_ending).size());
    }
    const std::string ending = fs::path(name).extension().string();
    const auto* part = std::find_if(std::begin(parts), std::end(parts),
                                    [&](const Part& one) { return ending == one.ending; });
    return part == std::end(parts) ? std::string() : fs::path(name).replace_extension(part->main).string();
}

// One input, and what it may be called.
struct Candidate {
    std::string input;
    fs::path path; // absolute
    std::string stem, kind, layer, name;

    std::string with_layer(const std::string& first) const {
        return layer.empty() ? first : first + "_" + layer;
    }
};

// A layer's name as a part of a file's.
std::string without_slashes(std::string name) {
    std::replace(name.begin(), name.end(), '/', '_');
    return name;
}

bool is_connection_text(const std::string& input, const std::string& path) {
    std::error_code error;
    const std::size_t colon = input.find(':');
    return colon != std::string::npos && colon < input.find('/') && !fs::exists(path, error);
}

Candidate candidate_of(const std::string& input) {
    const Uri uri = parse_uri(input);
    Candidate one;
    one.input = input;
    if (input == "-") {
        fail(Errc::usage,
             "-: standard input has no name that an output in a folder could have. Convert it alone.");
    }
    if (is_connection_text(input, uri.path)) {
        if (uri.layer.empty()) {
            fail(Errc::usage,
                 "{}: a database without #TABLE has no name that an output in a folder could have. "
                 "Name the table, or convert it alone.",
                 shown_uri(input));
        }
        one.stem = one.name = without_slashes(uri.layer);
        return one;
    }
    one.path = fs::absolute(uri.path).lexically_normal();
    one.path = one.path.has_filename() ? one.path : one.path.parent_path();
    one.layer = without_slashes(uri.layer);
    fs::path name = one.path.filename();
    if (lower_ascii(name.extension().string()) == ".zip") { // a.shp.zip
        name = name.stem();
    }
    one.stem = name.stem().string();
    one.kind = name.has_extension() ? lower_ascii(name.extension().string().substr(1)) : "";
    one.name = one.with_layer(one.stem);
    return one;
}

// Whether the inputs are then called differently.
template <class Name>
bool told_apart(const std::vector<Candidate*>& same, Name name) {
    std::set<std::string> names;
    for (const Candidate* one : same) {
        names.insert(lower_ascii(name(*one)));
    }
    if (names.size() < same.size()) {
        return false;
    }
    for (Candidate* one : same) {
        one->name = name(*one);
    }
    return true;
}

void tell_apart(std::vector<Candidate>& candidates) {
    std::map<std::string, std::vector<Candidate*>> called;
    for (Candidate& one : candidates) {
        called[lower_ascii(one.name)].push_back(&one);
    }
    for (const auto& [name, same] : called) {
        if (same.size() > 1 && !told_apart(same, [](const Candidate& one) {
                return one.with_layer(one.kind.empty() ? one.stem : one.stem + "_" + one.kind);
            })) {
            told_apart(same, [](const Candidate& one) {
                const std::string folder = one.path.parent_path().filename().string();
                return one.with_layer(folder.empty() ? one.stem : folder + "_" + one.stem);
            });
        }
    }
}

std::vector<Candidate> candidates_of(const std::vector<std::string>& inputs, OutputNames& result) {
    std::set<std::string> paths;
    for (const std::string& input : inputs) {
        paths.insert(lower_ascii(input));
    }
    std::vector<Candidate> candidates;
    std::set<std::pair<std::string, std::string>> seen;
    std::size_t read_with_others = 0;
    for (const std::string& input : inputs) {
        if (paths.contains(main_of(input))) {
            ++read_with_others;
            continue;
        }
        Candidate one = candidate_of(input);
        std::error_code error;
        const fs::path whole = one.path.empty() ? fs::path(input) : fs::weakly_canonical(one.path, error);
        if (!seen.emplace(whole.string(), one.layer).second) {
            result.remarks.push_back(
                fmt::format("{} is given more than once and converted once.", shown_uri(input)));
            continue;
        }
        candidates.push_back(std::move(one));
    }
    if (read_with_others > 0) {
        result.remarks.push_back(fmt::format(
            "{} of the inputs belong{} to another one, as a .dbf to its .shp, and {} read with it.",
            read_with_others, read_with_others == 1 ? "s" : "", read_with_others == 1 ? "is" : "are"));
    }
    return candidates;
}

void refuse_own_output(const NamedOutput& file, const std::vector<Candidate>& candidates) {
    std::error_code error;
    for (const Candidate& one : candidates) {
        if (fs::equivalent(one.path, file.output, error)) {
            fail(Errc::usage,
                 "{}: the output of {} would be an input itself. Write into another folder, or in another "
                 "format.",
                 file.output, shown_uri(file.input));
        }
    }
}

} // namespace

OutputNames name_outputs(const std::vector<std::string>& inputs, const std::string& folder,
                         const std::string& extension) {
    OutputNames result;
    std::vector<Candidate> candidates = candidates_of(inputs, result);
    tell_apart(candidates);
    std::map<std::string, std::string> taken; // by name, the input
    for (const Candidate& one : candidates) {
        const std::string output = (fs::path(folder) / (one.name + extension)).string();
        const auto [other, free] = taken.emplace(lower_ascii(one.name), one.input);
        if (!free) {
            fail(Errc::usage, "{} and {} would both be written to {}. Convert them into different folders.",
                 shown_uri(other->second), shown_uri(one.input), output);
        }
        result.files.push_back({one.input, output});
        refuse_own_output(result.files.back(), candidates);
    }
    return result;
}

} // namespace minemap
