#include "core/training/net.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "core/layers/activation_pass.h"
#include "core/layers/conv_pass.h"
#include "core/layers/dense_pass.h"
#include "core/layers/local_pass.h"
#include "core/layers/pool_pass.h"

namespace flatscope {
namespace {

bool is_activation(LayerKind kind) { return kind == LayerKind::relu || kind == LayerKind::tanh; }

bool has_parameters(LayerKind kind) {
  return kind == LayerKind::linear || kind == LayerKind::conv || kind == LayerKind::local;
}

// Layers whose gradient for the input takes a ReLU in front of them along.
bool takes_relu_along(LayerKind kind) {
  return kind != LayerKind::local && kind != LayerKind::flatten && kind != LayerKind::blurpool && !is_activation(kind);
}

PoolKind pool_kind(LayerKind kind) {
  return kind == LayerKind::maxpool || kind == LayerKind::globalmaxpool ? PoolKind::max : PoolKind::avg;
}

// Whether a layer's output lies where its input does: flattening one channel moves nothing, and a function goes over
// the results of a layer that does not need them for its gradient.
bool in_place(const Shape& input, std::span<const NetLayer> layers, std::size_t index) {
  const LayerKind kind = layers[index].kind;
  if (kind == LayerKind::flatten) return input.size() == 1 || input[0] == 1;
  return is_activation(kind) && index > 0 && has_parameters(layers[index - 1].kind);
}

Conv2dOptions options_of(const NetLayer& layer) {
  Conv2dOptions options;
  options.stride = layer.stride, options.dilation = layer.dilation;
  options.padding_h = options.padding_w = layer.padding;
  options.same = layer.same;
  return options;
}

}  // namespace

bool drops_behind(std::span<const NetLayer> layers, std::size_t index) {
  return is_activation(layers[index].kind) &&
         std::any_of(layers.begin() + static_cast<std::ptrdiff_t>(index), layers.end(),
                     [](const NetLayer& layer) { return has_parameters(layer.kind); });
}

struct Net::Node {
  NetLayer layer;
  Shape input, output;
  std::size_t from = 0, to = 0;      // activations
  std::size_t weight = 0, bias = 0;  // places; only where there are any
  bool with_relu = false;            // makes the ReLU that follows along
  bool behind_relu = false;          // its gradient for the input takes the ReLU in front along
  bool done = false;                 // a ReLU whose forward pass is made along, or that moves nothing
  bool gradient_done = false;        // a ReLU whose gradient is made along
  std::optional<ConvPass> conv;
  std::optional<DensePass> dense;
  std::optional<LocalPass> local;
  std::optional<BlurPass> blur;
  std::optional<DropoutPass> dropout;
  float dropped = 0.0F;
};

Net::~Net() = default;
Net::Net(Net&&) noexcept = default;
// clang-tidy names the counter of the compiler's own loop over an array.
// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming)
Net& Net::operator=(Net&&) noexcept = default;

Net::Net(const Shape& input, std::vector<NetLayer> layers, std::int64_t most_samples, bool trains, float dropout)
    : layers_(std::move(layers)), places_(parameter_places(input, layers_)) {
  if (layers_.empty()) throw std::invalid_argument("A network needs at least one layer.");
  activations_.emplace_back(most_samples, input);
  std::int64_t largest = Batch::floats(most_samples, input);
  Shape largest_shape = input, shape = input;
  std::size_t place = 0;
  const NetworkCount count = count_network(input, layers_);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const NetLayer& layer = layers_[i];
    Node node;
    node.layer = layer;
    node.input = shape, node.output = count.layers[i].output;
    node.from = node.to = activations_.size() - 1;
    if (!in_place(shape, layers_, i)) {
      node.to = activations_.size();
      activations_.emplace_back(most_samples, node.output);
    }
    if (layer.kind == LayerKind::linear) node.dense.emplace(shape[0], layer.out, trains ? most_samples : 1);
    if (layer.kind == LayerKind::conv)
      node.conv.emplace(shape, layer.out, layer.kernel, layer.kernel, options_of(layer), layer.unit_bias);
    if (layer.kind == LayerKind::local)
      node.local.emplace(shape, layer.out, layer.kernel, layer.kernel, layer.stride, layer.padding);
    if (layer.kind == LayerKind::blurpool) node.blur.emplace(shape, layer.stride);
    if (has_parameters(layer.kind)) {
      node.weight = place++;
      if (layer.bias) node.bias = place++;
      const bool relu_follows = i + 1 < layers_.size() && layers_[i + 1].kind == LayerKind::relu;
      node.with_relu = relu_follows && layer.kind != LayerKind::local;
    }
    node.done = layer.kind == LayerKind::relu && i > 0 && nodes_.back().with_relu;
    if (trains && dropout > 0.0F && drops_behind(layers_, i)) {
      node.dropout.emplace(Batch::floats(most_samples, node.output), dropout);
      node.dropped = dropout;
    }
    if (const std::int64_t floats = Batch::floats(most_samples, node.output); floats > largest) {
      largest = floats;
      largest_shape = node.output;
    }
    shape = node.output;
    nodes_.push_back(std::move(node));
  }
  if (!trains) return;
  for (Batch& gradient : gradients_) gradient = Batch(most_samples, largest_shape);
  plan_backward();
}

