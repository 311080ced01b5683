#include "core/layers/gather_kernel.h"

#include "core/tensor/simd_targets.h"  // before any header of Highway

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/layers/gather_kernel.cpp"
#include <hwy/foreach_target.h>  // compiles the rest of this file once for each instruction set
// After foreach_target.
#include <hwy/highway.h>

#include "core/tensor/simd_vectors.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

HWY_BEFORE_NAMESPACE();
namespace flatscope::detail {
namespace HWY_NAMESPACE {

// A pixel is 16 samples. Register tiles are as large as the registers allow: 32 of them with vectors of 16 and on Arm,
// else 16.
constexpr std::size_t vectors = 16 / lanes;
constexpr bool many_registers = lanes == 16 || (lanes == 4 && HWY_ARCH_ARM_A64);
constexpr std::size_t most_outputs = many_registers || lanes == 8 ? 6 : 2;
constexpr std::size_t most_pixels = lanes == 16 ? 4 : 1;

struct Tile {
  const GatherWork* work;
  const GatherPlan::Tap *taps, *past;
  const std::int32_t* to;
  std::size_t from;  // the first of the pixels
};

template <std::size_t outputs, std::size_t pixels, std::size_t... cell, std::size_t... column>
HWY_INLINE void gather_tile(const Tile& tile, std::int64_t channel, const float* weights, std::index_sequence<cell...>,
                            std::index_sequence<column...>) {
  const Floats d;
  const GatherWork& work = *tile.work;
  constexpr std::size_t row = pixels * vectors;
  Vec sums[outputs * row];
  if (work.bias == nullptr) {
    ((sums[cell] = hn::Zero(d)), ...);
  } else {
    const float* const bias = work.bias + channel * work.bias_channel;
    ((sums[cell] = hn::Set(d, bias[static_cast<std::int64_t>(cell / row) * work.bias_channel +
                                   tile.to[cell % row / vectors] / 16 * work.bias_pixel])),
     ...);
  }
  const float* input = work.input;
  const std::int64_t kernel = work.plan->kernel_size * static_cast<std::int64_t>(outputs);
  for (std::int64_t i = 0; i < work.in_channels; ++i) {
    for (const GatherPlan::Tap* tap = tile.taps; tap != tile.past; ++tap) {
      const std::int32_t* const from = tap->from + tile.from;
      const Vec values[row] = {hn::Load(d, input + from[column / vectors] + column % vectors * lanes)...};
      const float* const weight = weights + tap->weight * static_cast<std::int32_t>(outputs);
      ((sums[cell] = hn::MulAdd(hn::Set(d, weight[cell / row]), values[cell % row], sums[cell])), ...);
    }
    input += work.input_plane;
    weights += kernel;
  }
  // NaN stays, as in torch.relu.
  if (work.relu) ((sums[cell] = hn::IfThenZeroElse(hn::Lt(sums[cell], hn::Zero(d)), sums[cell])), ...);
  const auto place = [&](std::size_t at) HWY_ATTR {
    return (channel + static_cast<std::int64_t>(at / row)) * work.output_plane + tile.to[at % row / vectors] +
           static_cast<std::int64_t>(at % vectors * lanes);
  };
  if (work.gate != nullptr)
    ((sums[cell] = hn::IfThenElseZero(hn::Gt(hn::Load(d, work.gate + place(cell)), hn::Zero(d)), sums[cell])), ...);
  (hn::Store(sums[cell], d, work.output + place(cell)), ...);
}

template <std::size_t outputs, std::size_t pixels>
HWY_NOINLINE void run_gather_tile(const Tile& tile, std::int64_t channel, const float* weights) {
  gather_tile<outputs, pixels>(tile, channel, weights, std::make_index_sequence<outputs * pixels * vectors>(),
                               std::make_index_sequence<pixels * vectors>());
}

using TileFunction = void (*)(const Tile&, std::int64_t, const float*);
struct TileFunctions {
  TileFunction of[most_outputs][most_pixels] = {};

