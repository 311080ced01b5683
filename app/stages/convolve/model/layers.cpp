#include "app/stages/convolve/model/layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/look/number_text.h"
#include "app/look/size_text.h"
#include "core/layers/extent.h"
#include "core/layers/filters.h"
#include "core/layers/kernels.h"

namespace flatscope {
namespace {

constexpr std::int64_t pool_side = 2;

bool usable(const Weights& weight) {
  if (weight.tensor == nullptr || weight->rank() != 4 || weight->empty()) return false;
  const Shape& shape = weight->shape();
  return shape[0] <= most_filters && shape[1] <= most_filters && shape[2] <= longest_kernel_side &&
         shape[3] <= longest_kernel_side &&
         std::all_of(weight->values().begin(), weight->values().end(), [](float v) { return std::isfinite(v); });
}

// Why PyTorch would refuse this padding mode here; empty if it would not.
std::string padding_problem(const ConvLayer& layer, std::int64_t height, std::int64_t width) {
  const Padding padding = resolved_padding(options_of(layer), layer.kernel_h(), layer.kernel_w());
  const auto check = [&](std::int64_t size, std::int64_t most, const char* side) -> std::string {
    if (layer.padding_mode == Border::circular && most > size)
      return fmt::format("wrapping {} around needs an input at least as {}, but it has {}", counted(most, "element"),
                         side, size);
    if (layer.padding_mode == Border::reflect && most >= size)
      return fmt::format("mirroring {} needs an input of at least {}, but it is {} {}", counted(most, "element"),
                         most + 1, size, side);
    return {};
  };
  std::string words = check(height, std::max(padding.top, padding.bottom), "high");
  if (words.empty()) words = check(width, std::max(padding.left, padding.right), "wide");
  return words;
}

// Why there is no output; empty if there is one.
std::string problem_of(const ConvLayer& layer, const Shape& input, ConvShape& shape) {
  if (layer.same && layer.stride != 1)
    return fmt::format("padding 'same' keeps the size, so it needs stride 1; the stride is {}", layer.stride);
  if (std::string words = padding_problem(layer, input[1], input[2]); !words.empty()) return words;
  const Conv2dOptions options = options_of(layer);
  const Padding padding = resolved_padding(options, layer.kernel_h(), layer.kernel_w());
  const std::int64_t height = conv_output_size(input[1], padding.top, padding.bottom, layer.kernel_h(), layer.stride,
                                               layer.dilation),
                     width = conv_output_size(input[2], padding.left, padding.right, layer.kernel_w(), layer.stride,
                                              layer.dilation);
  if (height < 1 || width < 1) {
    const std::int64_t wide = extent_of(layer.kernel_w(), layer.dilation),
                       high = extent_of(layer.kernel_h(), layer.dilation);
    const std::string taps =
        layer.dilation == 1
            ? ""
            : fmt::format(" ({} taps, dilation {})", size_text(layer.kernel_w(), layer.kernel_h()), layer.dilation);
    return fmt::format("its extent is {}{}, but the input with its padding is only {}", size_text(wide, high), taps,
                       size_text(input[2] + padding.left + padding.right, input[1] + padding.top + padding.bottom));
  }
  shape = {input, {layer.filters(), height, width}, {layer.filters(), height, width}};
  if (layer.pooling == Pooling::none) return {};
  if (height < pool_side || width < pool_side)
    return fmt::format("pooling takes 2 × 2 outputs at a time, but there are only {}", size_text(width, height));
  shape.output = {layer.filters(), height / pool_side, width / pool_side};
  return {};
}

}  // namespace

bool Weights::operator==(const Weights& other) const {
  if (tensor == other.tensor) return true;
  return tensor != nullptr && other.tensor != nullptr && *tensor == *other.tensor;
}

Weights make_weights(Tensor tensor) { return {std::make_shared<const Tensor>(std::move(tensor))}; }

ConvLayer first_conv_layer() {
  constexpr Preset presets[] = {Preset::sobel_x, Preset::sobel_y, Preset::laplacian};
  ConvLayer layer;
  layer.weight = make_weights(filter_bank(presets, 1));
  layer.bias.assign(std::size(presets), 0.0F);
  return layer;
}

ConvLayer next_conv_layer(std::int64_t in_channels) {
  ConvLayer layer;
  Tensor box = kernel_of(Preset::box).reshaped({1, 1, 3, 3});
  for (float& value : box.values()) value /= static_cast<float>(in_channels);
  layer.weight = make_weights(std::move(box));
  layer.bias = {0.0F};
  return layer;
}

void clamp(ConvLayer& layer) {
  if (!usable(layer.weight)) layer.weight = first_conv_layer().weight;
  layer.bias.resize(static_cast<std::size_t>(layer.filters()), 0.0F);
  for (float& value : layer.bias) {
    if (!std::isfinite(value)) value = 0.0F;
  }
  layer.stride = std::clamp(layer.stride, 1, largest_conv_stride);
  layer.dilation = std::clamp(layer.dilation, 1, largest_conv_dilation);
  layer.padding = std::clamp(layer.padding, 0, largest_conv_padding);
}

Conv2dOptions options_of(const ConvLayer& layer) {
  Conv2dOptions options;
  options.stride = layer.stride;
  options.dilation = layer.dilation;
  options.padding_h = options.padding_w = layer.padding;
  options.same = layer.same;
  options.padding_mode = layer.padding_mode;
  return options;
}

std::int64_t slice_of(const ConvLayer& layer, std::int64_t channel) {
  return layer.tied || channel >= layer.slices() ? 0 : channel;
}

Tensor effective_weight(const ConvLayer& layer, std::int64_t in_channels) {
  const std::int64_t plane = layer.kernel_h() * layer.kernel_w();
  Tensor weight({layer.filters(), in_channels, layer.kernel_h(), layer.kernel_w()});
  float* to = weight.data();
  for (std::int64_t filter = 0; filter < layer.filters(); ++filter) {
    for (std::int64_t channel = 0; channel < in_channels; ++channel, to += plane) {
      std::copy_n(layer.weight->data() + (filter * layer.slices() + slice_of(layer, channel)) * plane, plane, to);
    }
  }
  return weight;
}

std::int64_t free_weights(const ConvLayer& layer, std::int64_t in_channels) {
  return layer.filters() * (layer.tied ? 1 : in_channels) * layer.kernel_h() * layer.kernel_w();
}

std::vector<float> effective_bias(const ConvLayer& layer) { return layer.use_bias ? layer.bias : std::vector<float>{}; }

Weights with_value(const ConvLayer& layer, std::int64_t filter, std::int64_t slice, std::int64_t row,
                   std::int64_t column, float value) {
  const std::int64_t plane = layer.kernel_h() * layer.kernel_w();
  Tensor weight = *layer.weight;
  if (slice >= layer.slices()) {
    ConvLayer untied = layer;
    untied.tied = false;
    weight = effective_weight(untied, slice + 1);
  }
  weight.data()[(filter * weight.shape()[1] + slice) * plane + row * layer.kernel_w() + column] = value;
  return make_weights(std::move(weight));
}

ConvChain conv_chain(const Shape& input, const std::vector<ConvLayer>& layers) {
  ConvChain chain;
  Shape next = input;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    ConvShape shape;
    if (const std::string words = problem_of(layers[i], next, shape); !words.empty()) {
      chain.problem = {i, fmt::format("Layer {} has no output: {}.", i + 1, words)};
      break;
    }
    next = shape.output;
    chain.layers.push_back(std::move(shape));
  }
  return chain;
}

}  // namespace flatscope
