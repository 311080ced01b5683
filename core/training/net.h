// A stack of layers over batches: one forward and one backward pass, with all parameters in one row of numbers.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/layers/batch.h"
#include "core/layers/network.h"
#include "core/tensor/named_tensor.h"
#include "core/tensor/random.h"

namespace flatscope {

// Where a parameter lies in the row. Each begins at a multiple of 16; what lies between two is 0.
struct ParameterPlace {
  std::string name;  // "1.weight": PyTorch's name in an nn.Sequential with a module for each layer of the list
  Shape shape;       // PyTorch's; local: (O, H', W', C, K, K) and (O, H', W'); conv with unit_bias: bias (O, H', W')
  std::int64_t first = 0, size = 0;
  std::int64_t fan_in = 1;  // inputs that one output is made of
};

// Throws std::invalid_argument with a sentence where a layer is impossible, saying which.
std::vector<ParameterPlace> parameter_places(const Shape& input, std::span<const NetLayer> layers);
std::int64_t parameter_floats(std::span<const ParameterPlace> places);  // with what lies between them

// PyTorch's default: uniform within 1 / sqrt(fan_in) of 0, weights and biases. Source: torch.nn.Linear's and Conv2d's
// reset_parameters, kaiming_uniform with a = sqrt(5).
void draw_parameters(std::span<const ParameterPlace> places, Generator& generator, std::span<float> parameters);

// Out of the row and into it. into_row throws std::invalid_argument with a sentence, and changes nothing, unless the
// tensors are exactly those of the places.
std::vector<NamedTensor> named_parameters(std::span<const ParameterPlace> places, std::span<const float> row);
void into_row(std::span<const ParameterPlace> places, std::span<const NamedTensor> tensors, std::span<float> row);

// Whether dropout works behind layers[index]: each ReLU and tanh that a layer with parameters follows.
bool drops_behind(std::span<const NetLayer> layers, std::size_t index);

// Not for several threads at once: each pass uses all of them. Passes allocate nothing.
class Net {
 public:
  // For (C, H, W) samples, up to most_samples at once. A net that does not train has only a forward pass. dropout:
  // where drops_behind() says. Throws std::invalid_argument as parameter_places does.
  Net(const Shape& input, std::vector<NetLayer> layers, std::int64_t most_samples, bool trains, float dropout = 0.0F);
  ~Net();
  Net(Net&&) noexcept;
  Net& operator=(Net&&) noexcept;

  const std::vector<NetLayer>& layers() const { return layers_; }
  const std::vector<ParameterPlace>& places() const { return places_; }
  const Shape& output_shape() const;
  std::int64_t bytes() const;  // of activations, their gradients and plans

  // To be filled before forward(), with its number of samples.
  Batch& input();
  // The last layer's output. dropout: where masks come from; null for a pass without dropout.
  const Batch& forward(std::span<const float> parameters, Generator* dropout = nullptr);
  // The output of layer `index` of the last forward pass; a ReLU right behind it has gone over it already.
  const Batch& activation(std::size_t index) const;

  // To be filled before backward(), which must follow the forward pass of the same batch: the loss's gradient.
  Batch& output_gradient();
  // Overwrites every number of `gradients` that is a parameter's.
  void backward(std::span<const float> parameters, std::span<float> gradients);

 private:
  struct Node;
  Batch& gradient() { return gradients_[static_cast<std::size_t>(current_)]; }
  Batch& next_gradient(const Shape& shape);
  void plan_backward();
  void back_through(Node& node, bool needs_input, std::span<const float> parameters, std::span<float> gradients);

  std::vector<NetLayer> layers_;
  std::vector<ParameterPlace> places_;
  std::vector<Node> nodes_;
  std::vector<Batch> activations_;  // the first is the input
  Batch gradients_[2];
  int current_ = 0;
};

// What a Net of these settings will hold, activations, gradients and plans, without making it.
Count net_bytes(const Shape& input, std::span<const NetLayer> layers, std::int64_t most_samples, bool trains,
                bool dropout);

}  // namespace flatscope
