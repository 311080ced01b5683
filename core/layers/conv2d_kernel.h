// The SIMD part of conv2d; used by conv2d.cpp only.
#pragma once

#include <cstdint>

namespace flatscope::detail {

// Floats that the kernel may read past the end of a packed row.
inline constexpr std::int64_t conv_slack = 32;

// Columns whose sums the kernel keeps at once, at most.
inline constexpr std::int64_t conv_columns_at_once = 96;

// One rectangle of outputs, all channels. `input` is a packed copy without edges: tap t of output (row, column) stands
// at input[offsets[t] + row * input_row_step + column], whatever the stride and dilation are.
struct ConvTile {
  const float* input = nullptr;
  std::int64_t input_row_step = 0;
  const std::int64_t* offsets = nullptr;
  std::int64_t taps = 0;           // in_channels * kh * kw, summed in this order, in parts of up to 256
  const float* weights = nullptr;  // as pack_conv_weights leaves them
  const float* bias = nullptr;     // out_channels values
  std::int64_t out_channels = 0;
  std::int64_t rows = 0, columns = 0;
  float* totals = nullptr;  // room for out_channels * conv_columns_at_once sums
  float* output = nullptr;  // channel 0, the tile's first row and column
  std::int64_t output_row_step = 0;
  std::int64_t output_plane = 0;
  bool stream = false;  // write past the caches; only when output_plane is a multiple of 16
};

void run_conv_tile(const ConvTile& tile);

// (O, taps) -> blocks of output channels, each (taps, channels of the block), so that the kernel reads them in order.
// The block's width depends on the instruction set. O * taps values.
void pack_conv_weights(const float* weight, std::int64_t out_channels, std::int64_t taps, float* packed);

const char* conv_simd_target();

}  // namespace flatscope::detail
