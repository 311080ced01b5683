// The SIMD parts of the locally connected layer's passes; used by local_pass.cpp only.
#pragma once

#include <cstdint>

namespace flatscope::detail {

// weight (outputs, pixels, in_channels, taps), one block of a Batch; the table of taps is (taps, pixels).
struct LocalWork {
  const float* weight = nullptr;
  const std::int32_t* table = nullptr;
  std::int32_t outside = 0;  // what the table says of a tap outside the picture
  std::int64_t outputs = 0, pixels = 0, in_channels = 0, taps = 0;
  std::int64_t input_plane = 0, output_plane = 0;
};

// bias: (outputs, pixels) or null. Pixels [first, past).
void local_forward(const LocalWork& work, const float* input, const float* bias, std::int64_t first, std::int64_t past,
                   float* output);
// Adds to the plane of one input channel.
void local_backward_input(const LocalWork& work, const float* gradient, std::int64_t channel, float* input_gradient);
// Over all blocks, for pixels [first, past).
void local_backward_weight(const LocalWork& work, const float* input, std::int64_t input_block, const float* gradient,
                           std::int64_t gradient_block, std::int64_t blocks, std::int64_t first, std::int64_t past,
                           float* weight_gradient);

}  // namespace flatscope::detail
