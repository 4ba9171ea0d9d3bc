// SPDX-License-Identifier: MIT
#include "viewer/loading.hpp"

#include <algorithm>
#include <exception>

#include "scene/theme_looks.hpp"

namespace minemap {

LayerLoading::LayerLoading(std::size_t layers, const ViewerCalls& calls) : arrivals_(layers) {
    for (std::size_t i = 0; i < layers; ++i) {
        threads_.emplace_back([this, i, &calls](const std::stop_token& stop) { load(i, calls, stop); });
    }
}

void LayerLoading::load(std::size_t index, const ViewerCalls& calls, const std::stop_token& stop) {
    Arrival result;
    Context context{stop, {}, {}};
    context.on_progress = [&](const Progress& progress) {
        const std::lock_guard lock(mutex_);
        arrivals_[index].progress = progress;
        arrivals_[index].changed = true;
    };
    try {
        result.layer = calls.load_layer(index, context);
    } catch (const std::exception& error) {
        result.broken = error.what();
    }
    for (const Issue& issue : context.report.issues()) {
        result.issues.push_back(issue.record ? fmt::format("record {}: {}", *issue.record, issue.what)
                                             : issue.what);
        if (result.issues.size() == 100) {
            break;
        }
    }
    result.issue_count = context.report.count(Level::warning) + context.report.count(Level::error);
    result.done = result.changed = true;
    const std::lock_guard lock(mutex_);
    arrivals_[index] = std::move(result);
}

LayerLoading::News LayerLoading::collect(ViewState& state) {
    News news = News::none;
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
        Arrival& arrival = arrivals_[i];
        LayerState& layer = state.layers[i];
        if (!arrival.changed || !layer.loading) {
            continue;
        }
        arrival.changed = false;
        if (!arrival.done) {
            news = std::max(news, News::progress);
            layer.fraction = arrival.progress.fraction;
            layer.records = arrival.progress.records;
            continue;
        }
        news = News::layer;
        layer.loading = false;
        layer.layer = std::move(arrival.layer);
        layer.broken = std::move(arrival.broken);
        layer.issues = std::move(arrival.issues);
        layer.issue_count = arrival.issue_count;
    }
    return news;
}

void LayerLoading::cancel() {
    for (std::jthread& thread : threads_) {
        thread.request_stop();
    }
}

void rebuild_view(ViewState& state, const Crs& crs) {
    const auto rank = [](Role role) { return role == Role::context ? 0 : role == Role::region ? 2 : 1; };
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < state.layers.size(); ++i) {
        if (state.layers[i].layer) {
            order.push_back(i);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return rank(state.layers[a].role) < rank(state.layers[b].role);
    });
    std::vector<Hit> kept;
    for (Hit hit : state.selection) {
        const auto found = std::find(order.begin(), order.end(), state.layer_of.at(hit.layer));
        if (found != order.end()) {
            hit.layer = static_cast<std::size_t>(found - order.begin());
            kept.push_back(hit);
        }
    }
    auto view = std::make_shared<View>();
    view->crs = crs;
    view->title = state.title;
    for (const std::size_t index : order) {
        LayerState& layer = state.layers[index];
        if (!layer.drawn || layer.drawn_dark != state.dark) {
            layer.drawn = in_theme(layer.layer, state.dark ? "dark" : "light");
            layer.drawn_dark = state.dark;
        }
        view->layers.push_back(layer.drawn);
    }
    state.view = std::move(view);
    state.layer_of = std::move(order);
    state.selection = std::move(kept);
    state.map_changed = true;
}

} // namespace minemap
