#include "core/layers/pool_pass.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "core/layers/gather_plan.h"
#include "core/layers/map_kernel.h"
#include "core/tensor/divide_up.h"

namespace flatscope {
namespace {

// Values below which a second thread costs more than it helps.
constexpr std::int64_t values_at_once = 16'384;

// Calls body(block, channel) for each plane of the batch.
template <typename Body>
void for_planes(const Batch& batch, const Body& body) {
  const std::int64_t channels = batch.channels();
  parallel_parts(batch.blocks() * channels, divide_up(values_at_once, batch.plane_size()),
                 [&](std::int64_t begin, std::int64_t end) {
                   for (std::int64_t i = begin; i < end; ++i) body(i / channels, i % channels);
                 });
}

constexpr float blur_weights[] = {1.0F / 16, 2.0F / 16, 1.0F / 16, 2.0F / 16, 4.0F / 16,
                                  2.0F / 16, 1.0F / 16, 2.0F / 16, 1.0F / 16};

}  // namespace

void pool_forward(const Batch& input, PoolKind kind, std::int64_t kernel, std::int64_t stride, Batch& output) {
  for_planes(input, [&](std::int64_t block, std::int64_t channel) {
    const detail::WindowWork work{input.plane(block, channel),
                                  output.plane(block, channel),
                                  input.width(),
                                  output.height(),
                                  output.width(),
                                  kernel,
                                  stride};
    kind == PoolKind::max ? detail::max_windows(work) : detail::mean_windows(work);
  });
}

void pool_backward(const Batch& input, const Batch& output, const Batch& gradient, PoolKind kind, std::int64_t kernel,
                   std::int64_t stride, Batch& input_gradient, bool relu_before) {
  for_planes(input, [&](std::int64_t block, std::int64_t channel) {
    detail::WindowGradientWork work;
    work.forward = {
        input.plane(block, channel), nullptr, input.width(), output.height(), output.width(), kernel, stride};
    work.output = output.plane(block, channel);
    work.gradient = gradient.plane(block, channel);
    work.input_gradient = input_gradient.plane(block, channel);
    work.in_pixels = input.pixels();
    work.relu_before = relu_before;
    if (kind == PoolKind::max) {
      detail::max_windows_gradient(work);
      return;
    }
    detail::mean_windows_gradient(work);
    if (relu_before)
      detail::relu_batch_gradient(input.plane(block, channel), input.pixels() * Batch::lanes, work.input_gradient);
  });
}

void global_pool_forward(const Batch& input, PoolKind kind, Batch& output) {
  for_planes(input, [&](std::int64_t block, std::int64_t channel) {
    float* const to = output.block(block) + channel * Batch::lanes;
    kind == PoolKind::max ? detail::plane_max(input.plane(block, channel), input.pixels(), to)
                          : detail::plane_mean(input.plane(block, channel), input.pixels(), to);
  });
}

void global_pool_backward(const Batch& input, const Batch& output, const Batch& gradient, PoolKind kind,
                          Batch& input_gradient, bool relu_before) {
  for_planes(input, [&](std::int64_t block, std::int64_t channel) {
    const float* const from = input.plane(block, channel);
    const float* const values = gradient.block(block) + channel * Batch::lanes;
    float* const to = input_gradient.plane(block, channel);
    if (kind == PoolKind::max) {
      detail::plane_max_gradient(from, input.pixels(), output.block(block) + channel * Batch::lanes, values,
                                 relu_before, to);
      return;
    }
    detail::plane_mean_gradient(values, input.pixels(), to);
    if (relu_before) detail::relu_batch_gradient(from, input.pixels() * Batch::lanes, to);
  });
}

BlurPass::BlurPass(const Shape& input, std::int64_t stride, Border border) {
  if (input.size() != 3 || *std::min_element(input.begin(), input.end()) < 1 || stride < 1)
    throw std::invalid_argument("BlurPass: the input is " + to_string(input) + " and the stride " +
                                std::to_string(stride) +
                                "; they must be channels x height x width, none of them 0, and at least 1.");
  const auto axis = [&](std::int64_t size) {
    return detail::ConvAxis{size, (size - 1) / stride + 1, 3, stride, 1, 1, border};
  };
  const detail::ConvAxis down = axis(input[1]), across = axis(input[2]);
  output_ = {input[0], down.outputs, across.outputs};
  table_ = detail::tap_table(down, across);
}

void BlurPass::forward(const Batch& input, Batch& output) const {
  for_planes(input, [&](std::int64_t block, std::int64_t channel) {
    detail::weighted_taps(input.plane(block, channel), table_.data(), blur_weights, std::ssize(blur_weights),
                          output.pixels(), output.plane(block, channel));
  });
}

void BlurPass::backward(const Batch& gradient, Batch& input_gradient) const {
  for_planes(input_gradient, [&](std::int64_t block, std::int64_t channel) {
    float* const to = input_gradient.plane(block, channel);
    std::fill_n(to, input_gradient.plane_size(), 0.0F);
    detail::weighted_taps_gradient(gradient.plane(block, channel), table_.data(), blur_weights,
                                   std::ssize(blur_weights), gradient.pixels(), to);
    // What fell outside the picture.
    std::fill_n(to + input_gradient.pixels() * Batch::lanes, Batch::lanes, 0.0F);
  });
}

}  // namespace flatscope
