#include "core/layers/conv2d_kernel.h"

#include "core/tensor/simd_targets.h"  // before any header of Highway

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/layers/conv2d_kernel.cpp"
#include <hwy/foreach_target.h>  // compiles the rest of this file once for each instruction set
// After foreach_target.
#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include "core/tensor/divide_up.h"
#include "core/tensor/scratch.h"
#include "core/tensor/simd_vectors.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

HWY_BEFORE_NAMESPACE();
namespace flatscope::detail {
namespace HWY_NAMESPACE {

// How many output channels (rows of the register tile) and vectors along the width (its columns) are summed at once:
// enough to hide the latency of a multiply-add and to use each loaded value several times, within the registers.
#if HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64
constexpr std::size_t max_block = 8;
constexpr std::size_t vectors_for(std::size_t channels) { return std::min<std::size_t>(6, 24 / channels); }
#elif HWY_ARCH_WASM
// A browser's compiler has fewer for us, and a multiply-add takes one of them for its product.
constexpr std::size_t max_block = 4;
constexpr std::size_t vectors_for(std::size_t channels) { return channels <= 1 ? 6 : channels == 2 ? 4 : 2; }
#else
constexpr std::size_t max_block = 4;
constexpr std::size_t vectors_for(std::size_t channels) { return channels <= 1 ? 6 : channels == 2 ? 4 : 3; }
#endif

// Products summed one after another before their sum is put aside, at most: a sum of thousands in float32 loses its
// last digits when small products meet a large sum, a sum of such partial sums does not. What the taps of one partial
// sum read also fits a core's first-level cache.
constexpr std::int64_t taps_at_once = 256;

// Weights, in floats, gone through for each stretch of a row: they stay in a part of a core's second-level cache.
constexpr std::int64_t weights_at_once = 48 * 1024;

struct Step;

struct Target {
  float* output;  // of the step's first channel
  std::int64_t plane;
  std::size_t valid;  // columns to write, more than (vectors - 1) * lanes
  bool stream;
};

using TileFunction = void (*)(const Step&, const float* input, const Target&);

// Some of the taps of one block of output channels.
struct Step {
  const TileFunction* functions;  // [vectors - 1]
  const std::int64_t* offsets;
  std::int64_t taps;
  const float* weights;  // (taps, channels of the block)
  const float* start;    // the bias for the block's first step, zeros for the others
  const float* before;   // the sums of the block's steps before this one; null for the first
  float* after;          // where these sums go; null for the block's last step, which writes the output
  std::int64_t output_offset;
};
constexpr float zeros[max_block] = {};

// The one vector of a stretch that sticks out of the row, or one before it.
HWY_INLINE void store_valid(Vec value, float* out, std::size_t first, std::size_t valid) {
  const Floats d;
  if (first + lanes <= valid) return hn::StoreU(value, d, out);
  HWY_ALIGN float buffer[lanes];
  hn::Store(value, d, buffer);
  for (std::size_t i = first; i < valid; ++i) out[i - first] = buffer[i - first];
}

// channels x vectors sums in registers. Each lane adds the bias and then the taps in their order, one multiply-add a
// tap, and then the partial sums in theirs, wherever it stands: that is what makes shifted inputs give the very same
// bits.
template <std::size_t channels, std::size_t vectors, std::size_t... cell, std::size_t... column>
HWY_INLINE void register_tile(const Step& step, const float* input, const Target& target, std::index_sequence<cell...>,
                              std::index_sequence<column...>) {
  const Floats d;
  Vec sums[channels * vectors] = {hn::Set(d, step.start[cell / vectors])...};
  const float* weights = step.weights;
#if HWY_COMPILER_GCC_ACTUAL  // others unroll it themselves
#pragma GCC unroll 4
#endif
  for (const std::int64_t *offset = step.offsets, *end = offset + step.taps; offset != end; ++offset) {
    const float* const from = input + *offset;
    const Vec values[vectors] = {hn::LoadU(d, from + column * lanes)...};
    ((sums[cell] = hn::MulAdd(hn::Set(d, weights[cell / vectors]), values[cell % vectors], sums[cell])), ...);
    weights += channels;
  }
  if (step.before != nullptr) ((sums[cell] = hn::Add(hn::LoadU(d, step.before + cell * lanes), sums[cell])), ...);
  if (step.after != nullptr) {
    (hn::StoreU(sums[cell], d, step.after + cell * lanes), ...);
    return;
  }
  float* const output = target.output;
  const std::int64_t plane = target.plane;
  const auto place = [&](std::size_t at) HWY_ATTR {
    return output + static_cast<std::int64_t>(at / vectors) * plane + at % vectors * lanes;
  };
  if (HWY_UNLIKELY(target.valid < vectors * lanes)) {
    (store_valid(sums[cell], place(cell), cell % vectors * lanes, target.valid), ...);
  } else if (target.stream) {
    (hn::Stream(sums[cell], d, place(cell)), ...);
  } else {
    (hn::StoreU(sums[cell], d, place(cell)), ...);
  }
}

template <std::size_t channels, std::size_t vectors>
HWY_NOINLINE void run_register_tile(const Step& step, const float* input, const Target& target) {
  register_tile<channels, vectors>(step, input, target, std::make_index_sequence<channels * vectors>(),
                                   std::make_index_sequence<vectors>());
}

constexpr std::size_t max_vectors = vectors_for(1);
static_assert(max_vectors * lanes <= conv_columns_at_once);

struct TileFunctions {
  TileFunction of[max_block][max_vectors] = {};  // [channels - 1][vectors - 1]

