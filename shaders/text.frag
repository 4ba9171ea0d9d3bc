// Glyphs and their halos from the signed-distance atlas: a byte a texel, 128 = the outline.
in vec2 v_uv;
in vec4 v_ink;
in vec2 v_sharpness;
out vec4 colour;
uniform sampler2D atlas;

void main() {
    float inside_px = (texture(atlas, v_uv).r * 255.0 - 128.0) * v_sharpness.x;
    float coverage = clamp(inside_px + v_sharpness.y + 0.5, 0.0, 1.0);
    if (coverage <= 0.0) {
        discard;
    }
    colour = v_ink * coverage;
}
