// Small data sets for tests of training.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/layers/network.h"
#include "core/tensor/random.h"
#include "core/training/dataset.h"

namespace flatscope::test {

// Bars at a place that tells the class, with noise: something that can be learnt.
inline LabelledImages bars(std::int64_t samples, std::int64_t classes, const Shape& shape, std::uint32_t seed) {
  Generator generator(seed);
  LabelledImages part{Tensor({samples, shape[0], shape[1], shape[2]}), {}};
  for (std::int64_t i = 0; i < samples; ++i) {
    const auto label = static_cast<std::uint8_t>(uniform_below(generator, static_cast<std::uint32_t>(classes)));
    part.labels.push_back(label);
    for (std::int64_t p = 0; p < shape[0] * shape[1] * shape[2]; ++p) {
      const std::int64_t row = p / shape[2] % shape[1];
      const float noise = 0.3F * uniform01(generator);
      part.images.data()[i * shape[0] * shape[1] * shape[2] + p] = row == label + 1 ? 0.7F + noise : noise;
    }
  }
  return part;
}

inline std::shared_ptr<const Dataset> small_data(std::int64_t samples = 70, const Shape& shape = {1, 8, 7},
                                                 std::int64_t classes = 4) {
  Dataset data;
  data.name = "bars";
  for (std::int64_t i = 0; i < classes; ++i) data.classes.push_back("bar " + std::to_string(i));
  data.train = bars(samples, classes, shape, 1);
  data.test = bars(40, classes, shape, 2);
  return std::make_shared<const Dataset>(std::move(data));
}

inline std::vector<NetLayer> layers_of(std::string_view words) {
  std::vector<NetLayer> layers;
  while (!words.empty()) {
    const std::size_t space = std::min(words.find(' '), words.size());
    layers.push_back(parse_layer(words.substr(0, space)));
    words.remove_prefix(std::min(space + 1, words.size()));
  }
  return layers;
}

}  // namespace flatscope::test
