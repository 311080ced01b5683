#include "core/conv2d_kernel.h"

#include "core/simd_targets.h"  // before any header of Highway

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/conv2d_kernel.cpp"
#include <hwy/foreach_target.h>  // compiles the rest of this file once for each instruction set
// After foreach_target.
#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include "core/simd_vectors.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

HWY_BEFORE_NAMESPACE();
namespace flatscope::detail {
namespace HWY_NAMESPACE {

// How many output channels (rows of the register tile) and vectors along the width (its columns) are summed at once:
// enough to hide the latency of a multiply-add and to use each loaded value several times, within the registers.
#if HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64
constexpr std::size_t max_block = 8;
constexpr std::size_t vectors_for(std::size_t channels) { return std::min<std::size_t>(6, 24 / channels); }
#else
constexpr std::size_t max_block = 4;
constexpr std::size_t vectors_for(std::size_t channels) { return channels <= 1 ? 6 : channels == 2 ? 4 : 3; }
#endif

// Products summed one after another before their sum is put aside: a sum of thousands in float32 loses its last digits
// when small products meet a large sum, a sum of such partial sums does not.
constexpr std::int64_t taps_at_once = 256;

struct Target {
  float* output;
  std::int64_t plane;
  std::size_t valid;  // columns to write, more than (vectors - 1) * lanes
  bool stream;
};

HWY_INLINE void store(Vec value, float* out, std::size_t first, const Target& target) {
  const Floats d;
  if (HWY_LIKELY(first + lanes <= target.valid)) {
    if (target.stream) {
      hn::Stream(value, d, out);
    } else {
      hn::StoreU(value, d, out);
    }
    return;
  }
  HWY_ALIGN float buffer[lanes];
  hn::Store(value, d, buffer);
  for (std::size_t i = first; i < target.valid; ++i) out[i - first] = buffer[i - first];
}

// channels x vectors sums in registers. Each lane adds the bias and then the taps in their order, one multiply-add a
// tap, taps_at_once a partial sum, wherever it stands: that is what makes shifted inputs give the very same bits.
template <std::size_t channels, std::size_t vectors, std::size_t... cell, std::size_t... column>
HWY_INLINE void register_tile(const ConvTile& tile, const float* input, const float* weights, const float* bias,
                              const Target& target, std::index_sequence<cell...>, std::index_sequence<column...>) {
  const Floats d;
  Vec sums[channels * vectors] = {hn::Set(d, bias[cell / vectors])...};
  HWY_ALIGN float totals[channels * vectors * lanes];  // in memory: the registers are all in use
  const std::int64_t* offsets = tile.offsets;
  std::int64_t left = tile.taps;
  for (;;) {
    const std::int64_t* const end = offsets + std::min(left, taps_at_once);
    for (; offsets != end; ++offsets, weights += channels) {
      const float* const from = input + *offsets;
      const Vec values[vectors] = {hn::LoadU(d, from + column * lanes)...};
      ((sums[cell] = hn::MulAdd(hn::Set(d, weights[cell / vectors]), values[cell % vectors], sums[cell])), ...);
    }
    const bool first = left == tile.taps;
    if (HWY_UNLIKELY(!first)) ((sums[cell] = hn::Add(hn::Load(d, totals + cell * lanes), sums[cell])), ...);
    left -= taps_at_once;
    if (HWY_LIKELY(left <= 0)) break;
    ((hn::Store(sums[cell], d, totals + cell * lanes), sums[cell] = hn::Zero(d)), ...);
  }
  (store(sums[cell], target.output + static_cast<std::int64_t>(cell / vectors) * target.plane + cell % vectors * lanes,
         cell % vectors * lanes, target),
   ...);
}

template <std::size_t channels, std::size_t vectors>
HWY_NOINLINE void run_register_tile(const ConvTile& tile, const float* input, const float* weights, const float* bias,
                                    const Target& target) {
  register_tile<channels, vectors>(tile, input, weights, bias, target, std::make_index_sequence<channels * vectors>(),
                                   std::make_index_sequence<vectors>());
}

using TileFunction = void (*)(const ConvTile&, const float*, const float*, const float*, const Target&);

template <std::size_t channels, std::size_t... vectors_less_one>
void run_rows(const ConvTile& tile, const float* weights, const float* bias, float* output,
              std::index_sequence<vectors_less_one...>) {
  static constexpr TileFunction functions[] = {&run_register_tile<channels, vectors_less_one + 1>...};
  constexpr std::size_t max_vectors = sizeof...(vectors_less_one);
  // Only where a vector is a cache line: parts of lines on their way past the caches cost twice what they save.
  const bool stream = tile.stream && lanes * sizeof(float) >= 64;
  for (std::int64_t row = 0; row < tile.rows; ++row) {
    const float* input = tile.input + row * tile.input_row_step;
    Target target{output + row * tile.output_row_step, tile.output_plane, 0, false};
    std::size_t left = static_cast<std::size_t>(tile.columns);
    if (stream) {
      // Writes past the caches need whole vectors at aligned places: a short tile first.
      const std::size_t past = reinterpret_cast<std::uintptr_t>(target.output) / sizeof(float) % lanes;
      if (past != 0) {
        target.valid = std::min(left, lanes - past);
        functions[0](tile, input, weights, bias, target);
        left -= target.valid;
        input += target.valid;
        target.output += target.valid;
      }
      target.stream = true;
    }
    // As few tiles as possible, of nearly equal width.
    std::size_t vectors = (left + lanes - 1) / lanes;
    for (std::size_t tiles = (vectors + max_vectors - 1) / max_vectors; tiles > 0; --tiles) {
      const std::size_t now = (vectors + tiles - 1) / tiles;
      target.valid = std::min(left, now * lanes);
      functions[now - 1](tile, input, weights, bias, target);
      vectors -= now;
      left -= target.valid;
      input += target.valid;
      target.output += target.valid;
    }
  }
}

using BlockFunction = void (*)(const ConvTile&, const float*, const float*, float*);

template <std::size_t channels>
void run_block(const ConvTile& tile, const float* weights, const float* bias, float* output) {
  run_rows<channels>(tile, weights, bias, output, std::make_index_sequence<vectors_for(channels)>());
}

template <std::size_t... channels_less_one>
void run_block_of(std::size_t channels, const ConvTile& tile, const float* weights, const float* bias, float* output,
                  std::index_sequence<channels_less_one...>) {
  static constexpr BlockFunction functions[] = {&run_block<channels_less_one + 1>...};
  functions[channels - 1](tile, weights, bias, output);
}

// Calls body(first, count) for blocks of nearly equal size.
template <typename Body>
void for_each_block(std::int64_t out_channels, const Body& body) {
  constexpr auto most = static_cast<std::int64_t>(max_block);
  std::int64_t first = 0;
  for (std::int64_t blocks = (out_channels + most - 1) / most; blocks > 0; --blocks) {
    const std::int64_t count = (out_channels - first + blocks - 1) / blocks;
    body(first, count);
    first += count;
  }
}

void run_conv_tile(const ConvTile& tile) {
  for_each_block(tile.out_channels, [&](std::int64_t first, std::int64_t count) {
    run_block_of(static_cast<std::size_t>(count), tile, tile.weights + first * tile.taps, tile.bias + first,
                 tile.output + first * tile.output_plane, std::make_index_sequence<max_block>());
  });
  if (tile.stream) hwy::FlushStream();
}

void pack_conv_weights(const float* weight, std::int64_t out_channels, std::int64_t taps, float* packed) {
  for_each_block(out_channels, [&](std::int64_t first, std::int64_t count) {
    float* const block = packed + first * taps;
    const float* const from = weight + first * taps;
    for (std::int64_t tap = 0; tap < taps; ++tap) {
      float* const to = block + tap * count;
      for (std::int64_t channel = 0; channel < count; ++channel) to[channel] = from[channel * taps + tap];
    }
  });
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
