#include "core/layers/dense_pass_kernel.h"

#include "core/tensor/simd_targets.h"  // before any header of Highway

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/layers/dense_pass_kernel.cpp"
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

constexpr std::size_t vectors = 16 / lanes;
constexpr bool many_registers = lanes == 16 || (lanes == 4 && HWY_ARCH_ARM_A64);

template <std::size_t rows, std::size_t blocks, std::size_t... cell, std::size_t... column>
HWY_INLINE void dense_tile(const DenseWork& work, std::int64_t row, std::int64_t block, std::index_sequence<cell...>,
                           std::index_sequence<column...>) {
  const Floats d;
  constexpr std::size_t wide = blocks * vectors;
  Vec sums[rows * wide];
  if (work.bias == nullptr) {
    ((sums[cell] = hn::Zero(d)), ...);
  } else {
    ((sums[cell] = hn::Set(d, work.bias[row + static_cast<std::int64_t>(cell / wide)])), ...);
  }
  const float* input = work.input + block * work.input_block;
  const float* weight = work.weight + row * work.row_step;
  for (std::int64_t term = 0; term < work.terms; ++term) {
    const Vec values[wide] = {hn::Load(
        d, input + static_cast<std::int64_t>(column / vectors) * work.input_block + column % vectors * lanes)...};
    ((sums[cell] = hn::MulAdd(hn::Set(d, weight[static_cast<std::int64_t>(cell / wide) * work.row_step]),
                              values[cell % wide], sums[cell])),
     ...);
    input += 16;
    weight += work.term_step;
  }
  // NaN stays, as in torch.relu.
  if (work.relu) ((sums[cell] = hn::IfThenZeroElse(hn::Lt(sums[cell], hn::Zero(d)), sums[cell])), ...);
  const auto place = [&](std::size_t at) HWY_ATTR {
    return (block + static_cast<std::int64_t>(at % wide / vectors)) * work.output_block +
           (row + static_cast<std::int64_t>(at / wide)) * 16 + static_cast<std::int64_t>(at % vectors * lanes);
  };
  if (work.gate != nullptr)
    ((sums[cell] = hn::IfThenElseZero(hn::Gt(hn::Load(d, work.gate + place(cell)), hn::Zero(d)), sums[cell])), ...);
  (hn::Store(sums[cell], d, work.output + place(cell)), ...);
}

template <std::size_t rows, std::size_t blocks>
HWY_NOINLINE void run_dense_tile(const DenseWork& work, std::int64_t row, std::int64_t block) {
  dense_tile<rows, blocks>(work, row, block, std::make_index_sequence<rows * blocks * vectors>(),
                           std::make_index_sequence<blocks * vectors>());
}

template <std::size_t rows, std::size_t blocks>
HWY_INLINE void rows_of(const DenseWork& work, std::int64_t& row, std::int64_t block) {
  for (; row + static_cast<std::int64_t>(rows) <= work.past_row; row += static_cast<std::int64_t>(rows))
    run_dense_tile<rows, blocks>(work, row, block);
}

void run_dense(const DenseWork& work) {
  std::int64_t block = 0;
  if constexpr (many_registers && vectors == 1) {
    for (; block + 4 <= work.blocks; block += 4) {
      std::int64_t row = work.first_row;
      rows_of<6, 4>(work, row, block);
      rows_of<2, 4>(work, row, block);
      rows_of<1, 4>(work, row, block);
    }
    for (; block + 2 <= work.blocks; block += 2) {
      std::int64_t row = work.first_row;
      rows_of<12, 2>(work, row, block);
      rows_of<6, 2>(work, row, block);
      rows_of<2, 2>(work, row, block);
      rows_of<1, 2>(work, row, block);
    }
  }
  constexpr std::size_t most = many_registers ? (vectors == 1 ? 12 : 6) : lanes == 8 ? 6 : 2;
  for (; block < work.blocks; ++block) {
    std::int64_t row = work.first_row;
    rows_of<most, 1>(work, row, block);
    rows_of<2, 1>(work, row, block);
    rows_of<1, 1>(work, row, block);
  }
}