  template <std::size_t... cell>
  explicit constexpr TileFunctions(std::index_sequence<cell...>) {
    ((of[cell / most_pixels][cell % most_pixels] = &run_gather_tile<cell / most_pixels + 1, cell % most_pixels + 1>),
     ...);
  }
};
constexpr TileFunctions tile_functions{std::make_index_sequence<most_outputs * most_pixels>()};

// Output channels in groups of nearly equal size.
template <typename Body>
HWY_INLINE void for_groups(std::int64_t channels, const Body& body) {
  const auto most = static_cast<std::int64_t>(most_outputs);
  const std::int64_t groups = (channels + most - 1) / most;
  for (std::int64_t group = 0; group < groups; ++group)
    body(group * channels / groups, (group + 1) * channels / groups);
}

void run_gather(const GatherWork& work) {
  const std::int64_t kernels = work.in_channels * work.plan->kernel_size;
  for (std::int64_t t = work.first_tile; t < work.past_tile; ++t) {
    const GatherPlan::Tile& from = work.plan->tiles[static_cast<std::size_t>(t)];
    const GatherPlan::Tap* const taps = work.plan->taps.data() + from.first_tap;
    const auto pixels = static_cast<std::size_t>(from.pixels);
    for_groups(work.out_channels, [&](std::int64_t channel, std::int64_t past) {
      for (std::size_t p = 0; p < pixels; p += most_pixels) {
        const std::size_t now = std::min(most_pixels, pixels - p);
        const Tile tile{&work, taps, taps + from.taps, from.to + p, p};
        tile_functions.of[past - channel - 1][now - 1](tile, channel, work.weights + channel * kernels);
      }
    });
  }
}

void pack_gather_weights(const float* weight, std::int64_t out_channels, std::int64_t out_step,
                         std::int64_t in_channels, std::int64_t in_step, std::int64_t taps, float* packed) {
  for_groups(out_channels, [&](std::int64_t channel, std::int64_t past) {
    for (std::int64_t i = 0; i < in_channels; ++i) {
      for (std::int64_t tap = 0; tap < taps; ++tap) {
        for (std::int64_t o = channel; o < past; ++o) *packed++ = weight[o * out_step + i * in_step + tap];
      }
    }
  });
}

// The nine taps of a 3 x 3 kernel at once where there is room for them: the input's plane and those of two gradients
// stay in the first cache and are gone through once.
constexpr std::size_t gradient_outputs = 2;
constexpr std::size_t gradient_taps = many_registers ? 9 : 5;
static_assert(gradient_outputs == tap_gradient_outputs);

// One tap's value goes to all outputs before the next is loaded, so that few registers hold values.
template <std::size_t taps, std::size_t... output>
HWY_INLINE void add_tap(Vec value, const Vec* gradients, Vec* sums, std::index_sequence<output...>) {
  ((sums[output * taps] = hn::MulAdd(gradients[output], value, sums[output * taps])), ...);
}

template <std::size_t outputs, std::size_t taps, std::size_t... cell, std::size_t... output, std::size_t... tap>
HWY_INLINE void tap_gradients(const TapGradientWork& work, std::int64_t first_output, std::int64_t first_tap,
                              std::index_sequence<cell...>, std::index_sequence<output...>,
                              std::index_sequence<tap...>) {
  const Floats d;
  Vec sums[outputs * taps] = {((void)cell, hn::Zero(d))...};
  const std::int32_t* const table = work.table + first_tap * work.pixels;
  for (std::int64_t block = 0; block < work.blocks; ++block) {
    for (std::size_t v = 0; v < 16; v += lanes) {
      const float* const input = work.input + block * work.input_block + v;
      const float* gradient = work.gradient + first_output * work.gradient_plane + block * work.gradient_block + v;
      for (std::int64_t pixel = 0; pixel < work.pixels; ++pixel) {
        const Vec gradients[outputs] = {
            hn::Load(d, gradient + static_cast<std::int64_t>(output) * work.gradient_plane)...};
        const Vec values[taps] = {hn::Load(d, input + table[static_cast<std::int64_t>(tap) * work.pixels + pixel])...};
        ((sums[cell] = hn::MulAdd(gradients[cell / taps], values[cell % taps], sums[cell])), ...);
        gradient += 16;
      }
    }
  }
  float* const to = work.weight_gradient + first_output * work.step + first_tap;
  ((to[static_cast<std::int64_t>(cell / taps) * work.step + static_cast<std::int64_t>(cell % taps)] =
        sum_of_lanes(d, sums[cell])),
   ...);
}

template <std::size_t outputs, std::size_t taps>
HWY_NOINLINE void run_tap_gradients(const TapGradientWork& work, std::int64_t first_output, std::int64_t first_tap) {
  tap_gradients<outputs, taps>(work, first_output, first_tap, std::make_index_sequence<outputs * taps>(),
                               std::make_index_sequence<outputs>(), std::make_index_sequence<taps>());
}

using GradientFunction = void (*)(const TapGradientWork&, std::int64_t, std::int64_t);
struct GradientFunctions {
  GradientFunction of[gradient_outputs][gradient_taps] = {};

