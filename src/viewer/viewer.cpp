// SPDX-License-Identifier: MIT
#include "viewer/viewer.hpp"

#include <chrono>
#include <cmath>
#include <ctime>
#include <thread>

#include <SFML/Window/Event.hpp>
#include <SFML/Window/Window.hpp>

#include "gl/headless.hpp"
#include "scene/clear_fit.hpp"
#include "viewer/display.hpp"
#include "viewer/flight.hpp"
#include "viewer/imgui_sfml.hpp"
#include "viewer/interface_style.hpp"
#include "viewer/key_table.hpp"
#include "viewer/loading.hpp"
#include "viewer/map_canvas.hpp"
#include "viewer/map_motion.hpp"
#include "viewer/panels.hpp"
#include "viewer/test_log.hpp"

namespace minemap {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double wheel_zoom = 1.35;
constexpr auto idle_pause = std::chrono::milliseconds(12);
constexpr double double_click_s = 0.35;
constexpr double screen_dpi = 96;
constexpr double rest_after_s = 0.08;
// After an event the interface is laid out a few times: a hovered button changes in the next frame only.
constexpr int frames_after_event = 3;

ViewState first_state(const MapDocument& document, const ViewerOptions& options) {
    ViewState state;
    state.title = document.title;
    state.dark = options.theme == "dark";
    state.grid = options.grid;
    state.sheets = options.sheets;
    for (const MapLayer& layer : document.layers) {
        LayerState entry;
        entry.name = layer.name;
        entry.source = layer.source;
        entry.role = layer.role;
        entry.visible = layer.visible;
        entry.opacity = static_cast<float>(layer.opacity);
        state.layers.push_back(std::move(entry));
    }
    return state;
}

// The window with its map: reacts to events, draws, and never waits for a file.
class Viewer {
public:
    Viewer(const MapDocument& document, const Crs& view_crs, const ViewerOptions& options,
           const ViewerCalls& calls) :
        document_(document),
        crs_(view_crs), options_(options), calls_(calls), state_(first_state(document, options)),
        window_(open_window(document.title.empty() ? "minemap" : document.title + " - minemap",
                            options.width_px, options.height_px)),
        interface_(1, state_.dark), canvas_(document, calls), log_(options.test_log),
        loading_(document.layers.size(), calls) {
        rebuild_view(state_, crs_);
        resize(static_cast<int>(window_->getSize().x), static_cast<int>(window_->getSize().y));
        state_.camera.rotation_deg = document.view_rotation_deg;
        fit_document();
    }

    void run() {
        while (open()) {
            if (!turn()) {
                std::this_thread::sleep_for(idle_pause);
            }
        }
    }

    void fly_and_measure() {
        const std::vector<FlightStretch> flight = read_flight(options_.flight);
        FlightResult result;
        result.settled_ms = wait_until_settled(result);
        std::vector<double> frames_ms, frames_cpu_ms, rests_ms;
        for (const FlightStretch& stretch : flight) {
            const auto begun = Clock::now();
            if (stretch.frames == 0) {
                wait_until_settled(result);
                rests_ms.push_back(ms_since(begun));
            }
            for (int i = 0; i < stretch.frames && open(); ++i) {
                const auto frame_begun = Clock::now();
                const std::clock_t cpu_begun = std::clock();
                fly(stretch, state_.camera);
                state_.map_changed = true;
                turn();
                frames_ms.push_back(ms_since(frame_begun));
                frames_cpu_ms.push_back(1000.0 * static_cast<double>(std::clock() - cpu_begun) /
                                        CLOCKS_PER_SEC);
            }
        }
        result.frames = static_cast<std::int64_t>(frames_ms.size());
        result.median_ms = quantile(frames_ms, 0.5);
        result.p99_ms = quantile(frames_ms, 0.99);
        result.median_cpu_ms = quantile(frames_cpu_ms, 0.5);
        result.worst_ms = quantile(frames_ms, 1);
        result.slowest_rest_ms = quantile(rests_ms, 1);
        result.renderer = gl::renderer();
        for (const auto& layer : state_.view->layers) {
            result.features += static_cast<std::int64_t>(layer->layer->size());
        }
        calls_.tell_flight(result);
    }

