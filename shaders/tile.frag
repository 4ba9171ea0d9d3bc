in vec2 v_texel;
out vec4 colour;
uniform sampler2D drawn;

void main() { colour = texture(drawn, v_texel); }
