// A tensor's values through a colour map, one flat cell an element, with lines between cells that are large enough.
precision highp float;
precision highp int;
precision highp sampler2D;

uniform sampler2D u_values;   // R32F, the channels' planes below each other
uniform ivec2 u_size;         // columns and rows of one plane
uniform int u_planes;         // 1, or 3 for colour
uniform int u_map;            // 0: the values are the colour; 1: through the ramp; 2: their magnitudes through the ramp; 2: their magnitudes are
uniform vec2 u_range;         // values at the ramp's two ends
uniform vec3 u_ramp[11];      // evenly spaced
uniform vec2 u_cell_pixels;   // size of a cell on the screen
uniform vec4 u_line;          // colour of the lines between cells; alpha 0 for none
uniform float u_opacity;
uniform vec3 u_ground;        // shows through where a direct value is negative, and where another is NaN: no element is there

in vec2 v_cell;
out vec4 o_colour;

void main() {
  ivec2 cell = clamp(ivec2(floor(v_cell)), ivec2(0), u_size - 1);
  float value = texelFetch(u_values, cell, 0).r;
  vec3 colour;
  if (u_map == 0) {
    colour = vec3(value);
    if (u_planes == 3) {
      colour.g = texelFetch(u_values, cell + ivec2(0, u_size.y), 0).r;
      colour.b = texelFetch(u_values, cell + ivec2(0, 2 * u_size.y), 0).r;
    }
    if (all(lessThan(colour, vec3(0.0)))) colour = u_ground;
  } else if (isnan(value)) {
    colour = u_ground;
  } else {
    if (u_map == 2) value = abs(value);
    float place = clamp((value - u_range.x) / max(u_range.y - u_range.x, 1e-30), 0.0, 1.0) * 10.0;
    int step = min(int(place), 9);
    colour = mix(u_ramp[step], u_ramp[step + 1], place - float(step));
  }
  if (u_line.a > 0.0) {
    vec2 into = fract(v_cell) * u_cell_pixels;
    if (into.x < 1.0 || into.y < 1.0) colour = mix(colour, u_line.rgb, u_line.a);
  }
  o_colour = vec4(colour, u_opacity);
}
