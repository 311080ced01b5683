// What was trained here, as PyTorch code that runs as it stands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/stages/train/model/results.h"

namespace flatscope {

// So many parameters stand in the code itself, as base64; more are loaded from their file.
inline constexpr std::int64_t most_parameters_in_code = 6000;

// A file that code loads: by this name from the folder that it is run in, or, for code that is a file itself, from
// beside it, the code's own name ending in `own` and the file's in `other` instead ("left.py", "left.npz").
struct CodeFile {
  std::string name;
  std::string own = {}, other = {};  // empty: by name
};

// Builds the network, loads its weights, runs a test sample, as the network gets it, and prints what it answers; a
// comment gives what it answers here. The state has data and weights (std::invalid_argument otherwise). `sample` is
// brought into its range.
std::string answer_code(const NetworkState& state, std::string_view name, std::int64_t sample, const CodeFile& weights);
// The logits that the comment gives.
std::vector<float> logits_of(const NetworkState& state, std::int64_t sample);
// (1, C, H, W), shuffled where the network gets shuffled pixels.
Tensor network_input(const NetworkState& state, std::int64_t sample);

// The whole training with the same settings, on the data of data_arrays() in a .npz. PyTorch draws other numbers, so
// that it ends about where the training here does, and not in the same bits.
std::string training_code(const NetworkState& state, std::string_view name, std::int64_t epochs, const CodeFile& data);
// train_images (N, C, H, W), train_labels (N), test_images, test_labels: the samples that the network learns from, and
// all of the test part.
std::vector<NamedTensor> data_arrays(const NetworkState& state);

}  // namespace flatscope
