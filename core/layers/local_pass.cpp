#include "core/layers/local_pass.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "core/layers/conv2d.h"
#include "core/layers/gather_kernel.h"
#include "core/layers/gather_plan.h"
#include "core/layers/local_kernel.h"
#include "core/tensor/divide_up.h"

namespace flatscope {
namespace {

// Multiply-adds below which a second thread costs more than it helps.
constexpr std::int64_t work_at_once = 50'000;

detail::LocalWork work_of(const Shape& input, const Shape& output, std::int64_t taps, std::span<const float> weight,
                          std::span<const std::int32_t> table) {
  detail::LocalWork work;
  work.weight = weight.data();
  work.table = table.data();
  work.outside = static_cast<std::int32_t>(input[1] * input[2] * Batch::lanes);
  work.outputs = output[0], work.pixels = output[1] * output[2];
  work.in_channels = input[0], work.taps = taps;
  work.input_plane = (input[1] * input[2] + 1) * Batch::lanes;
  work.output_plane = (work.pixels + 1) * Batch::lanes;
  return work;
}

}  // namespace

LocalPass::LocalPass(const Shape& input, std::int64_t out_channels, std::int64_t kernel_h, std::int64_t kernel_w,
                     std::int64_t stride, std::int64_t padding)
    : input_(input), taps_(kernel_h * kernel_w) {
  if (input.size() != 3 || *std::min_element(input.begin(), input.end()) < 1 ||
      std::min({out_channels, kernel_h, kernel_w, stride}) < 1 || padding < 0)
    throw std::invalid_argument("LocalPass: the input is " + to_string(input) +
                                "; it must be channels x height x width, and all settings at least 1 (padding 0).");
  const auto axis = [&](std::int64_t size, std::int64_t kernel) {
    const std::int64_t outputs = conv_output_size(size, padding, padding, kernel, stride, 1);
    if (outputs < 1)
      throw std::invalid_argument("LocalPass: a kernel of " + std::to_string(kernel_h) + " x " +
                                  std::to_string(kernel_w) + " does not fit into the input of " + to_string(input) +
                                  ".");
    return detail::ConvAxis{size, outputs, kernel, stride, 1, padding, Border::zeros};
  };
  const detail::ConvAxis down = axis(input[1], kernel_h), across = axis(input[2], kernel_w);
  output_ = {out_channels, down.outputs, across.outputs};
  table_ = detail::tap_table(down, across);
}

void LocalPass::forward(const Batch& input, std::span<const float> weight, std::span<const float> bias,
                        Batch& output) const {
  const detail::LocalWork work = work_of(input_, output_, taps_, weight, table_);
  for_blocks(output.blocks(), work.pixels, [&](std::int64_t block, std::int64_t first, std::int64_t past) {
    detail::local_forward(work, input.block(block), bias.empty() ? nullptr : bias.data(), first, past,
                          output.block(block));
  });
}

void LocalPass::backward_input(const Batch& gradient, std::span<const float> weight, Batch& input_gradient) const {
  const detail::LocalWork work = work_of(input_, output_, taps_, weight, table_);
  parallel_parts(gradient.blocks() * work.in_channels, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t block = i / work.in_channels, channel = i % work.in_channels;
      float* const plane = input_gradient.plane(block, channel);
      std::fill_n(plane, input_gradient.plane_size(), 0.0F);
      detail::local_backward_input(work, gradient.block(block), channel, plane);
    }
  });
}

void LocalPass::backward_weight(const Batch& input, const Batch& gradient, std::span<float> weight_gradient,
                                std::span<float> bias_gradient) const {
  const detail::LocalWork work = work_of(input_, output_, taps_, {}, table_);
  const std::int64_t a_pixel = work.outputs * work.in_channels * work.taps * gradient.blocks() * Batch::lanes;
  parallel_parts(work.pixels, divide_up(work_at_once, a_pixel), [&](std::int64_t begin, std::int64_t end) {
    detail::local_backward_weight(work, input.block(0), input.block_size(), gradient.block(0), gradient.block_size(),
                                  gradient.blocks(), begin, end, weight_gradient.data());
  });
  for (std::size_t i = 0; i < bias_gradient.size(); ++i) {
    const auto unit = static_cast<std::int64_t>(i);
    const float* const first = gradient.plane(0, unit / work.pixels) + unit % work.pixels * Batch::lanes;
    bias_gradient[i] = detail::sum_of_blocks(first, gradient.block_size(), gradient.blocks(), 1);
  }
}

}  // namespace flatscope
