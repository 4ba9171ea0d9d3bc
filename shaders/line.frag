// A line of any width with a feather of one pixel, and dashes by distance.
in vec2 v_place;
flat in float v_length;
flat in float v_start;
flat in ivec2 v_ends;
out vec4 colour;
uniform vec4 line_colour;
uniform float half_width_px;
uniform int dashes;            // pairs of on and off; 0 = continuous
uniform float dash_px[8];
uniform float dash_total_px;
uniform int part;              // of a half transparent line: its full ink, or its feather; see Brush::Part

const int whole = 0, core = 1, feather = 2;
const int mitred = 0, rounded = 1, butt = 2;

float dashed(float along) {
    float at = mod(along, dash_total_px);
    float inside = -dash_total_px; // px inside the nearest dash
    float start = 0.0;
    for (int i = 0; i < dashes; ++i) {
        float half_dash = dash_px[2 * i] * 0.5;
        float from_middle = abs(at - start - half_dash);
        inside = max(inside, half_dash - min(from_middle, dash_total_px - from_middle));
        start += dash_px[2 * i] + dash_px[2 * i + 1];
    }
    return clamp(inside + 0.5, 0.0, 1.0);
}

void main() {
    float along = v_place.x;
    float beyond = along < 0.0 ? -along : max(along - v_length, 0.0);
    int end = along < 0.0 ? v_ends.x : v_ends.y;
    float from_line = beyond > 0.0 && end == rounded ? length(vec2(beyond, v_place.y)) : abs(v_place.y);
    float coverage = clamp(half_width_px + 0.5 - from_line, 0.0, 1.0);
    // A line thinner than a pixel is fainter, not wider.
    coverage = min(coverage, 2.0 * half_width_px);
    if (v_ends.x == butt) {
        coverage *= clamp(along + 0.5, 0.0, 1.0);
    }
    if (v_ends.y == butt) {
        coverage *= clamp(v_length - along + 0.5, 0.0, 1.0);
    }
    if (dashes > 0) {
        coverage *= dashed(v_start + clamp(along, 0.0, v_length));
    }
    bool full = coverage >= 0.999;
    if (coverage <= 0.0 || (part == core && !full) || (part == feather && full)) {
        discard;
    }
    colour = line_colour * coverage;
}
