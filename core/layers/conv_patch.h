// One output of a convolution, taken apart: the patch of the input that it reads, which is called its window on screen,
// the products, and their sums.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/layers/conv2d.h"
#include "core/tensor/tensor.h"

namespace flatscope {

// One weight of the kernel at work.
struct ConvTap {
  std::int64_t row = 0, column = 0;  // where it reads, in the input's coordinates; outside of it lies the padding
  bool inside = false;
  // The input that stands there: (row, column) itself inside, the one that is repeated in the padding, -1 in both for a
  // padded zero.
  std::int64_t source_row = -1, source_column = -1;
  float value = 0.0F, weight = 0.0F;
  double product = 0.0;  // exact
};

struct ConvPatch {
  std::int64_t channels = 0, kernel_h = 0, kernel_w = 0;
  std::vector<ConvTap> taps;         // (channels, kernel_h, kernel_w), row-major
  std::vector<double> channel_sums;  // of the products, one an input channel
  double sum = 0.0;                  // of all products
  double bias = 0.0;                 // 0 where there is none
  double result = 0.0;               // sum + bias

  const ConvTap& tap(std::int64_t channel, std::int64_t row, std::int64_t column) const {
    return taps[static_cast<std::size_t>((channel * kernel_h + row) * kernel_w + column)];
  }
};

// Output (filter, row, column) of conv2d(input, weight, bias, options), summed in float64, so that it may differ from
// conv2d's float32 by rounding. input (C, H, W), weight (O, C, kh, kw), bias empty or O values. Throws
// std::invalid_argument when these shapes do not fit each other, and std::out_of_range for an output that does not
// exist.
ConvPatch conv_patch(const Tensor& input, const Tensor& weight, std::span<const float> bias,
                     const Conv2dOptions& options, std::int64_t filter, std::int64_t row, std::int64_t column);

// The place along one axis that the middle tap of output `output` reads, in inputs; between two taps of an even kernel
// the one before. Negative or >= size in the padding. `before` is the padding on the near side.
std::int64_t centre_tap(std::int64_t output, std::int64_t before, std::int64_t kernel, const Conv2dOptions& options);

// The output, 0 to outputs - 1, whose middle tap is nearest to input `place` along one axis; of two equally near the
// first.
std::int64_t output_centred_on(std::int64_t place, std::int64_t outputs, std::int64_t before, std::int64_t kernel,
                               const Conv2dOptions& options);

}  // namespace flatscope
