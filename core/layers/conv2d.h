// 2D convolution as PyTorch defines it (cross-correlation: the kernel is not flipped).
// Source of the size formula: the documentation of torch.nn.Conv2d.
#pragma once

#include <cstdint>
#include <span>

#include "core/layers/border.h"
#include "core/tensor/tensor.h"

namespace flatscope {

struct Conv2dOptions {
  std::int64_t stride = 1;    // >= 1, both axes
  std::int64_t dilation = 1;  // >= 1, both axes
  // Elements added on each side; >= 0. With `same` they are ignored: the total d*(k-1) is split evenly, the odd one
  // going to the right and the bottom, as PyTorch does.
  std::int64_t padding_h = 0;
  std::int64_t padding_w = 0;
  bool same = false;  // only with stride 1, as in PyTorch
  Border padding_mode = Border::zeros;
  bool operator==(const Conv2dOptions&) const = default;
};

// Sides of the padding after `same` has been resolved.
struct Padding {
  std::int64_t top = 0, bottom = 0, left = 0, right = 0;
  bool operator==(const Padding&) const = default;
};
Padding resolved_padding(const Conv2dOptions& options, std::int64_t kernel_h, std::int64_t kernel_w);

// floor((size + before + after - dilation * (kernel - 1) - 1) / stride) + 1; may be < 1 when nothing fits.
std::int64_t conv_output_size(std::int64_t size, std::int64_t before, std::int64_t after, std::int64_t kernel,
                              std::int64_t stride, std::int64_t dilation);

// input (C, H, W), weight (O, C, kh, kw), bias empty or O values -> (O, H', W').
// Every output sums its products in the same order whatever its place, so that a shifted input gives bit-identical
// shifted outputs. Throws std::invalid_argument with a sentence naming the shapes when they do not fit, when an
// option is out of range, when `same` meets a stride, or when the output would be empty.
Tensor conv2d(const Tensor& input, const Tensor& weight, std::span<const float> bias, const Conv2dOptions& options);

// The same into memory of the caller's, output.size() == O * H' * W', for loops that run each frame.
void conv2d_into(const Tensor& input, const Tensor& weight, std::span<const float> bias, const Conv2dOptions& options,
                 std::span<float> output);

// Rows [first_row, first_row + rows) of the same output, as (O, rows, W'), bit for bit what conv2d gives there; for
// loops that use them while they are in a cache. Runs on the calling thread alone. Throws as conv2d_into does, and when
// the output has no such rows.
void conv2d_rows_into(const Tensor& input, const Tensor& weight, std::span<const float> bias,
                      const Conv2dOptions& options, std::int64_t first_row, std::int64_t rows, std::span<float> output);

// Name of the instruction set chosen at run time, e.g. "AVX3_ZEN4"; for benchmarks and --version.
const char* simd_target();

}  // namespace flatscope
