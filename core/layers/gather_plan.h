// Which pixels a convolution reads for each pixel that it makes, worked out once, so that its forward pass and its
// gradient for the input are the same loop: four pixels at a time, and for each of their taps where its four inputs
// lie. Borders, strides and dilation are settled here.
#pragma once

#include <cstdint>
#include <vector>

#include "core/layers/border.h"

namespace flatscope::detail {

// One axis of a convolution.
struct ConvAxis {
  std::int64_t inputs = 1, outputs = 1, kernel = 1, stride = 1, dilation = 1, before = 0;
  Border border = Border::zeros;

  // The input under tap `k` of output `o`; -1 where zeros puts a 0.
  std::int64_t source(std::int64_t o, std::int64_t k) const {
    return source_index(o * stride - before + k * dilation, inputs, border);
  }
};

struct GatherPlan {
  static constexpr std::int64_t pixels_at_once = 4;

  struct Tile {
    std::int32_t first_tap, taps;
    std::int32_t pixels;  // 1 to 4
    std::int32_t to[pixels_at_once];
  };
  struct Tap {
    std::int32_t weight;  // index in the kernel, kernel_row * kernel_w + kernel_column
    std::int32_t from[pixels_at_once];
  };

  std::vector<Tile> tiles;
  std::vector<Tap> taps;
  std::int64_t kernel_size = 1;  // taps in a kernel

  std::int64_t bytes() const {
    return static_cast<std::int64_t>(tiles.capacity() * sizeof(Tile) + taps.capacity() * sizeof(Tap));
  }
};

// Pixels are given as offsets in floats inside a plane of a Batch; a tap outside the picture reads the plane's last
// pixel, which is 0.
GatherPlan forward_plan(const ConvAxis& down, const ConvAxis& across);
// Reads output pixels and makes input pixels: those outputs whose taps fall on each input.
GatherPlan backward_plan(const ConvAxis& down, const ConvAxis& across);
// For each tap of the kernel the input offset under it at each output pixel, (kernel_h * kernel_w, outputs).
std::vector<std::int32_t> tap_table(const ConvAxis& down, const ConvAxis& across);

}  // namespace flatscope::detail
