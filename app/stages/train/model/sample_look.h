// What each layer of both networks makes of one sample.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "app/stages/train/model/data.h"
#include "core/tensor/named_tensor.h"
#include "core/training/run.h"

namespace flatscope {

struct TrainResults;

struct SampleLookInputs {
  struct Network {
    TrainSettings settings;
    std::shared_ptr<const std::vector<NamedTensor>> weights;  // null: it has none yet
    bool operator==(const Network&) const = default;
  };
  std::shared_ptr<const TrainData> data;  // null: nothing to look at
  std::int64_t sample = 0;                // of the test part
  std::array<Network, 2> networks;
  bool operator==(const SampleLookInputs&) const = default;
};

struct SampleLook {
  struct Network {
    std::vector<Tensor>
        layers;                 // of each layer, the first first: (C, H, W), flat ones (1, 1, N); empty without weights
    std::vector<float> scores;  // of each class, summing to 1
    int read = -1;              // the class of the largest
  };
  std::array<Network, 2> networks;
};

// The sample in hand, the last one where the test part has fewer; data is null until there are samples.
SampleLookInputs sample_look_inputs(const TrainScene& scene, const TrainResults& results);
SampleLook compute(const SampleLookInputs& inputs);

}  // namespace flatscope
