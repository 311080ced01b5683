// A dense (fully connected) layer: y = W x + b.
#pragma once

#include <cstdint>
#include <span>

#include "core/tensor.h"

namespace flatscope {

// input with in_features values in any shape (it is read flattened, C order), weight (out_features, in_features),
// bias empty or out_features values -> (out_features). Throws std::invalid_argument naming both sizes when they do
// not fit. Bound by the speed at which the weights can be read.
Tensor dense(const Tensor& input, const Tensor& weight, std::span<const float> bias);

// A dense layer whose weights are never stored: weight (o, i) is a fixed function of (seed, o, i), uniform in
// (-1, 1) / sqrt(in_features), the range that torch.nn.Linear starts from. A 1920x1080 colour picture and 64 outputs
// need 398 million weights; put together from stretches of a table of 4,096 numbers they cost no memory and less time
// than reading them would.
struct SeededDense {
  std::uint32_t seed = 1;
  std::int64_t out_features = 1;
  std::int64_t in_features = 1;
  bool operator==(const SeededDense&) const = default;
};

// One weight. The same on every machine.
float seeded_weight(const SeededDense& layer, std::int64_t out, std::int64_t in);
// All of them, (out_features, in_features), to be saved or fed to dense().
Tensor materialise(const SeededDense& layer);
// y of shape (out_features), without bias. input.size() must equal in_features (std::invalid_argument otherwise).
Tensor dense(const Tensor& input, const SeededDense& layer);

}  // namespace flatscope