void Net::plan_backward() {
  for (std::size_t i = 1; i < nodes_.size(); ++i) {
    if (!takes_relu_along(nodes_[i].layer.kind)) continue;
    std::size_t before = i - 1;
    while (before > 0 && nodes_[before].layer.kind == LayerKind::flatten) --before;
    Node& relu = nodes_[before];
    if (relu.layer.kind != LayerKind::relu || relu.dropout) continue;
    nodes_[i].behind_relu = relu.gradient_done = true;
  }
}

const Shape& Net::output_shape() const { return nodes_.back().output; }

std::int64_t Net::bytes() const {
  std::int64_t bytes = gradients_[0].bytes() + gradients_[1].bytes();
  for (const Batch& batch : activations_) bytes += batch.bytes();
  for (const Node& node : nodes_) {
    if (node.conv) bytes += node.conv->bytes();
    if (node.dense) bytes += node.dense->bytes();
    if (node.local) bytes += node.local->bytes();
    if (node.blur) bytes += node.blur->bytes();
    if (node.dropout) bytes += node.dropout->bytes();
  }
  return bytes;
}

Batch& Net::input() { return activations_.front(); }

const Batch& Net::activation(std::size_t index) const { return activations_[nodes_.at(index).to]; }

namespace {

std::span<const float> values(std::span<const float> row, const ParameterPlace& place) {
  return row.subspan(static_cast<std::size_t>(place.first), static_cast<std::size_t>(place.size));
}
std::span<float> values(std::span<float> row, const ParameterPlace& place) {
  return row.subspan(static_cast<std::size_t>(place.first), static_cast<std::size_t>(place.size));
}

}  // namespace

const Batch& Net::forward(std::span<const float> parameters, Generator* dropout) {
  const std::int64_t samples = activations_.front().samples();
  for (Node& node : nodes_) {
    const Batch& from = activations_[node.from];
    Batch& to = activations_[node.to];
    to.set_samples(samples);
    std::span<const float> weight, bias;
    if (has_parameters(node.layer.kind)) {
      weight = values(parameters, places_[node.weight]);
      if (node.layer.bias) bias = values(parameters, places_[node.bias]);
    }
    switch (node.layer.kind) {
      case LayerKind::linear:
        node.dense->forward(from, weight, bias, to, node.with_relu);
        break;
      case LayerKind::conv:
        node.conv->forward(from, weight, bias, to, node.with_relu);
        break;
      case LayerKind::local:
        node.local->forward(from, weight, bias, to);
        break;
      case LayerKind::relu:
        if (!node.done) relu_forward(from, to);
        break;
      case LayerKind::tanh:
        tanh_forward(from, to);
        break;
      case LayerKind::flatten:
        if (node.from != node.to) flatten_forward(from, to);
        break;
      case LayerKind::maxpool:
      case LayerKind::avgpool:
        pool_forward(from, pool_kind(node.layer.kind), node.layer.kernel, node.layer.stride, to);
        break;
      case LayerKind::blurpool:
        node.blur->forward(from, to);
        break;
      case LayerKind::globalmaxpool:
      case LayerKind::globalavgpool:
        global_pool_forward(from, pool_kind(node.layer.kind), to);
        break;
    }
    if (node.dropout && dropout != nullptr) node.dropout->forward(to, *dropout);
  }
  return activations_[nodes_.back().to];
}

Batch& Net::output_gradient() {
  gradient().set_shape(output_shape());
  gradient().set_samples(activations_.front().samples());
  return gradient();
}

Batch& Net::next_gradient(const Shape& shape) {
  Batch& next = gradients_[static_cast<std::size_t>(1 - current_)];
  next.set_shape(shape);
  next.set_samples(activations_.front().samples());
  return next;
}

void Net::backward(std::span<const float> parameters, std::span<float> gradients) {
  const auto first =
      std::find_if(nodes_.begin(), nodes_.end(), [](const Node& node) { return has_parameters(node.layer.kind); });
  for (auto node = nodes_.end(); node != first;) {
    --node;
    back_through(*node, node != first, parameters, gradients);
  }
}

