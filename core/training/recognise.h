// Which network a file of weights belongs to: its layers, as far as names and shapes of arrays tell.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/layers/network.h"
#include "core/tensor/named_tensor.h"

namespace flatscope {

struct RecognisedNetwork {
  std::vector<NetLayer> layers;
  Shape input;                          // (C, H, W)
  std::vector<NamedTensor> parameters;  // named as parameter_places() names them
  std::string assumed;  // what the arrays do not tell and was taken to be so: a sentence; empty where nothing was
};

// These very layers for the first of the inputs that fits: as many arrays of the same shapes, under the same names or,
// under others, in the same order. Empty where they are not.
std::optional<RecognisedNetwork> recognised_as(std::span<const NamedTensor> tensors, std::span<const Shape> inputs,
                                               std::span<const NetLayer> layers);

// The arrays of a torch state_dict of dense, convolution and locally connected layers, weight and bias of each. What
// lies between, which has no arrays, is found out by what fits: ReLU, pooling of 2 x 2, flatten or a global pooling,
// padding that keeps the size, none, or stride 2. inputs: those that are possible, the likeliest first; at least one.
// Throws std::invalid_argument with a sentence that names what is not among the layers here, or what does not fit.
RecognisedNetwork recognised(std::span<const NamedTensor> tensors, std::span<const Shape> inputs);

}  // namespace flatscope
