// SPDX-License-Identifier: MIT
#include "viewer/imgui_sfml.hpp"

#include <string>

#include <SFML/Window/Clipboard.hpp>
#include <SFML/Window/Event.hpp>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include "base/error.hpp"
#include "viewer/interface_style.hpp"

namespace minemap {
namespace {

// Dear ImGui took events only from 1.87 on; before that a program writes the state itself. The one place that
// knows.
#if IMGUI_VERSION_NUM >= 18700
void mouse_at(float x, float y) { ImGui::GetIO().AddMousePosEvent(x, y); }
void set_button(int button, bool down) { ImGui::GetIO().AddMouseButtonEvent(button, down); }
void mouse_wheel(float by) { ImGui::GetIO().AddMouseWheelEvent(0, by); }
// All that was typed since the last frame belongs to this one, or a place would be looked up without its last
// digits; clicks are spread by mouse_button().
void map_keys() { ImGui::GetIO().ConfigInputTrickleEventQueue = false; }
void key(ImGuiKey name, bool down) { ImGui::GetIO().AddKeyEvent(name, down); }
void modifiers(bool control, bool shift) {
#if IMGUI_VERSION_NUM >= 18900
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, control);
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, shift);
#else
    ImGui::GetIO().AddKeyEvent(ImGuiKey_ModCtrl, control);
    ImGui::GetIO().AddKeyEvent(ImGuiKey_ModShift, shift);
#endif
}
#else
void mouse_at(float x, float y) { ImGui::GetIO().MousePos = ImVec2(x, y); }
void set_button(int button, bool down) { ImGui::GetIO().MouseDown[button] = down; }
void mouse_wheel(float by) { ImGui::GetIO().MouseWheel += by; }
// Each named key stands at the place of its own number.
void map_keys() {
    for (int name = 0; name < ImGuiKey_COUNT; ++name) {
        ImGui::GetIO().KeyMap[name] = name;
    }
}
void key(ImGuiKey name, bool down) { ImGui::GetIO().KeysDown[name] = down; }
void modifiers(bool control, bool shift) {
    ImGui::GetIO().KeyCtrl = control;
    ImGui::GetIO().KeyShift = shift;
}
#endif

// A click that is over before the next frame would never be seen: its release waits for the frame after.
bool pressed_this_frame[5], released_too[5];
void mouse_button(int button, bool down) {
    if (down) {
        pressed_this_frame[button] = true;
        set_button(button, true);
    } else if (pressed_this_frame[button]) {
        released_too[button] = true;
    } else {
        set_button(button, false);
    }
}
// After a frame was begun.
void apply_releases() {
    for (int button = 0; button < 5; ++button) {
        pressed_this_frame[button] = false;
        if (released_too[button]) {
            released_too[button] = false;
            set_button(button, false);
        }
    }
}

// The keys that a line of text is edited with; letters come as text.
struct EditingKey {
    sf::Keyboard::Key key;
    ImGuiKey name;
};
constexpr EditingKey editing_keys[] = {
    {sf::Keyboard::Left, ImGuiKey_LeftArrow},
    {sf::Keyboard::Right, ImGuiKey_RightArrow},
    {sf::Keyboard::Home, ImGuiKey_Home},
    {sf::Keyboard::End, ImGuiKey_End},
    {sf::Keyboard::Delete, ImGuiKey_Delete},
    {sf::Keyboard::Backspace, ImGuiKey_Backspace},
    {sf::Keyboard::A, ImGuiKey_A},
    {sf::Keyboard::Z, ImGuiKey_Z},
};

void key_event(const sf::Event::KeyEvent& event, bool down) {
    modifiers(event.control, event.shift);
    for (const EditingKey& entry : editing_keys) {
        if (entry.key == event.code) {
            key(entry.name, down);
        }
    }
    if (down && event.control && event.code == sf::Keyboard::V) {
        const auto text = sf::Clipboard::getString().toUtf8();
        ImGui::GetIO().AddInputCharactersUTF8(std::string(text.begin(), text.end()).c_str());
    }
}

int button_of(sf::Mouse::Button button) {
    switch (button) {
    case sf::Mouse::Left:
        return 0;
    case sf::Mouse::Right:
        return 1;
    case sf::Mouse::Middle:
        return 2;
    default:
        return -1;
    }
}

} // namespace

InterfaceContext::InterfaceContext(float scale, bool dark) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr; // nothing is written behind the user's back
    io.LogFilename = nullptr;
    map_keys();
    apply_interface_style(dark);
    load_interface_fonts(scale);
    if (!ImGui_ImplOpenGL3_Init("#version 330 core")) {
        fail(Errc::gpu,
             "The interface could not be prepared for OpenGL 3.3; is the graphics driver complete?");
    }
}

InterfaceContext::~InterfaceContext() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
}

void InterfaceContext::process(const sf::Event& event) {
    switch (event.type) {
    case sf::Event::MouseMoved:
        mouse_at(static_cast<float>(event.mouseMove.x), static_cast<float>(event.mouseMove.y));
        break;
    case sf::Event::MouseButtonPressed:
    case sf::Event::MouseButtonReleased:
        if (const int button = button_of(event.mouseButton.button); button >= 0) {
            mouse_at(static_cast<float>(event.mouseButton.x), static_cast<float>(event.mouseButton.y));
            mouse_button(button, event.type == sf::Event::MouseButtonPressed);
        }
        break;
    case sf::Event::MouseWheelScrolled:
        mouse_wheel(event.mouseWheelScroll.delta);
        break;
    case sf::Event::MouseLeft:
        mouse_at(-1e6F, -1e6F);
        break;
    case sf::Event::KeyPressed:
    case sf::Event::KeyReleased:
        key_event(event.key, event.type == sf::Event::KeyPressed);
        break;
    case sf::Event::TextEntered:
        if (event.text.unicode >= ' ' && event.text.unicode != 0x7F) {
            ImGui::GetIO().AddInputCharacter(event.text.unicode);
        }
        break;
    default:
        break;
    }
}

void InterfaceContext::begin_frame(int width_px, int height_px, float seconds) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(static_cast<float>(width_px), static_cast<float>(height_px));
    io.DeltaTime = seconds > 0 ? seconds : 1e-4F;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    apply_releases();
}

void InterfaceContext::end_frame() { ImGui::Render(); }

void InterfaceContext::draw() { ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData()); }

bool InterfaceContext::wants_text() const { return ImGui::GetIO().WantTextInput; }

bool InterfaceContext::wants_mouse() const { return ImGui::GetIO().WantCaptureMouse; }

} // namespace minemap