    void screenshot() {
        while (state_.loading()) {
            update(0);
            std::this_thread::sleep_for(idle_pause);
        }
        motion_.finish(state_.camera);
        const Image image = gl::snapshot(state_.camera.width_px, state_.camera.height_px, [&] {
            for (int i = 0; i < frames_after_event; ++i) {
                draw(0.02F, MapCanvas::Mode::whole);
            }
        });
        calls_.write_image(options_.screenshot, image);
        for (const LayerState& layer : state_.layers) {
            if (!layer.broken.empty()) {
                fail(Errc::open, "{}", layer.broken);
            }
        }
    }

private:
    bool open() const { return window_->isOpen() && !state_.close; }

    // One round of events, state and picture; false when there was nothing to draw.
    bool turn() {
        bool eventful = false;
        for (sf::Event event{}; window_->pollEvent(event);) {
            eventful = true;
            handle(event);
        }
        const double seconds = seconds_since_frame();
        update(seconds);
        if (eventful) {
            frames_wanted_ = frames_after_event;
        }
        // What is missing is asked for once the map rests, and then drawn as it is built.
        const bool more_to_show = !sharp_ && (canvas_.has_news() || (!drawn_at_rest_ && !in_motion()));
        if (!state_.map_changed && frames_wanted_ == 0 && !more_to_show) {
            return false;
        }
        frames_wanted_ = std::max(0, frames_wanted_ - 1);
        frame(static_cast<float>(seconds));
        log_.write(state_, sharp_ && !motion_.held());
        return true;
    }

    static double ms_since(Clock::time_point then) {
        return std::chrono::duration<double, std::milli>(Clock::now() - then).count();
    }

    // Until everything is loaded and sharp; the time of that, from the start of the process.
    double wait_until_settled(FlightResult& result) {
        while (open()) {
            const bool drawn = turn();
            const double now_ms = ms_since(options_.started);
            result.first_frame_ms = drawn && result.first_frame_ms == 0 ? now_ms : result.first_frame_ms;
            if (drawn && result.first_hazards_ms == 0 && !state_.view->layers.empty()) {
                result.first_hazards_ms = now_ms;
            }
            if (!drawn && !state_.loading() && sharp_) {
                break;
            }
            if (!drawn) {
                std::this_thread::sleep_for(idle_pause);
            }
        }
        return ms_since(options_.started);
    }

    double seconds_since_frame() {
        const auto now = Clock::now();
        const double seconds = std::chrono::duration<double>(now - last_frame_).count();
        last_frame_ = now;
        return std::min(seconds, 0.1);
    }

    void resize(int width_px, int height_px) {
        state_.camera.width_px = std::max(1, width_px);
        state_.camera.height_px = std::max(1, height_px);
        state_.map_changed = true;
    }

    // What is typed before the line for going to a place takes text would be lost: it waits.
    void pass_to_interface(const sf::Event& event) {
        if (event.type == sf::Event::TextEntered && state_.go_to.open && !interface_.wants_text()) {
            early_text_.push_back(event);
            return;
        }
        pass_early_text();
        interface_.process(event);
    }

    void pass_early_text() {
        if (interface_.wants_text() || !state_.go_to.open) {
            for (const sf::Event& event : early_text_) {
                interface_.process(event);
            }
            early_text_.clear();
        }
    }

    void handle(const sf::Event& event) {
        pass_to_interface(event);
        switch (event.type) {
        case sf::Event::Closed:
            state_.close = true;
            break;
        case sf::Event::Resized:
            resize(static_cast<int>(event.size.width), static_cast<int>(event.size.height));
            break;
        case sf::Event::KeyPressed: {
            if (go_to_key(state_, event)) {
                break;
            }
            const KeyWish wish = key_pressed(state_, event);
            if (wish.zoom != 1) {
                motion_.zoom(wish.zoom, centre_px());
            }
            state_.camera.pan({wish.pan_x_px, wish.pan_y_px});
            break;
        }
        case sf::Event::TextEntered:
            if (event.text.unicode == '?' && !state_.go_to.open) {
                state_.show_keys = !state_.show_keys;
            }
            break;
        case sf::Event::MouseButtonPressed:
            if (event.mouseButton.button == sf::Mouse::Left && !interface_.wants_mouse()) {
                motion_.grab({event.mouseButton.x, event.mouseButton.y});
            }
            break;
        case sf::Event::MouseMoved:
            moved({event.mouseMove.x, event.mouseMove.y});
            break;
        case sf::Event::MouseButtonReleased:
            if (event.mouseButton.button == sf::Mouse::Left &&
                motion_.release({event.mouseButton.x, event.mouseButton.y})) {
                clicked({event.mouseButton.x, event.mouseButton.y});
            }
            break;
        case sf::Event::MouseWheelScrolled:
            if (!interface_.wants_mouse()) {
                motion_.zoom(std::pow(wheel_zoom, static_cast<double>(event.mouseWheelScroll.delta)),
                             {event.mouseWheelScroll.x, event.mouseWheelScroll.y});
            }
            break;
        default:
            break;
        }
    }

