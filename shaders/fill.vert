// Positions of map meshes have two components; ink adds the distance from full ink (0) to none (1) at its edges.
in vec3 position;
uniform mat4 to_clip;
out float v_coverage;

void main() {
    v_coverage = 1.0 - position.z;
    gl_Position = to_clip * vec4(position.xy, 0.0, 1.0);
}
