// The experiment that is exact: shuffle the inputs and the columns of the first layer's weights by the same
// permutation, and every output stays what it was.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "app/stages/train/model/results.h"
#include "core/layers/network.h"
#include "core/tensor/named_tensor.h"
#include "core/training/dataset.h"
#include "core/training/predictor.h"

namespace flatscope {

// Flatten and a linear layer: only such a network has columns that can be shuffled back.
bool begins_dense(std::span<const NetLayer> layers);

struct ShuffledNetwork {
  std::vector<NetLayer> layers;  // begins_dense()
  std::vector<NamedTensor> parameters;
  bool shuffled = false;   // it has learnt from shuffled pixels, by the shuffle of `seed` (shuffle_of in run.h)
  std::uint32_t seed = 1;  // of the shuffle that is tried; on top of the first where `shuffled`
  std::int64_t steps = 0;  // that it was trained
};

// Over all of the test part, in pieces; holds one network at a time. On a worker.
class ExactShuffling {
 public:
  // Throws std::invalid_argument with a sentence where the network does not begin with a dense layer or the parameters
  // are not its own.
  ExactShuffling(ShuffledNetwork network, std::shared_ptr<const Dataset> data);

  bool advance();  // one piece; false when all is done
  // What came out once advance() has returned false.
  const ExactShuffle& result() const { return result_; }

 private:
  enum class Part { as_it_is, only_inputs, both, done };
  void begin(Part part);
  void take(const Predictions& answers, std::int64_t first);

  ShuffledNetwork network_;
  std::shared_ptr<const Dataset> data_;
  Shape input_;
  std::vector<std::int32_t> shuffle_;
  std::optional<Predictor> predictor_;
  Part part_ = Part::as_it_is;
  std::int64_t looked_at_ = 0;
  std::int64_t right_ = 0;
  Tensor logits_;  // (N, classes), of the network and the pictures as they are
  ExactShuffle result_;
};

}  // namespace flatscope
