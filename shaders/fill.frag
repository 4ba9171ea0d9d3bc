// A fill, and a hatch of 1 px lines or dots over it. The pattern is that of the screen, its phase that of the map.
in float v_coverage;
out vec4 colour;
uniform vec4 fill_colour;
uniform vec4 hatch_colour;
uniform int hatch;          // the order of scene/style.hpp's Hatch
uniform float period_px;    // between neighbouring lines
uniform float stroke_px;    // their width
uniform vec2 phase_px;      // where the pattern's origin lies, for the diagonals and dots
uniform float level_phase_px; // for horizontal lines
uniform vec4 viewport;      // x, y, width, height

const int diagonal = 1, back_diagonal = 2, cross_hatch = 3, dots = 4, horizontal = 5;

// How much of the pixel lies on a line of a family, at u across it.
float stroke(float u) {
    float from_line = abs(u - period_px * round(u / period_px));
    return clamp(stroke_px * 0.5 + 0.5 - from_line, 0.0, 1.0);
}

float hatched(vec2 at) {
    vec2 across = vec2(at.x + at.y, at.x - at.y) * 0.70710678; // of lines rising to the right (y down), and falling
    if (hatch == diagonal) {
        return stroke(across.x);
    }
    if (hatch == back_diagonal) {
        return stroke(across.y);
    }
    if (hatch == cross_hatch) {
        return max(stroke(across.x), stroke(across.y));
    }
    if (hatch == dots) {
        vec2 from_dot = across - period_px * round(across / period_px);
        return clamp(stroke_px * 1.1 + 0.5 - length(from_dot), 0.0, 1.0);
    }
    return stroke(at.y - level_phase_px + phase_px.y);
}

void main() {
    colour = fill_colour;
    if (hatch != 0) {
        vec2 at = vec2(gl_FragCoord.x - viewport.x, viewport.w - (gl_FragCoord.y - viewport.y)) - phase_px;
        vec4 over = hatch_colour * hatched(at);
        colour = over + colour * (1.0 - over.a);
    }
    colour *= v_coverage;
}
