#include "core/layers/local.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "core/layers/conv2d.h"
#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

void check(const Tensor& input, const Tensor& weight, std::span<const float> bias, std::int64_t stride,
           std::int64_t padding) {
  const auto refuse = [&](const std::string& why) {
    throw std::invalid_argument("locally_connected: the input has shape " + to_string(input.shape()) +
                                " and the weight " + to_string(weight.shape()) + "; " + why);
  };
  if (input.rank() != 3 || weight.rank() != 6 || input.empty() || weight.empty())
    refuse("they must be (C, H, W) and (O, H', W', C, kh, kw), no axis 0.");
  if (stride < 1 || padding < 0) refuse("the stride must be at least 1 and the padding at least 0.");
  const Shape& shape = weight.shape();
  if (shape[3] != input.channels()) refuse("the weight must have the input's channels as its fourth axis.");
  for (const std::size_t axis : {1, 2}) {
    const std::int64_t places = conv_output_size(input.shape()[axis], padding, padding, shape[axis + 3], stride, 1);
    if (places != shape[axis])
      refuse("a kernel of " + std::to_string(shape[4]) + " x " + std::to_string(shape[5]) + " with stride " +
             std::to_string(stride) + " and padding " + std::to_string(padding) + " has " + std::to_string(places) +
             " places along axis " + std::to_string(axis) + ".");
  }
  const std::int64_t outputs = shape[0] * shape[1] * shape[2];
  if (!bias.empty() && static_cast<std::int64_t>(bias.size()) != outputs)
    refuse("the bias has " + std::to_string(bias.size()) + " values; it must have one for each of the " +
           std::to_string(outputs) + " outputs.");
}

}  // namespace

Tensor locally_connected(const Tensor& input, const Tensor& weight, std::span<const float> bias, std::int64_t stride,
                         std::int64_t padding) {
  check(input, weight, bias, stride, padding);
  const Shape& shape = weight.shape();
  const std::int64_t channels = shape[3], kernel_h = shape[4], kernel_w = shape[5];
  const std::int64_t patch = channels * kernel_h * kernel_w;
  Tensor output({shape[0], shape[1], shape[2]});
  parallel_for(output.size(), std::max<std::int64_t>(1, 16'384 / patch), [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t top = i / shape[2] % shape[1] * stride - padding, left = i % shape[2] * stride - padding;
      const float* kernel = weight.data() + i * patch;
      float sum = bias.empty() ? 0.0F : bias[static_cast<std::size_t>(i)];
      for (std::int64_t channel = 0; channel < channels; ++channel) {
        for (std::int64_t row = top; row < top + kernel_h; ++row) {
          for (std::int64_t column = left; column < left + kernel_w; ++column, ++kernel) {
            if (row >= 0 && row < input.height() && column >= 0 && column < input.width())
              sum += *kernel * input.at(channel, row, column);
          }
        }
      }
      output.data()[i] = sum;
    }
  });
  return output;
}

}  // namespace flatscope
