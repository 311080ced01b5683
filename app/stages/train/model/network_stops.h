// A network as what is drawn of it: the input, maps, lines of numbers, each with the layers that lead there.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/layers/network.h"

namespace flatscope {

struct NetworkStop {
  enum class Look { picture, maps, line, units, impossible };  // line: flattened; units: of a dense layer, or pooled
  Look look = Look::picture;
  Shape shape;                          // (C, H, W) or (N)
  std::size_t first = 0, last = 0;      // layers [first, last) lead to it
  LayerKind by = LayerKind::flatten;    // the layer that makes it what it is; unused for the picture
  std::int64_t kernel = 1, stride = 1;  // of that layer
  Count parameters;                     // of its layers together
  std::string problem;                  // why it is impossible
};

// The input first. What has no weights and leaves the look as it is (ReLU, tanh, pooling after a convolution) belongs
// to the stop before it.
std::vector<NetworkStop> network_stops(const Shape& input, std::span<const NetLayer> layers);

// "16 × 12²", "8 × 12 × 10", "1,152".
std::string short_shape(const Shape& shape);

}  // namespace flatscope
