// A convolution's matrix, or a dense or locally connected layer's in its place, an entry a pixel: finds out whether a tap
// of the kernel falls there, and what stands there. core/analysis/matrix_lines.h says what is in the lines; all of it is
// whole numbers, so that the largest matrix is as exact as the smallest.

uniform highp isampler2D row_lines;     // a line of texels for each row of pixels
uniform highp isampler2D column_lines;  // and a texel for each column of pixels
uniform highp sampler2D numbers;        // of a layer without shared weights: eight for each column of pixels
uniform highp sampler2D weights;        // (out_channels, in_channels, kernel rows, kernel columns), 1,024 a line
uniform sampler2D colours;              // a ramp, 256 a line

uniform ivec2 kernel;  // rows and columns; 0 for a dense layer, where nothing depends on the taps
uniform bool shared_weights;
uniform float low, scale;  // from a value to its place in the ramp
uniform int last_colour;   // of the ramp; after it comes the ground

out vec4 colour;

ivec4 row_texel(int index) { return texelFetch(row_lines, ivec2(index, int(gl_FragCoord.y)), 0); }

float weight_at(int index) { return texelFetch(weights, ivec2(index & 1023, index >> 10), 0).r; }

// Of four taps that read these inputs: how many read `wanted`, and the sum of their numbers.
ivec2 taps_in(ivec4 inputs, int wanted, int first_tap) {
  ivec4 here = ivec4(equal(inputs, ivec4(wanted)));
  int count = here.x + here.y + here.z + here.w;
  return ivec2(count, here.y + 2 * here.z + 3 * here.w + count * first_tap);
}

void main() {
  ivec4 column = texelFetch(column_lines, ivec2(0, int(gl_FragCoord.x)), 0);
  ivec4 row = row_texel(0);
  // The taps whose input this column is, along both axes. Where it is one tap, the sum of its number is its number.
  ivec2 down = ivec2(0), across = ivec2(0);
  int texel = 1;
  for (int tap = 0; tap < kernel.x; tap += 4) down += taps_in(row_texel(texel++), column.z, tap);
  int first_across = texel;
  for (int tap = 0; tap < kernel.y; tap += 4) across += taps_in(row_texel(texel++), column.w, tap);
  int taps = down.x * across.x;
  bool connected = kernel.x == 0 || taps > 0;

  float value = 0.0;
  if (shared_weights) {
    int slice = (row.x + column.x) * kernel.x * kernel.y;
    value = weight_at(taps == 1 ? slice + down.y * kernel.y + across.y : 0);
    // Padding that repeats inputs lets several weights fall on one entry.
    if (taps > 1) {
      value = 0.0;
      for (int a = 0; a < kernel.x; ++a) {
        if (row_texel(1 + a / 4)[a & 3] != column.z) continue;
        for (int b = 0; b < kernel.y; ++b)
          if (row_texel(first_across + b / 4)[b & 3] == column.w) value += weight_at(slice + a * kernel.y + b);
      }
    }
  } else {
    uint choice = uint(row.y) * uint(column.y);
    value = texelFetch(numbers, ivec2(int(choice >> 28u) & 7, int(gl_FragCoord.x)), 0).r;
    value = (choice >> 31u) != 0u ? -value : value;
  }

  int place = int(clamp((value - low) * scale, 0.0, float(last_colour)) + 0.5);
  if (!connected || isnan(value)) place = last_colour + 1;
  colour = vec4(texelFetch(colours, ivec2(place & 255, place >> 8), 0).rgb, 1.0);
}
