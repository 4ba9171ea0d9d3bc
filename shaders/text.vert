in vec2 position;              // screen px, y down
in vec2 texel;
in vec4 ink;
in vec2 sharpness;             // screen px per step of the atlas, and how far outside the outline the ink reaches, px
uniform vec2 viewport_px;
uniform vec2 atlas_px;
out vec2 v_uv;
out vec4 v_ink;
out vec2 v_sharpness;

void main() {
    v_uv = texel / atlas_px;
    v_ink = ink;
    v_sharpness = sharpness;
    gl_Position = vec4(position.x / viewport_px.x * 2.0 - 1.0, 1.0 - position.y / viewport_px.y * 2.0, 0.0, 1.0);
}