  template <std::size_t... cell>
  explicit constexpr GradientFunctions(std::index_sequence<cell...>) {
    ((of[cell / gradient_taps][cell % gradient_taps] =
          &run_tap_gradients<cell / gradient_taps + 1, cell % gradient_taps + 1>),
     ...);
  }
};
constexpr GradientFunctions gradient_functions{std::make_index_sequence<gradient_outputs * gradient_taps>()};

void run_tap_gradient(const TapGradientWork& work) {
  const auto most_taps = static_cast<std::int64_t>(gradient_taps);
  const std::int64_t parts = (work.taps + most_taps - 1) / most_taps;
  for (std::int64_t part = 0; part < parts; ++part) {
    const std::int64_t tap = part * work.taps / parts, past = (part + 1) * work.taps / parts;
    for (std::int64_t o = 0; o < work.outputs; o += static_cast<std::int64_t>(gradient_outputs)) {
      const std::int64_t now = std::min(static_cast<std::int64_t>(gradient_outputs), work.outputs - o);
      gradient_functions.of[now - 1][past - tap - 1](work, o, tap);
    }
  }
}

float sum_of_blocks(const float* values, std::int64_t block, std::int64_t blocks, std::int64_t count) {
  const Floats d;
  Vec sums[2] = {hn::Zero(d), hn::Zero(d)};
  for (std::int64_t b = 0; b < blocks; ++b) {
    const float* from = values + b * block;
    for (std::int64_t i = 0; i < count; ++i) {
      for (std::size_t v = 0; v < 16; v += lanes) sums[i % 2] = hn::Add(sums[i % 2], hn::Load(d, from + i * 16 + v));
    }
  }
  return sum_of_lanes(d, hn::Add(sums[0], sums[1]));
}

}  // namespace HWY_NAMESPACE
}  // namespace flatscope::detail
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace flatscope::detail {

HWY_EXPORT(run_gather);
HWY_EXPORT(pack_gather_weights);
HWY_EXPORT(run_tap_gradient);
HWY_EXPORT(sum_of_blocks);

void run_gather(const GatherWork& work) { HWY_DYNAMIC_DISPATCH(run_gather)(work); }

void pack_gather_weights(const float* weight, std::int64_t out_channels, std::int64_t out_step,
                         std::int64_t in_channels, std::int64_t in_step, std::int64_t taps, float* packed) {
  HWY_DYNAMIC_DISPATCH(pack_gather_weights)(weight, out_channels, out_step, in_channels, in_step, taps, packed);
}

void run_tap_gradient(const TapGradientWork& work) { HWY_DYNAMIC_DISPATCH(run_tap_gradient)(work); }

float sum_of_blocks(const float* values, std::int64_t block, std::int64_t blocks, std::int64_t count) {
  return HWY_DYNAMIC_DISPATCH(sum_of_blocks)(values, block, blocks, count);
}

}  // namespace flatscope::detail
#endif  // HWY_ONCE
