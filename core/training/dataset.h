// Pictures with their classes, as a training run reads them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/tensor/tensor.h"

namespace flatscope {

struct LabelledImages {
  Tensor images;                     // (N, C, H, W) in [0, 1]
  std::vector<std::uint8_t> labels;  // N, each below the number of classes
};

struct Dataset {
  std::string name;                  // "UCI digits"
  std::vector<std::string> classes;  // 2 to 256
  LabelledImages train, test;
};

}  // namespace flatscope
