// A dense layer with random weights that are never stored.
#pragma once

#include <cstdint>

#include "core/tensor/tensor.h"

namespace flatscope {

// Weight (o, i) is a fixed function of (seed, o, i), uniform in (-1, 1) / sqrt(in_features), the range that
// torch.nn.Linear starts from. A 1920x1080 colour picture and 64 outputs need 398 million weights: they cost no memory,
// and, since they are put together from eight rows (core/layers/seeded_weights.h), eight products an input instead of
// one for every output.
struct SeededDense {
  std::uint32_t seed = 1;
  std::int64_t out_features = 1;
  std::int64_t in_features = 1;
  bool operator==(const SeededDense&) const = default;
};

// One weight. The same on every machine.
float seeded_weight(const SeededDense& layer, std::int64_t out, std::int64_t in);
// All of them, (out_features, in_features), to be saved or fed to dense() of core/layers/dense.h, which answers the
// same up to rounding.
Tensor materialise(const SeededDense& layer);
// y of shape (out_features), without bias. input.size() must equal in_features (std::invalid_argument otherwise).
// The same bits whatever the number of threads.
Tensor dense(const Tensor& input, const SeededDense& layer);

}  // namespace flatscope
