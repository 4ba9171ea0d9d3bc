// SPDX-License-Identifier: MIT
#pragma once

// Layers for tests of io/: built by hand, written, read back.
#include <string>
#include <vector>

#include "io/io.hpp"

namespace minemap {

struct ReadLayer {
    LayerInfo info;
    Batch all;
    std::size_t field(const std::string& name) const { return info.schema.find(name).value(); }
    std::string text(const std::string& name, std::size_t i) const {
        return to_text(all.columns.at(field(name)), i);
    }
    bool null(const std::string& name, std::size_t i) const { return all.columns.at(field(name)).is_null(i); }
    std::vector<double> xy(std::size_t f) const {
        const auto [first, last] = all.shapes.vertices_of(f);
        return {all.shapes.xy.begin() + 2 * static_cast<std::ptrdiff_t>(first),
                all.shapes.xy.begin() + 2 * static_cast<std::ptrdiff_t>(last)};
    }
};

struct ReadFile {
    std::vector<ReadLayer> layers;
    Report report;
    const ReadLayer& layer(const std::string& name) const {
        for (const ReadLayer& one : layers) {
            if (one.info.name == name) {
                return one;
            }
        }
        throw std::runtime_error("no layer " + name);
    }
    bool says(const std::string& text) const {
        for (const Issue& issue : report.issues()) {
            if (issue.what.find(text) != std::string::npos) {
                return true;
            }
        }
        return false;
    }
};

inline ReadFile read_all(const std::string& path, const SourceOptions& options = {}) {
    set_up_io(false);
    ReadFile result;
    Context context;
    const auto source = open_source(path, options, context);
    do {
        ReadLayer layer{source->info(), {}};
        layer.all.reset(layer.info.schema);
        Batch batch;
        while (source->next(batch, context)) {
            for (std::size_t f = 0; f < batch.size(); ++f) {
                layer.all.append(batch, f);
            }
        }
        result.layers.push_back(std::move(layer));
    } while (source->next_layer());
    result.report = std::move(context.report);
    return result;
}

struct Conversion {
    Totals totals;
    std::vector<Loss> losses;
    Report report;
    bool lost(const std::string& kind) const {
        for (const Loss& loss : losses) {
            if (loss.kind == kind) {
                return true;
            }
        }
        return false;
    }
};

inline Conversion convert(const std::string& from, const std::string& to,
                          const SinkOptions& sink_options = {}, const SourceOptions& source_options = {}) {
    set_up_io(false);
    Conversion result;
    Context context;
    const auto source = open_source(from, source_options, context);
    const auto sink = create_sink(to, sink_options);
    run(*source, *sink, context, {}, result.totals);
    result.losses = sink->losses();
    result.report = std::move(context.report);
    return result;
}

inline SinkOptions accepting(std::set<std::string, std::less<>> kinds) {
    SinkOptions options;
    options.accept_loss = std::move(kinds);
    return options;
}

// The error that the call ends with: its code as a word and its text; "" when there is none.
template <class Call>
std::string error_of(Call&& call) {
    static constexpr const char* names[] = {"usage", "open",   "format", "crs", "geometry", "changed",
                                            "write", "verify", "loss",   "gpu", "cancelled"};
    try {
        call();
    } catch (const Error& error) {
        return std::string(names[static_cast<std::size_t>(error.code())]) + ": " + error.what();
    }
    return "";
}

} // namespace minemap
