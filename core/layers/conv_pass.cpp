#include "core/layers/conv_pass.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "core/layers/gather_kernel.h"
#include "core/tensor/divide_up.h"

namespace flatscope {
namespace {

void check(const Shape& input, std::int64_t out_channels, std::int64_t kernel_h, std::int64_t kernel_w,
           const Conv2dOptions& options) {
  const auto refuse = [](const std::string& sentence) { throw std::invalid_argument("ConvPass: " + sentence); };
  if (input.size() != 3 || *std::min_element(input.begin(), input.end()) < 1)
    refuse("the input is " + to_string(input) + "; it must be channels x height x width, none of them 0.");
  if (std::min({out_channels, kernel_h, kernel_w, options.stride, options.dilation}) < 1)
    refuse("channels, kernel, stride and dilation must be at least 1.");
  if (options.same && options.stride != 1) refuse("padding 'same' needs stride 1.");
  if (options.padding_h < 0 || options.padding_w < 0) refuse("the padding must be at least 0.");
}

// All tiles of the plan, in all blocks. `gate` may be null.
void gather(const detail::GatherWork& work, const Batch& input, Batch& output, const Batch* gate) {
  for_blocks(output.blocks(), static_cast<std::int64_t>(work.plan->tiles.size()),
             [&](std::int64_t block, std::int64_t first, std::int64_t past) {
               detail::GatherWork part = work;
               part.input = input.block(block);
               part.output = output.block(block);
               part.gate = gate == nullptr ? nullptr : gate->block(block);
               part.first_tile = first, part.past_tile = past;
               detail::run_gather(part);
             });
}

}  // namespace

ConvPass::ConvPass(const Shape& input, std::int64_t out_channels, std::int64_t kernel_h, std::int64_t kernel_w,
                   const Conv2dOptions& options, bool unit_bias)
    : out_channels_(out_channels), unit_bias_(unit_bias) {
  check(input, out_channels, kernel_h, kernel_w, options);
  in_channels_ = input[0];
  const Padding padding = resolved_padding(options, kernel_h, kernel_w);
  const auto axis = [&](std::int64_t size, std::int64_t before, std::int64_t after, std::int64_t kernel) {
    const std::int64_t outputs = conv_output_size(size, before, after, kernel, options.stride, options.dilation);
    if (outputs < 1)
      throw std::invalid_argument("ConvPass: a kernel of " + std::to_string(kernel_h) + " x " +
                                  std::to_string(kernel_w) + " does not fit into the input of " + to_string(input) +
                                  ".");
    return detail::ConvAxis{size, outputs, kernel, options.stride, options.dilation, before, options.padding_mode};
  };
  down_ = axis(input[1], padding.top, padding.bottom, kernel_h);
  across_ = axis(input[2], padding.left, padding.right, kernel_w);
  forward_ = detail::forward_plan(down_, across_);
  backward_ = detail::backward_plan(down_, across_);
  table_ = detail::tap_table(down_, across_);
  packed_ = AlignedFloats(weights());
}

std::int64_t ConvPass::bytes() const {
  return forward_.bytes() + backward_.bytes() + static_cast<std::int64_t>(table_.size() * sizeof(std::int32_t)) +
         packed_.size() * 4;
}

void ConvPass::forward(const Batch& input, std::span<const float> weight, std::span<const float> bias, Batch& output,
                       bool relu) {
  detail::pack_gather_weights(weight.data(), out_channels_, in_channels_ * kernel_size(), in_channels_, kernel_size(),
                              kernel_size(), packed_.data());
  detail::GatherWork work;
  work.plan = &forward_;
  work.input_plane = input.plane_size();
  work.in_channels = in_channels_;
  work.output_plane = output.plane_size();
  work.out_channels = out_channels_;
  work.weights = packed_.data();
  work.bias = bias.empty() ? nullptr : bias.data();
  work.bias_channel = unit_bias_ ? output.pixels() : 1;
  work.bias_pixel = unit_bias_ ? 1 : 0;
  work.relu = relu;
  gather(work, input, output, nullptr);
}

void ConvPass::backward_input(const Batch& gradient, std::span<const float> weight, Batch& input_gradient,
                              const Batch* gate) {
  detail::pack_gather_weights(weight.data(), in_channels_, kernel_size(), out_channels_, in_channels_ * kernel_size(),
                              kernel_size(), packed_.data());
  detail::GatherWork work;
  work.plan = &backward_;
  work.input_plane = gradient.plane_size();
  work.in_channels = out_channels_;
  work.output_plane = input_gradient.plane_size();
  work.out_channels = in_channels_;
  work.weights = packed_.data();
  gather(work, gradient, input_gradient, gate);
}

void ConvPass::backward_weight(const Batch& input, const Batch& gradient, std::span<float> weight_gradient,
                               std::span<float> bias_gradient) const {
  const std::int64_t groups = divide_up(out_channels_, detail::tap_gradient_outputs);
  parallel_parts(groups * in_channels_, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t output = i / in_channels_ * detail::tap_gradient_outputs, channel = i % in_channels_;
      detail::TapGradientWork work;
      work.input = input.plane(0, channel);
      work.input_block = input.block_size();
      work.gradient = gradient.plane(0, output);
      work.gradient_plane = gradient.plane_size();
      work.gradient_block = gradient.block_size();
      work.blocks = gradient.blocks();
      work.pixels = gradient.pixels();
      work.taps = kernel_size();
      work.outputs = std::min(detail::tap_gradient_outputs, out_channels_ - output);
      work.table = table_.data();
      work.step = in_channels_ * kernel_size();
      work.weight_gradient = weight_gradient.data() + output * work.step + channel * kernel_size();
      detail::run_tap_gradient(work);
    }
  });
  if (bias_gradient.empty()) return;
  const std::int64_t pixels = unit_bias_ ? 1 : gradient.pixels();  // that share a bias
  const std::int64_t count = gradient.pixels() / pixels;
  parallel_parts(out_channels_ * count, divide_up(std::int64_t{1024}, pixels * gradient.blocks()),
                 [&](std::int64_t begin, std::int64_t end) {
                   for (std::int64_t i = begin; i < end; ++i) {
                     const float* const first = gradient.plane(0, i / count) + i % count * Batch::lanes;
                     bias_gradient[static_cast<std::size_t>(i)] =
                         detail::sum_of_blocks(first, gradient.block_size(), gradient.blocks(), pixels);
                   }
                 });
}

}  // namespace flatscope
