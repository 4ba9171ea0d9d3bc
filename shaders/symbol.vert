// One quad per symbol, or one point per speck, its place pulled from a buffer texture.
uniform samplerBuffer places;
uniform mat4 to_clip;
uniform vec2 viewport_px;
uniform float size_px;
uniform bool whole_pixels;     // a speck: exactly size_px x size_px pixels, however it lies
out vec2 v_at;                 // px from the middle, y up

void main() {
    vec2 corner = vec2((gl_VertexID & 1) == 0 ? -1.0 : 1.0, (gl_VertexID & 2) == 0 ? -1.0 : 1.0);
    vec2 place = texelFetch(places, whole_pixels ? gl_VertexID : gl_VertexID >> 2).xy;
    vec2 px = (to_clip * vec4(place, 0.0, 1.0)).xy * viewport_px * 0.5;
    if (whole_pixels) {
        px = floor(px + viewport_px * 0.5 - size_px * 0.5 + 0.5) + size_px * 0.5 - viewport_px * 0.5;
        v_at = vec2(0.0);
    } else {
        v_at = corner * (size_px * 0.75 + 1.0);
        px += v_at;
    }
    gl_Position = vec4(px * 2.0 / viewport_px, 0.0, 1.0);
}
