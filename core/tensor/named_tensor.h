// A tensor with a name, such as a parameter of a network.
#pragma once

#include <string>

#include "core/tensor/tensor.h"

namespace flatscope {

struct NamedTensor {
  std::string name;  // "1.weight", as in PyTorch's state_dict
  Tensor tensor;
  bool operator==(const NamedTensor&) const = default;
};

}  // namespace flatscope