  template <std::size_t... channels_less_one>
  explicit constexpr TileFunctions(std::index_sequence<channels_less_one...>) {
    (fill<channels_less_one + 1>(std::make_index_sequence<vectors_for(channels_less_one + 1)>()), ...);
  }
  template <std::size_t channels, std::size_t... vectors_less_one>
  constexpr void fill(std::index_sequence<vectors_less_one...>) {
    ((of[channels - 1][vectors_less_one] = &run_register_tile<channels, vectors_less_one + 1>), ...);
  }
};
constexpr TileFunctions tile_functions{std::make_index_sequence<max_block>()};

// The order in which the sums of a tile are computed: output channels in blocks of nearly equal size, the blocks in
// groups. With few taps each block is a group of its own, whose weights and input stay near over the whole tile. With
// many, the taps are cut into parts and a group has as many blocks as there is room for their weights: a part of the
// taps is gone through for all of them while the input that it reads is near.
class Order {
 public:
  Order(std::int64_t out_channels, std::int64_t taps)
      : channels_(out_channels),
        taps_(taps),
        blocks_(divide_up(out_channels, std::int64_t{max_block})),
        parts_(divide_up(taps, taps_at_once)),
        group_(parts_ == 1 ? 1 : std::clamp<std::int64_t>(weights_at_once / (taps * largest()), 1, blocks_)) {}

  std::int64_t groups() const { return divide_up(blocks_, group_); }
  std::int64_t largest() const { return divide_up(channels_, blocks_); }

  // Calls body(first channel, channels, first tap, taps) for each step of a group.
  template <typename Body>
  void for_each_step(std::int64_t group, const Body& body) const {
    for (std::int64_t part = 0; part < parts_; ++part) {
      const std::int64_t tap = part * taps_ / parts_, past_tap = (part + 1) * taps_ / parts_;
      for (std::int64_t block = group * group_; block < std::min((group + 1) * group_, blocks_); ++block) {
        const std::int64_t channel = block * channels_ / blocks_, past = (block + 1) * channels_ / blocks_;
        body(channel, past - channel, tap, past_tap - tap);
      }
    }
  }

