#include "core/layers/network.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <stdexcept>

#include "core/layers/extent.h"

namespace flatscope {
namespace {

constexpr std::int64_t bytes_a_value = 4;          // float32
constexpr std::int64_t values_while_training = 4;  // the value, its gradient, Adam's two moments

Count elements(const Shape& shape) {
  Count count = count_of(1);
  for (const std::int64_t axis : shape) count = count * count_of(axis);
  return count;
}

// Outputs along one axis, by the formula of torch.nn.Conv2d in parts that cannot overflow: settings are at most
// 2^31 - 1. Below 1 when nothing fits.
std::int64_t outputs(std::int64_t size, const NetLayer& layer) {
  if (layer.same) return size;
  const std::int64_t covered = extent_of(layer.kernel, layer.dilation);
  const std::int64_t room = size > largest_count - 2 * layer.padding ? largest_count : size + 2 * layer.padding;
  return room < covered ? 0 : (room - covered) / layer.stride + 1;
}

std::string needs_a_picture(const Shape& input) {
  return "needs channels, rows and columns, but its input is already flat (" + std::to_string(input[0]) + " values)";
}

// Fills output, weights, biases and macs; the rest follows from them. Returns why the layer is impossible.
std::string fill(const Shape& input, const NetLayer& layer, LayerCount& count) {
  const bool flat = input.size() == 1;
  switch (layer.kind) {
    case LayerKind::relu:
    case LayerKind::tanh:
      count.output = input;
      return {};
    case LayerKind::flatten: {
      const Count all = elements(input);
      if (all.past) return "its output would have more than 2^63 - 1 elements";
      count.output = {all.value};
      return {};
    }
    case LayerKind::linear:
      if (!flat)
        return "needs a flat input, but gets the shape " + to_string(input) +
               "; put flatten or a global pooling before it";
      count.output = {layer.out};
      count.weights = count_of(input[0]) * count_of(layer.out);
      count.macs = count.weights;
      if (layer.bias) count.biases = count_of(layer.out);
      return {};
    case LayerKind::globalavgpool:
    case LayerKind::globalmaxpool:
      if (flat) return needs_a_picture(input);
      count.output = {input[0]};
      return {};
    case LayerKind::conv:
    case LayerKind::local:
    case LayerKind::maxpool:
    case LayerKind::avgpool:
    case LayerKind::blurpool:
      break;
  }
  if (flat) return needs_a_picture(input);
  if (layer.kind == LayerKind::blurpool) {
    if (input[1] < 2 || input[2] < 2)
      return "it mirrors what lies beside its borders, so that its input must be at least 2 wide and 2 high; it is " +
             std::to_string(input[2]) + " wide and " + std::to_string(input[1]) + " high";
    count.output = {input[0], (input[1] - 1) / layer.stride + 1, (input[2] - 1) / layer.stride + 1};
    return {};
  }
  if (layer.same && layer.stride != 1)
    return "padding=same keeps the size, so it needs stride 1; the stride is " + std::to_string(layer.stride);
  const bool local = layer.kind == LayerKind::local, conv = local || layer.kind == LayerKind::conv;
  const std::int64_t height = outputs(input[1], layer), width = outputs(input[2], layer);
  if (height < 1 || width < 1) {
    const std::string extent = std::to_string(extent_of(layer.kernel, layer.dilation));
    return (conv ? "its extent is " : "its window is ") + extent + " x " + extent + ", but its input is only " +
           std::to_string(input[2]) + " wide and " + std::to_string(input[1]) + " high" +
           (layer.padding > 0 ? " with " + std::to_string(layer.padding) + " of padding on each side" : "");
  }
  count.output = {conv ? layer.out : input[0], height, width};
  if (!conv) return {};
  const Count patch = count_of(input[0]) * count_of(layer.kernel) * count_of(layer.kernel);
  count.macs = elements(count.output) * patch;
  count.weights = local ? count.macs : patch * count_of(layer.out);
  if (layer.bias) count.biases = local || layer.unit_bias ? elements(count.output) : count_of(layer.out);
  return {};
}

void finish(LayerCount& count) {
  count.parameters = count.weights + count.biases;
  count.activations = elements(count.output);
  count.bytes = count.parameters * count_of(bytes_a_value);
  count.activation_bytes = count.activations * count_of(bytes_a_value);
  count.training_bytes = count.bytes * count_of(values_while_training);
}

}  // namespace

Count operator+(Count a, Count b) {
  if (a.past || b.past || a.value > largest_count - b.value) return {largest_count, true};
  return {a.value + b.value, false};
}

Count operator*(Count a, Count b) {
  if ((!a.past && a.value == 0) || (!b.past && b.value == 0)) return {};
  if (a.past || b.past || a.value > largest_count / b.value) return {largest_count, true};
  return {a.value * b.value, false};
}

NetworkCount count_network(const Shape& input, std::span<const NetLayer> layers) {
  if (input.size() != 3 || *std::min_element(input.begin(), input.end()) < 1)
    throw std::invalid_argument("The input is " + to_string(input) +
                                "; it must have channels, height and width of at least 1.");
  NetworkCount network;
  network.total.output = input;
  for (const NetLayer& layer : layers) {
    LayerCount count;
    count.problem = fill(network.total.output, layer, count);
    if (count.problem.empty()) {
      finish(count);
      LayerCount& total = network.total;
      total.output = count.output;
      total.weights = total.weights + count.weights;
      total.biases = total.biases + count.biases;
      total.parameters = total.parameters + count.parameters;
      total.macs = total.macs + count.macs;
      total.activations = total.activations + count.activations;
      total.bytes = total.bytes + count.bytes;
      total.activation_bytes = total.activation_bytes + count.activation_bytes;
      total.training_bytes = total.training_bytes + count.training_bytes;
    }
    network.layers.push_back(std::move(count));
  }
  return network;
}

LayerCount count_locally_connected(const Shape& input, const NetLayer& conv) {
  LayerCount count;
  count.problem = conv.kind == LayerKind::conv ? fill(input, conv, count) : "is no convolution";
  if (!count.problem.empty()) return count;
  count.weights = count.macs;
  count.biases = conv.bias ? elements(count.output) : Count{};
  finish(count);
  return count;
}

}  // namespace flatscope
