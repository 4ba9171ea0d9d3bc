// Symbols by signed distance from their outline, negative inside.
in vec2 v_at;
out vec4 colour;
uniform int shape;             // the order of scene/style.hpp's SymbolShape
uniform float size_px;
uniform float outline_px;
uniform vec4 fill_colour;
uniform vec4 outline_colour;
uniform bool whole_pixels;

const int circle = 1, square = 2, triangle = 3, diamond = 4, diagonal_cross = 5;

float box(vec2 at, vec2 half_size) {
    vec2 outside = abs(at) - half_size;
    return length(max(outside, 0.0)) + min(max(outside.x, outside.y), 0.0);
}

float from_outline(vec2 at) {
    float radius = size_px * 0.5;
    if (shape == square) {
        return box(at, vec2(radius * 0.88));
    }
    if (shape == triangle) { // on its base, somewhat taller than the circle: it has the least ink
        vec2 moved = at + vec2(0.0, radius * 0.16);
        return max(abs(moved.x) * 0.8660254 + moved.y * 0.5, -moved.y) - radius * 0.70;
    }
    if (shape == diamond) {
        return (abs(at.x) + abs(at.y)) * 0.70710678 - radius * 0.76;
    }
    if (shape == diagonal_cross) {
        vec2 turned = vec2(at.x + at.y, at.x - at.y) * 0.70710678;
        vec2 bar = vec2(radius * 1.1, radius * 0.36);
        return min(box(turned, bar), box(turned, bar.yx));
    }
    return length(at) - radius;
}

void main() {
    if (whole_pixels) {
        colour = fill_colour;
        return;
    }
    float distance_px = from_outline(v_at);
    float coverage = clamp(0.5 - distance_px, 0.0, 1.0);
    if (coverage <= 0.0) {
        discard;
    }
    float inner = clamp(0.5 - distance_px - outline_px, 0.0, 1.0);
    colour = mix(outline_colour, fill_colour, inner) * coverage;
}