 private:
  std::int64_t channels_, taps_, blocks_, parts_, group_;
};

void run_steps(const ConvTile& tile, const std::vector<Step>& steps, std::size_t most_vectors) {
  // Only where a vector is a cache line: parts of lines on their way past the caches cost twice what they save.
  const bool stream = tile.stream && lanes * sizeof(float) >= 64;
  for (std::int64_t row = 0; row < tile.rows; ++row) {
    const float* input = tile.input + row * tile.input_row_step;
    float* output = tile.output + row * tile.output_row_step;
    std::size_t left = static_cast<std::size_t>(tile.columns);
    Target target{output, tile.output_plane, 0, false};
    const auto run_stretch = [&](std::size_t vectors, std::size_t columns) {
      target.valid = std::min(left, columns);
      for (const Step& step : steps) {
        target.output = output + step.output_offset;
        step.functions[vectors - 1](step, input, target);
      }
      left -= target.valid;
      input += target.valid;
      output += target.valid;
    };
    if (stream) {
      // Writes past the caches need whole vectors at aligned places: a short stretch first.
      const std::size_t past = reinterpret_cast<std::uintptr_t>(output) / sizeof(float) % lanes;
      if (past != 0) run_stretch(1, lanes - past);
      target.stream = true;
    }
    // As few stretches as possible, of nearly equal width.
    std::size_t vectors = (left + lanes - 1) / lanes;
    for (std::size_t stretches = (vectors + most_vectors - 1) / most_vectors; stretches > 0; --stretches) {
      const std::size_t now = (vectors + stretches - 1) / stretches;
      run_stretch(now, now * lanes);
      vectors -= now;
    }
  }
}

void run_conv_tile(const ConvTile& tile) {
  Scratch<std::vector<Step>> kept_steps;
  std::vector<Step>& steps = *kept_steps;
  const Order order(tile.out_channels, tile.taps);
  const std::size_t most_vectors = vectors_for(static_cast<std::size_t>(order.largest()));
  const float* weights = tile.weights;
  for (std::int64_t group = 0; group < order.groups(); ++group) {
    steps.clear();
    std::int64_t first_channel = -1;
    order.for_each_step(group, [&](std::int64_t channel, std::int64_t channels, std::int64_t tap, std::int64_t taps) {
      if (first_channel < 0) first_channel = channel;
      float* const totals = tile.totals + (channel - first_channel) * conv_columns_at_once;
      const bool first = tap == 0, last = tap + taps == tile.taps;
      steps.push_back({tile_functions.of[channels - 1], tile.offsets + tap, taps, weights,
                       first ? tile.bias + channel : zeros, first ? nullptr : totals, last ? nullptr : totals,
                       channel * tile.output_plane});
      weights += channels * taps;
    });
    run_steps(tile, steps, most_vectors);
  }
  if (tile.stream) hwy::FlushStream();
}

void pack_conv_weights(const float* weight, std::int64_t out_channels, std::int64_t taps, float* packed) {
  const Order order(out_channels, taps);
  for (std::int64_t group = 0; group < order.groups(); ++group) {
    order.for_each_step(group, [&](std::int64_t channel, std::int64_t channels, std::int64_t tap, std::int64_t count) {
      const float* const from = weight + channel * taps + tap;
      for (std::int64_t i = 0; i < count; ++i) {
        for (std::int64_t k = 0; k < channels; ++k) *packed++ = from[k * taps + i];
      }
    });
  }
}

const char* conv_simd_target() { return hwy::TargetName(HWY_TARGET); }

}  // namespace HWY_NAMESPACE
}  // namespace flatscope::detail
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace flatscope::detail {

HWY_EXPORT(run_conv_tile);
HWY_EXPORT(pack_conv_weights);
HWY_EXPORT(conv_simd_target);

void run_conv_tile(const ConvTile& tile) { HWY_DYNAMIC_DISPATCH(run_conv_tile)(tile); }

void pack_conv_weights(const float* weight, std::int64_t out_channels, std::int64_t taps, float* packed) {
  HWY_DYNAMIC_DISPATCH(pack_conv_weights)(weight, out_channels, taps, packed);
}

const char* conv_simd_target() { return HWY_DYNAMIC_DISPATCH(conv_simd_target)(); }

}  // namespace flatscope::detail
#endif  // HWY_ONCE
