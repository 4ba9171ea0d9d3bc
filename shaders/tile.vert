// A piece of the map that was drawn before.
in vec2 position;              // screen px, y down
in vec2 texel;                 // of the whole texture
uniform vec2 viewport_px;
out vec2 v_texel;

void main() {
    v_texel = texel;
    gl_Position = vec4(position.x / viewport_px.x * 2.0 - 1.0, 1.0 - position.y / viewport_px.y * 2.0, 0.0, 1.0);
}