    glm::dvec2 centre_px() const { return {state_.camera.width_px / 2.0, state_.camera.height_px / 2.0}; }

    void moved(glm::dvec2 at_px) {
        cursor_px_ = at_px;
        state_.map_changed = motion_.drag(state_.camera, at_px) || state_.map_changed;
        read_out();
    }

    void read_out() {
        const glm::dvec2 world = state_.camera.to_world(cursor_px_);
        state_.notations = calls_.notations(world.x, world.y);
    }

    void clicked(glm::dvec2 at_px) {
        const auto now = Clock::now();
        const bool twice = std::chrono::duration<double>(now - last_click_).count() < double_click_s;
        last_click_ = now;
        if (twice) {
            motion_.zoom(2, at_px);
            return;
        }
        state_.selection = pick(*state_.view, state_.camera, state_.shown(), at_px);
        state_.map_changed = true;
    }

    void fit_document() {
        if (document_.view_extent) {
            const auto& e = *document_.view_extent;
            fit({e[0], e[1], e[2], e[3]});
            fitted_ = true;
        }
    }

    // Scale bar and small print at the bottom; a low window has the map behind them.
    double furniture_px() const { return state_.camera.height_px >= 500 ? 84 : 0; }

    // Into the part of the window that the layer panel leaves free, off the legend where that can be.
    void fit(const Box& box) {
        if (box.empty()) {
            return;
        }
        Camera& camera = state_.camera;
        const double panel_px =
            state_.show_layers && camera.width_px > panel_width_px + 360 ? panel_width_px + panel_gap_px : 0;
        Camera part = camera;
        part.width_px = std::max(1, camera.width_px - static_cast<int>(panel_px));
        part.height_px = std::max(1, camera.height_px - static_cast<int>(status_height_px + furniture_px()));
        part.fit(box);
        camera.centre = part.centre;
        camera.units_per_px = part.units_per_px;
        camera.pan({panel_px / 2, -(status_height_px + furniture_px()) / 2.0});
        camera = clear_fit(camera, box, 24, *state_.view, state_.shown(), [&](const Camera& at) {
            state_.camera = at;
            return canvas_.covered(state_);
        });
        state_.map_changed = true;
    }

    void update(double seconds) {
        if (state_.dark != dark_drawn_) {
            dark_drawn_ = state_.dark;
            apply_interface_style(state_.dark);
            rebuild_view(state_, crs_);
        }
        const LayerLoading::News news = loading_.collect(state_);
        if (news == LayerLoading::News::progress) {
            frames_wanted_ = std::max(frames_wanted_, 1); // the panel tells it; the map is what it was
        }
        if (news == LayerLoading::News::layer) {
            rebuild_view(state_, crs_);
            if (!fitted_ && !state_.loading()) {
                fitted_ = true;
                fit(state_.view->extent());
            }
        }
        if (state_.cancel_loading) {
            state_.cancel_loading = false;
            loading_.cancel();
        }
        if (state_.fit_all) {
            state_.fit_all = false;
            fit(state_.view->extent());
        }
        if (state_.zoom_to) {
            fit(state_.layers[*state_.zoom_to].layer->layer->extent());
            state_.zoom_to.reset();
        }
        if (motion_.step(state_.camera, seconds)) {
            state_.map_changed = true;
            read_out();
        }
        if (state_.camera.centre != measured_at_ || state_.camera.units_per_px != measured_units_) {
            measure();
        }
    }

