#include "core/layers/conv_patch.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace flatscope {
namespace {

void check_shapes(const Tensor& input, const Tensor& weight, std::span<const float> bias) {
  if (weight.rank() != 4)
    throw std::invalid_argument("The weight has shape " + to_string(weight.shape()) +
                                "; it must be (out_channels, in_channels, height, width).");
  if (input.rank() != 3 || input.channels() != weight.shape()[1])
    throw std::invalid_argument("The input has shape " + to_string(input.shape()) + "; the weight asks for (" +
                                std::to_string(weight.shape()[1]) + ", height, width).");
  if (!bias.empty() && static_cast<std::int64_t>(bias.size()) != weight.shape()[0])
    throw std::invalid_argument("The bias has " + std::to_string(bias.size()) + " values; it needs one for each of " +
                                std::to_string(weight.shape()[0]) + " filters.");
}

void check_output(const char* what, std::int64_t index, std::int64_t count) {
  if (index < 0 || index >= count)
    throw std::out_of_range(std::string("The output has no ") + what + " " + std::to_string(index) + "; it has " +
                            std::to_string(std::max<std::int64_t>(count, 0)) + ".");
}

// How far before its output's stride the middle tap's patch begins.
std::int64_t reach(std::int64_t kernel, const Conv2dOptions& options) { return options.dilation * ((kernel - 1) / 2); }

}  // namespace

ConvPatch conv_patch(const Tensor& input, const Tensor& weight, std::span<const float> bias,
                     const Conv2dOptions& options, std::int64_t filter, std::int64_t row, std::int64_t column) {
  check_shapes(input, weight, bias);
  ConvPatch patch;
  patch.channels = weight.shape()[1];
  patch.kernel_h = weight.shape()[2];
  patch.kernel_w = weight.shape()[3];
  const Padding padding = resolved_padding(options, patch.kernel_h, patch.kernel_w);
  const std::int64_t height = input.height(), width = input.width();
  check_output("channel", filter, weight.shape()[0]);
  check_output("row", row,
               conv_output_size(height, padding.top, padding.bottom, patch.kernel_h, options.stride, options.dilation));
  check_output("column", column,
               conv_output_size(width, padding.left, padding.right, patch.kernel_w, options.stride, options.dilation));

  const float* weights = weight.data() + filter * patch.channels * patch.kernel_h * patch.kernel_w;
  patch.taps.reserve(static_cast<std::size_t>(patch.channels * patch.kernel_h * patch.kernel_w));
  for (std::int64_t channel = 0; channel < patch.channels; ++channel) {
    double sum = 0.0;
    for (std::int64_t y = 0; y < patch.kernel_h; ++y) {
      for (std::int64_t x = 0; x < patch.kernel_w; ++x) {
        ConvTap tap;
        tap.row = row * options.stride - padding.top + y * options.dilation;
        tap.column = column * options.stride - padding.left + x * options.dilation;
        tap.inside = tap.row >= 0 && tap.row < height && tap.column >= 0 && tap.column < width;
        tap.source_row = source_index(tap.row, height, options.padding_mode);
        tap.source_column = source_index(tap.column, width, options.padding_mode);
        if (tap.source_row < 0 || tap.source_column < 0) {
          tap.source_row = tap.source_column = -1;
        } else {
          tap.value = input.at(channel, tap.source_row, tap.source_column);
        }
        tap.weight = *weights++;
        tap.product = static_cast<double>(tap.value) * static_cast<double>(tap.weight);
        sum += tap.product;
        patch.taps.push_back(tap);
      }
    }
    patch.channel_sums.push_back(sum);
    patch.sum += sum;
  }
  if (!bias.empty()) patch.bias = static_cast<double>(bias[static_cast<std::size_t>(filter)]);
  patch.result = patch.sum + patch.bias;
  return patch;
}

std::int64_t centre_tap(std::int64_t output, std::int64_t before, std::int64_t kernel, const Conv2dOptions& options) {
  return output * options.stride - before + reach(kernel, options);
}

std::int64_t output_centred_on(std::int64_t place, std::int64_t outputs, std::int64_t before, std::int64_t kernel,
                               const Conv2dOptions& options) {
  const std::int64_t from_first = place - centre_tap(0, before, kernel, options);
  if (from_first <= 0) return 0;
  // Rounded to the nearest, halves down.
  return std::min(outputs - 1, (2 * from_first + options.stride - 1) / (2 * options.stride));
}

}  // namespace flatscope