template <std::size_t outputs, std::size_t wide, std::size_t... cell, std::size_t... column>
HWY_INLINE void gradient_tile(const DenseGradientWork& work, std::int64_t output, std::int64_t input,
                              std::index_sequence<cell...>, std::index_sequence<column...>) {
  const Floats d;
  Vec sums[outputs * wide] = {((void)cell, hn::Zero(d))...};
  const float* row = work.rows + input;
  for (std::int64_t sample = 0; sample < work.samples; ++sample) {
    const float* const gradient = work.gradient + sample / 16 * work.gradient_block + output * 16 + sample % 16;
    const Vec values[wide] = {hn::Load(d, row + column * lanes)...};
    ((sums[cell] = hn::MulAdd(hn::Set(d, gradient[cell / wide * 16]), values[cell % wide], sums[cell])), ...);
    row += work.row_size;
  }
  float* const to = work.weight_gradient + output * work.inputs + input;
  if (input + static_cast<std::int64_t>(wide * lanes) <= work.inputs) {
    (hn::StoreU(sums[cell], d, to + static_cast<std::int64_t>(cell / wide) * work.inputs + cell % wide * lanes), ...);
    return;
  }
  HWY_ALIGN float values[outputs * wide * lanes];
  (hn::Store(sums[cell], d, values + cell * lanes), ...);
  for (std::size_t o = 0; o < outputs; ++o)
    std::copy_n(values + o * wide * lanes, work.inputs - input, to + static_cast<std::int64_t>(o) * work.inputs);
}

template <std::size_t outputs, std::size_t wide>
HWY_NOINLINE void run_gradient_tile(const DenseGradientWork& work, std::int64_t output, std::int64_t input) {
  gradient_tile<outputs, wide>(work, output, input, std::make_index_sequence<outputs * wide>(),
                               std::make_index_sequence<wide>());
}

template <std::size_t outputs>
HWY_INLINE void gradient_rows(const DenseGradientWork& work, std::int64_t& output) {
  constexpr std::size_t most = many_registers ? 4 : 2;
  for (; output + static_cast<std::int64_t>(outputs) <= work.past; output += static_cast<std::int64_t>(outputs)) {
    std::int64_t input = 0;
    for (; input + static_cast<std::int64_t>(most * lanes) <= work.inputs;
         input += static_cast<std::int64_t>(most * lanes))
      run_gradient_tile<outputs, most>(work, output, input);
    for (; input < work.inputs; input += static_cast<std::int64_t>(lanes))
      run_gradient_tile<outputs, 1>(work, output, input);
  }
}

void run_dense_gradient(const DenseGradientWork& work) {
  std::int64_t output = work.first;
  gradient_rows<6>(work, output);
  gradient_rows<2>(work, output);
  gradient_rows<1>(work, output);
}

void lay_in_rows(const float* values, std::int64_t count, std::int64_t row_size, float* rows) {
  std::int64_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  // Four values of four samples at a time.
  const hn::CappedTag<float, 4> d;
  const hn::RepartitionToWide<decltype(d)> wide;
  for (; i + 4 <= count; i += 4) {
    for (std::int64_t sample = 0; sample < 16; sample += 4) {
      const float* const from = values + i * 16 + sample;
      const auto a = hn::Load(d, from), b = hn::Load(d, from + 16), c = hn::Load(d, from + 32),
                 e = hn::Load(d, from + 48);
      const auto ab_low = hn::BitCast(wide, hn::InterleaveLower(d, a, b));
      const auto ab_high = hn::BitCast(wide, hn::InterleaveUpper(d, a, b));
      const auto ce_low = hn::BitCast(wide, hn::InterleaveLower(d, c, e));
      const auto ce_high = hn::BitCast(wide, hn::InterleaveUpper(d, c, e));
      float* const to = rows + sample * row_size + i;
      hn::Store(hn::BitCast(d, hn::InterleaveLower(wide, ab_low, ce_low)), d, to);
      hn::Store(hn::BitCast(d, hn::InterleaveUpper(wide, ab_low, ce_low)), d, to + row_size);
      hn::Store(hn::BitCast(d, hn::InterleaveLower(wide, ab_high, ce_high)), d, to + 2 * row_size);
      hn::Store(hn::BitCast(d, hn::InterleaveUpper(wide, ab_high, ce_high)), d, to + 3 * row_size);
    }
  }
#endif
  for (; i < count; ++i) {
    for (std::int64_t sample = 0; sample < 16; ++sample) rows[sample * row_size + i] = values[i * 16 + sample];
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace flatscope::detail
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace flatscope::detail {

HWY_EXPORT(run_dense);
HWY_EXPORT(run_dense_gradient);
HWY_EXPORT(lay_in_rows);

void run_dense(const DenseWork& work) { HWY_DYNAMIC_DISPATCH(run_dense)(work); }

void run_dense_gradient(const DenseGradientWork& work) { HWY_DYNAMIC_DISPATCH(run_dense_gradient)(work); }

void lay_in_rows(const float* values, std::int64_t count, std::int64_t row_size, float* rows) {
  HWY_DYNAMIC_DISPATCH(lay_in_rows)(values, count, row_size, rows);
}

}  // namespace flatscope::detail
#endif  // HWY_ONCE
