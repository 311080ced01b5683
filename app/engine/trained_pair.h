// Networks with their weights, as they were when somebody took them: values that a Scene can hold.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/layers/network.h"
#include "core/tensor/named_tensor.h"
#include "core/training/dataset.h"

namespace flatscope {

struct EpochPoint;  // train/model/results.h

struct TrainedNetwork {
  std::string name;  // "MLP", "CNN": what a person calls it
  Shape input;       // (C, H, W)
  std::vector<NetLayer> layers;
  std::vector<NamedTensor> parameters;    // as PyTorch's state_dict has them
  std::vector<std::int32_t> permutation;  // of all pixels (sample_switches.h); empty: as they are
  std::int64_t steps = 0, epochs = 0;     // that it was trained
  std::string source;                     // the name of the file of somebody's that it began with; empty: none

  // --- of one that lies in a file ---
  std::filesystem::path file;  // where; empty: nowhere
  std::string assumed;         // what its file does not say and was taken to be so, a sentence; may be empty
  bool from_shuffled = false;  // its file says that it learnt from shuffled pixels
  // Trained here and kept beside a scene: it stands for what the Scene's settings come to, not for what they begin
  // with, so that it is as it was only while they are those of then, in words (train/model/own_network.h). The start is
  // `before`; null: weights drawn from the seed.
  bool resumed = false;
  std::string made_with;
  std::shared_ptr<const TrainedNetwork> before;
  std::shared_ptr<const std::vector<EpochPoint>> curve;  // how it came to be, from its start; null: not known
};

struct TrainedPair {
  std::array<std::shared_ptr<const TrainedNetwork>, 2> networks;  // left and right; either may be missing
  std::shared_ptr<const Dataset> data;                            // what they learnt from, its classes and test samples
  std::string data_words;                                         // "UCI digits on 24 × 24"
  int moved = 0;                                                  // pixels by which samples were moved while training
  std::filesystem::path file;                                     // in which the data's test part lies; empty: nowhere
};

}  // namespace flatscope
