// The elements of a picture on their way from the grid to the line, each a square: out sideways first, as a row is
// pulled off the picture, then down. app/stages/flatten/view/flight.h has the same path in words of C++.
layout(location = 0) in vec2 cell;  // column and row of the grid
layout(location = 1) in vec4 tone;

// Lengths in pixels of the frame, from the top left of the picture that is being made.
uniform vec2 corner, size;  // of that picture: where it begins and how large it is
uniform vec2 grid;          // the top left of the grid's cell (0, 0)
uniform float grid_cell;
uniform vec2 line;       // the middle of the first element's place in the line
uniform float line_step;  // from one element to the next
uniform vec2 line_cell;
uniform float front, flight;  // counted in elements from the first one in the air

flat out vec4 shade;

void main() {
  float t = clamp((front - float(gl_InstanceID)) / flight, 0.0, 1.0);
  vec2 share = vec2(t * t * (3.0 - 2.0 * t), t * t * t);
  vec2 from = grid + (cell + 0.5) * grid_cell;
  vec2 to = line + vec2(line_step * float(gl_InstanceID), 0.0);
  vec2 half_size = mix(vec2(grid_cell), line_cell, share) * 0.5;
  vec2 side = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0;
  vec2 at = mix(from, to, share) + side * half_size - corner;
  shade = tone;
  gl_Position = vec4(at / size * 2.0 - 1.0, 0.0, 1.0);
}
