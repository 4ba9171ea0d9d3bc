// One quad per segment, its vertices pulled from a buffer texture: vertex i and i + 1 are its ends, i - 1 and i + 2 its
// neighbours (see scene/tessellate.hpp). Nothing depends on the scale but here, so zooming costs nothing.
uniform samplerBuffer vertices; // x, y, along, starts
uniform mat4 to_clip;
uniform vec2 viewport_px;
uniform float half_width_px;
uniform float px_per_unit;
out vec2 v_place;             // along and across the segment, px from its start
flat out float v_length;      // of the segment, px
flat out float v_start;       // along the whole line, px
flat out ivec2 v_ends;        // how it ends at its start and its end

const int mitred = 0, rounded = 1, butt = 2;
const float mitre_limit = 4.0; // as SVG's default: corners down to 29 degrees are pointed, sharper ones round
const float feather_px = 1.0;

vec2 to_px(vec4 vertex) { return (to_clip * vec4(vertex.xy, 0.0, 1.0)).xy * viewport_px * 0.5; }

// How two segments meet at b, and for a mitre the vector from b to its tip per unit of half width. Both segments ask with
// the same three points and get the same answer, so that their quads share an edge.
int join(vec2 a, vec2 b, vec2 c, float reach, out vec2 mitre) {
    mitre = vec2(0.0);
    float before = distance(a, b), after = distance(b, c);
    if (before == 0.0 || after == 0.0) {
        return butt;
    }
    vec2 sum = (vec2(a.y - b.y, b.x - a.x)) / before + (vec2(b.y - c.y, c.x - b.x)) / after;
    float squared = dot(sum, sum); // 4 cos² of half the turn
    if (squared * mitre_limit * mitre_limit < 4.0) {
        return rounded;
    }
    mitre = sum * (2.0 / squared);
    // The inner corner must not lie beyond the other end of a short segment.
    float inner = reach * sqrt(max(4.0 / squared - 1.0, 0.0));
    return inner > min(before, after) ? rounded : mitred;
}

void main() {
    int segment = gl_VertexID >> 2;
    float side = (gl_VertexID & 1) == 0 ? -1.0 : 1.0;
    bool at_end = (gl_VertexID & 2) != 0;
    vec4 start = texelFetch(vertices, segment);
    v_place = vec2(0.0);
    v_length = 0.0;
    v_start = 0.0;
    v_ends = ivec2(butt);
    gl_Position = vec4(0.0, 0.0, 2.0, 1.0); // outside
    if (start.w == 0.0) {
        return;
    }
    vec2 a = to_px(texelFetch(vertices, segment - 1));
    vec2 b = to_px(start);
    vec2 c = to_px(texelFetch(vertices, segment + 1));
    vec2 d = to_px(texelFetch(vertices, segment + 2));
    float len = distance(b, c);
    if (len == 0.0) {
        return;
    }
    vec2 direction = (c - b) / len;
    vec2 normal = vec2(-direction.y, direction.x);
    float reach = half_width_px + feather_px;
    vec2 mitre_b, mitre_c;
    v_ends = ivec2(join(a, b, c, reach, mitre_b), join(b, c, d, reach, mitre_c));
    int kind = at_end ? v_ends.y : v_ends.x;
    vec2 offset = kind == mitred ? (at_end ? mitre_c : mitre_b) * (side * reach)
                                 : normal * (side * reach) + direction * (at_end ? reach : -reach);
    vec2 place = (at_end ? c : b) + offset;
    v_place = vec2(dot(offset, direction) + (at_end ? len : 0.0), dot(offset, normal));
    v_length = len;
    v_start = start.z * px_per_unit;
    gl_Position = vec4(place * 2.0 / viewport_px, 0.0, 1.0);
}
