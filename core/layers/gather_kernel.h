// The SIMD parts of the passes over batches of feature maps; used by conv_pass.cpp and local_pass.cpp only.
#pragma once

#include <cstdint>

#include "core/layers/gather_plan.h"

namespace flatscope::detail {

// output[o][pixel] = bias + sum over channels and taps of weight * input, for some tiles of a plan in one block.
struct GatherWork {
  const GatherPlan* plan = nullptr;
  std::int64_t first_tile = 0, past_tile = 0;
  const float* input = nullptr;
  std::int64_t input_plane = 0, in_channels = 0;
  float* output = nullptr;
  std::int64_t output_plane = 0, out_channels = 0;
  const float* weights = nullptr;                 // from pack_gather_weights
  const float* bias = nullptr;                    // null for none
  std::int64_t bias_channel = 0, bias_pixel = 0;  // floats from one channel's bias to the next, one pixel's to the next
  bool relu = false;                              // negative results become 0
  const float* gate = nullptr;  // laid out as the output: results are 0 where it is not above 0; null for none
};
void run_gather(const GatherWork& work);

// weight(o, i, tap) at weight[o * out_step + i * in_step + tap] into the order in which run_gather reads it, which is
// out_channels * in_channels * taps floats.
void pack_gather_weights(const float* weight, std::int64_t out_channels, std::int64_t out_step,
                         std::int64_t in_channels, std::int64_t in_step, std::int64_t taps, float* packed);

// The weights' gradient of some output channels and all taps of one input channel, summed over samples and pixels.
struct TapGradientWork {
  const float* input = nullptr;  // the input channel's plane in the first block
  std::int64_t input_block = 0;
  const float* gradient = nullptr;  // of the first output channel, first block
  std::int64_t gradient_plane = 0, gradient_block = 0;
  std::int64_t blocks = 0, pixels = 0, taps = 0;
  std::int64_t outputs = 0;             // 1 to tap_gradient_outputs
  const std::int32_t* table = nullptr;  // (taps, pixels)
  float* weight_gradient = nullptr;     // written at [o * step + tap]
  std::int64_t step = 0;
};
inline constexpr std::int64_t tap_gradient_outputs = 2;
void run_tap_gradient(const TapGradientWork& work);

// The sum of 16 * pixels values in each of `blocks` stretches.
float sum_of_blocks(const float* values, std::int64_t block, std::int64_t blocks, std::int64_t count);

}  // namespace flatscope::detail