void Net::back_through(Node& node, bool needs_input, std::span<const float> parameters, std::span<float> gradients) {
  const Batch& from = activations_[node.from];
  const Batch& to = activations_[node.to];
  if (node.dropout) node.dropout->backward(gradient());
  std::span<const float> weight;
  std::span<float> weight_gradient, bias_gradient;
  if (has_parameters(node.layer.kind)) {
    weight = values(parameters, places_[node.weight]);
    weight_gradient = values(gradients, places_[node.weight]);
    if (node.layer.bias) bias_gradient = values(gradients, places_[node.bias]);
  }
  const Batch* const gate = node.behind_relu ? &from : nullptr;
  switch (node.layer.kind) {
    case LayerKind::relu:
      if (!node.gradient_done) relu_backward(to, gradient());
      return;
    case LayerKind::tanh:
      tanh_backward(to, gradient(), node.dropped);
      return;
    case LayerKind::flatten:
      if (node.from == node.to) {
        gradient().set_shape(node.input);
        return;
      }
      flatten_backward(gradient(), next_gradient(node.input));
      break;
    case LayerKind::linear:
      node.dense->backward_weight(from, gradient(), weight_gradient, bias_gradient);
      if (!needs_input) return;
      node.dense->backward_input(gradient(), weight, next_gradient(node.input), gate);
      break;
    case LayerKind::conv:
      node.conv->backward_weight(from, gradient(), weight_gradient, bias_gradient);
      if (!needs_input) return;
      node.conv->backward_input(gradient(), weight, next_gradient(node.input), gate);
      break;
    case LayerKind::local:
      node.local->backward_weight(from, gradient(), weight_gradient, bias_gradient);
      if (!needs_input) return;
      node.local->backward_input(gradient(), weight, next_gradient(node.input));
      break;
    case LayerKind::maxpool:
    case LayerKind::avgpool:
      pool_backward(from, to, gradient(), pool_kind(node.layer.kind), node.layer.kernel, node.layer.stride,
                    next_gradient(node.input), node.behind_relu);
      break;
    case LayerKind::blurpool:
      node.blur->backward(gradient(), next_gradient(node.input));
      break;
    case LayerKind::globalmaxpool:
    case LayerKind::globalavgpool:
      global_pool_backward(from, to, gradient(), pool_kind(node.layer.kind), next_gradient(node.input),
                           node.behind_relu);
      break;
  }
  current_ = 1 - current_;
}

Count net_bytes(const Shape& input, std::span<const NetLayer> layers, std::int64_t most_samples, bool trains,
                bool dropout) {
  const NetworkCount count = count_network(input, layers);
  const auto pixels_of = [](const Shape& shape) {
    return shape.size() == 3 ? count_of(shape[1]) * count_of(shape[2]) : count_of(shape[0]);
  };
  const std::int64_t lanes = (most_samples + Batch::lanes - 1) / Batch::lanes * Batch::lanes;
  const auto batch_of = [&](const Shape& shape) {
    return count_of(lanes) * count_of(shape.size() == 3 ? shape[0] : 1) * (pixels_of(shape) + count_of(1));
  };
  Count floats = batch_of(input), largest = floats, others;
  const auto consider = [&](Count size) {
    if (size.past || size.value > largest.value) largest = size;
  };
  Shape shape = input;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const LayerCount& layer = count.layers[i];
    if (!layer.problem.empty()) continue;
    const Count out = batch_of(layer.output);
    consider(out);
    if (!in_place(shape, layers, i)) floats = floats + out;
    if (trains && dropout && drops_behind(layers, i)) others = others + out;
    const NetLayer& settings = layers[i];
    const Count kernel = count_of(settings.kernel) * count_of(settings.kernel);
    // A table of 4 bytes a tap and plans of 5 on either side, with something for rows that are no multiple of four.
    if (settings.kind == LayerKind::conv)
      others = others + layer.weights * count_of(4) +
               kernel * (pixels_of(layer.output) * count_of(10) + pixels_of(shape) * count_of(7));
    if (settings.kind == LayerKind::local || settings.kind == LayerKind::blurpool)
      others = others + kernel * pixels_of(layer.output) * count_of(4);
    if (settings.kind == LayerKind::linear && trains)
      floats = floats + count_of(lanes) * (count_of(shape[0]) + count_of(Batch::lanes));
    shape = layer.output;
  }
  if (trains) floats = floats + largest * count_of(2);
  return floats * count_of(4) + others;
}

}  // namespace flatscope
