#include "core/layers/local_kernel.h"

#include "core/tensor/simd_targets.h"  // before any header of Highway

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/layers/local_kernel.cpp"
#include <hwy/foreach_target.h>  // compiles the rest of this file once for each instruction set
// After foreach_target.
#include <hwy/highway.h>

#include "core/tensor/simd_vectors.h"

#include <cstddef>
#include <cstdint>
#include <utility>

HWY_BEFORE_NAMESPACE();
namespace flatscope::detail {
namespace HWY_NAMESPACE {

// Some outputs at one pixel, 16 samples.
template <std::size_t... output>
HWY_INLINE void forward_outputs(const LocalWork& work, const float* input, const float* bias, std::int64_t first,
                                std::int64_t pixel, float* to, std::index_sequence<output...>) {
  const Floats d;
  const std::int64_t patch = work.in_channels * work.taps, step = work.pixels * patch;
  const float* const weight = work.weight + first * step + pixel * patch;
  for (std::size_t v = 0; v < 16; v += lanes) {
    Vec sums[sizeof...(output)] = {
        bias == nullptr ? hn::Zero(d)
                        : hn::Set(d, bias[(first + static_cast<std::int64_t>(output)) * work.pixels + pixel])...};
    for (std::int64_t channel = 0; channel < work.in_channels; ++channel) {
      for (std::int64_t tap = 0; tap < work.taps; ++tap) {
        const std::int32_t from = work.table[tap * work.pixels + pixel];
        if (from == work.outside) continue;
        const Vec value = hn::Load(d, input + channel * work.input_plane + from + v);
        const float* const w = weight + channel * work.taps + tap;
        ((sums[output] = hn::MulAdd(hn::Set(d, w[static_cast<std::int64_t>(output) * step]), value, sums[output])),
         ...);
      }
    }
    (hn::Store(sums[output], d, to + (first + static_cast<std::int64_t>(output)) * work.output_plane + pixel * 16 + v),
     ...);
  }
}

void local_forward(const LocalWork& work, const float* input, const float* bias, std::int64_t first, std::int64_t past,
                   float* output) {
  for (std::int64_t pixel = first; pixel < past; ++pixel) {
    std::int64_t o = 0;
    for (; o + 4 <= work.outputs; o += 4)
      forward_outputs(work, input, bias, o, pixel, output, std::make_index_sequence<4>());
    for (; o < work.outputs; ++o) forward_outputs(work, input, bias, o, pixel, output, std::make_index_sequence<1>());
  }
}

void local_backward_input(const LocalWork& work, const float* gradient, std::int64_t channel, float* input_gradient) {
  const Floats d;
  const std::int64_t patch = work.in_channels * work.taps, step = work.pixels * patch;
  for (std::int64_t pixel = 0; pixel < work.pixels; ++pixel) {
    for (std::int64_t tap = 0; tap < work.taps; ++tap) {
      const std::int32_t to = work.table[tap * work.pixels + pixel];
      if (to == work.outside) continue;
      const float* const weight = work.weight + pixel * patch + channel * work.taps + tap;
      for (std::size_t v = 0; v < 16; v += lanes) {
        Vec sum = hn::Load(d, input_gradient + to + v);
        for (std::int64_t o = 0; o < work.outputs; ++o)
          sum = hn::MulAdd(hn::Set(d, weight[o * step]), hn::Load(d, gradient + o * work.output_plane + pixel * 16 + v),
                           sum);
        hn::Store(sum, d, input_gradient + to + v);
      }
    }
  }
}

void local_backward_weight(const LocalWork& work, const float* input, std::int64_t input_block, const float* gradient,
                           std::int64_t gradient_block, std::int64_t blocks, std::int64_t first, std::int64_t past,
                           float* weight_gradient) {
  const Floats d;
  const std::int64_t patch = work.in_channels * work.taps;
  for (std::int64_t pixel = first; pixel < past; ++pixel) {
    for (std::int64_t o = 0; o < work.outputs; ++o) {
      float* const to = weight_gradient + (o * work.pixels + pixel) * patch;
      const float* const from = gradient + o * work.output_plane + pixel * 16;
      for (std::int64_t i = 0; i < patch; ++i) {
        const std::int32_t place = work.table[i % work.taps * work.pixels + pixel];
        const float* const values = input + i / work.taps * work.input_plane + place;
        Vec sum = hn::Zero(d);
        for (std::int64_t block = 0; block < blocks; ++block) {
          for (std::size_t v = 0; v < 16; v += lanes)
            sum = hn::MulAdd(hn::Load(d, values + block * input_block + v),
                             hn::Load(d, from + block * gradient_block + v), sum);
        }
        to[i] = sum_of_lanes(d, sum);
      }
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace flatscope::detail
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace flatscope::detail {

HWY_EXPORT(local_forward);
HWY_EXPORT(local_backward_input);
HWY_EXPORT(local_backward_weight);

void local_forward(const LocalWork& work, const float* input, const float* bias, std::int64_t first, std::int64_t past,
                   float* output) {
  HWY_DYNAMIC_DISPATCH(local_forward)(work, input, bias, first, past, output);
}

void local_backward_input(const LocalWork& work, const float* gradient, std::int64_t channel, float* input_gradient) {
  HWY_DYNAMIC_DISPATCH(local_backward_input)(work, gradient, channel, input_gradient);
}

void local_backward_weight(const LocalWork& work, const float* input, std::int64_t input_block, const float* gradient,
                           std::int64_t gradient_block, std::int64_t blocks, std::int64_t first, std::int64_t past,
                           float* weight_gradient) {
  HWY_DYNAMIC_DISPATCH(local_backward_weight)
  (work, input, input_block, gradient, gradient_block, blocks, first, past, weight_gradient);
}

}  // namespace flatscope::detail
#endif  // HWY_ONCE
