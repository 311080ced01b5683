#include "core/training/exact_permutation.h"

#include <algorithm>
#include <stdexcept>

namespace flatscope {

std::vector<NamedTensor> permute_first_layer(const Shape& input, std::span<const NetLayer> layers,
                                             std::vector<NamedTensor> parameters,
                                             std::span<const std::int32_t> permutation) {
  if (layers.size() < 2 || layers[0].kind != LayerKind::flatten || layers[1].kind != LayerKind::linear)
    throw std::invalid_argument(
        "Only a network that begins with flatten and a linear layer stays the same when its inputs are shuffled.");
  const std::int64_t pixels = input.at(1) * input.at(2), features = input.at(0) * pixels;
  const auto weight = std::find_if(parameters.begin(), parameters.end(),
                                   [](const NamedTensor& tensor) { return tensor.name == "1.weight"; });
  if (weight == parameters.end() || weight->tensor.rank() != 2 || weight->tensor.shape()[1] != features)
    throw std::invalid_argument("The weights have no array 1.weight with a column for each of the " +
                                std::to_string(features) + " inputs.");
  if (static_cast<std::int64_t>(permutation.size()) != pixels)
    throw std::invalid_argument("The permutation has " + std::to_string(permutation.size()) +
                                " numbers; it must have one for each pixel.");
  const Tensor before = weight->tensor;
  for (std::int64_t row = 0; row < before.shape()[0]; ++row) {
    for (std::int64_t feature = 0; feature < features; ++feature) {
      const std::int64_t plane = feature / pixels * pixels,
                         from = permutation[static_cast<std::size_t>(feature % pixels)];
      if (from < 0 || from >= pixels)
        throw std::invalid_argument("The permutation names pixel " + std::to_string(from) + ", and there are " +
                                    std::to_string(pixels) + ".");
      weight->tensor.data()[row * features + feature] = before.data()[row * features + plane + from];
    }
  }
  return parameters;
}

}  // namespace flatscope