    // Not before all that was typed has reached the line.
    void settle_go_to() {
        GoTo& go_to = state_.go_to;
        if (!early_text_.empty()) {
            return;
        }
        state_.map_changed = state_.map_changed || go_to.changed || go_to.steps != 0 || go_to.go;
        if (const auto place = settle(go_to, calls_.find)) {
            state_.marked = place;
            show(*place);
        }
    }

    // A sheet fills the window; a point comes to its middle, at 1:50,000 or closer.
    void show(const FoundPlace& place) {
        if (!place.extent.empty()) {
            fit(place.extent);
            return;
        }
        constexpr double farthest_scale = 50'000;
        const double metres_per_unit = calls_.grid_scale(place.x, place.y).metres_per_unit;
        const double units = farthest_scale * 0.0254 / screen_dpi / metres_per_unit;
        state_.camera.units_per_px = std::min(state_.camera.units_per_px, units);
        state_.camera.centre = {place.x, place.y};
        state_.map_changed = true;
        read_out();
    }

    // Asked of the projection, so only when the map has moved: a resting window costs nothing.
    void measure() {
        const glm::dvec2 centre = state_.camera.centre;
        const double metres_per_unit = calls_.grid_scale(centre.x, centre.y).metres_per_unit;
        limit_zoom(state_.camera, metres_per_unit);
        state_.scale_denominator = scale_denominator(state_.camera, metres_per_unit, screen_dpi);
        measured_at_ = state_.camera.centre;
        measured_units_ = state_.camera.units_per_px;
    }

    // In motion from the first change of the camera until it has stood still for a moment.
    bool in_motion() const {
        return motion_.moving() ||
               std::chrono::duration<double>(Clock::now() - last_moved_).count() < rest_after_s;
    }

    void note_motion() {
        const Camera& camera = state_.camera;
        if (!(camera == drawn_camera_)) {
            const bool jumped =
                camera.width_px != drawn_camera_.width_px || camera.height_px != drawn_camera_.height_px;
            last_moved_ = jumped ? last_moved_ : Clock::now();
            drawn_camera_ = camera;
        }
    }

    void draw(float seconds, MapCanvas::Mode mode) {
        pass_early_text();
        interface_.begin_frame(state_.camera.width_px, state_.camera.height_px, seconds);
        draw_layer_panel(state_);
        draw_inspector(state_);
        draw_status_line(state_);
        draw_keys(state_);
        draw_go_to(state_);
        interface_.end_frame();
        sharp_ = canvas_.draw(state_, mode);
        interface_.draw();
    }

    void frame(float seconds) {
        state_.map_changed = false;
        note_motion();
        drawn_at_rest_ = !in_motion();
        draw(seconds, drawn_at_rest_ ? MapCanvas::Mode::rest : MapCanvas::Mode::motion);
        window_->display();
        settle_go_to(); // with the text as it stands now, whatever came with the key that ended it
    }

    const MapDocument& document_;
    const Crs crs_;
    const ViewerOptions options_;
    const ViewerCalls calls_;
    ViewState state_;
    std::unique_ptr<sf::Window> window_; // before all that needs its GL context
    InterfaceContext interface_;
    MapCanvas canvas_;
    TestLog log_;
    LayerLoading loading_;
    MapMotion motion_;
    glm::dvec2 cursor_px_{0, 0}, measured_at_{0, 0};
    double measured_units_ = 0;
    Clock::time_point last_frame_ = Clock::now(), last_click_{};
    std::vector<sf::Event> early_text_;
    int frames_wanted_ = frames_after_event;
    bool fitted_ = false, dark_drawn_ = false, sharp_ = false;
    Camera drawn_camera_;
    Clock::time_point last_moved_{};
    bool drawn_at_rest_ = false; // the last frame
};

} // namespace

void run_viewer(const MapDocument& document, const Crs& view_crs, const ViewerOptions& options,
                const ViewerCalls& calls) {
    Viewer viewer(document, view_crs, options, calls);
    if (!options.flight.empty()) {
        viewer.fly_and_measure();
    } else if (!options.screenshot.empty()) {
        viewer.screenshot();
    } else {
        viewer.run();
    }
}

} // namespace minemap
