// One rectangle that shows a tensor. No attributes: the corner comes from the vertex's number.
precision highp float;

uniform vec4 u_rect;    // left, top, right, bottom in pixels
uniform vec2 u_screen;  // size of the frame buffer in pixels
uniform vec4 u_cells;   // the same corners in cells: column, row, column, row

out vec2 v_cell;

void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  vec2 pixel = mix(u_rect.xy, u_rect.zw, corner);
  v_cell = mix(u_cells.xy, u_cells.zw, corner);
  gl_Position = vec4(pixel.x / u_screen.x * 2.0 - 1.0, 1.0 - pixel.y / u_screen.y * 2.0, 0.0, 1.0);
}
