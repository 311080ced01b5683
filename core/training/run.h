// One training: a pure function of its settings, its seed and the number of steps.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/layers/network.h"
#include "core/tensor/named_tensor.h"
#include "core/tensor/random.h"
#include "core/training/dataset.h"
#include "core/training/net.h"
#include "core/training/optimizer.h"
#include "core/training/predictor.h"
#include "core/training/samples.h"

namespace flatscope {

struct TrainSettings {
  std::vector<NetLayer> layers;
  std::uint32_t seed = 1;
  OptimizerSettings optimizer;
  float dropout = 0.0F;            // [0, 1), after each ReLU and tanh that a layer with parameters follows
  std::int64_t batch = 32;         // >= 1; the last batch of an epoch may be shorter
  bool in_order = false;           // batches as the data stands; else each epoch in a new order from the seed
  std::int64_t samples = 0;        // the first so many of the training part, 0 for all
  std::int64_t augment_shift = 0;  // each sample is moved by dx and dy from -n to n, zeros coming in, anew each time
  bool shuffle_pixels = false;     // one permutation of all pixels from the seed, the same for every picture
  bool operator==(const TrainSettings&) const = default;
};

// The permutation of all pixels that runs with this seed have where shuffle_pixels is on (sample_switches.h says how it
// is applied). input: (C, H, W).
std::vector<std::int32_t> shuffle_of(std::uint32_t seed, const Shape& input);

// Bytes that a run holds: parameters with their gradients and the optimiser's means, one batch's activations, and the
// data set once. The run itself refuses nothing: ask before.
Count training_bytes(const TrainSettings& settings, const Dataset& data);

// What is wrong with a network that does not learn.
struct Health {
  std::int64_t units = 0;  // outputs of ReLUs: features of a flat layer, channels of maps
  std::int64_t dead = 0;   // of these, 0 for every sample that was looked at
  int only_class = -1;     // every sample gets this class, after an epoch or more; -1 where they get several
  bool far_off = false;    // the loss is far above that of guessing
  std::vector<std::string> sentences;  // what happened and what to turn, one for each trouble
};

class TrainRun {
 public:
  // Throws std::invalid_argument with a sentence when a setting is out of its range, a layer is impossible, the network
  // does not end with a number for each class, or the data has no samples, a label past the last class, or another
  // number of labels than pictures.
  TrainRun(TrainSettings settings, std::shared_ptr<const Dataset> data);

  // One batch. False, and nothing happens, once the run has stopped. Allocates nothing after the first epoch.
  bool step();
  // The very same start: parameters, order, masks and shifts from the seed.
  void restart();

  const TrainSettings& settings() const { return settings_; }
  const Dataset& data() const { return *data_; }
  std::int64_t samples() const { return samples_; }  // it trains on
  std::int64_t steps() const { return steps_; }
  std::int64_t steps_an_epoch() const { return (samples_ + batch_ - 1) / batch_; }
  std::int64_t epochs() const { return steps_ / steps_an_epoch(); }         // finished
  std::int64_t step_in_epoch() const { return steps_ % steps_an_epoch(); }  // made of the one that has begun

  // Cross-entropy, without the penalty of weight decay: the mean over the last batch, and over the samples of the epoch
  // so far (of the last one where none has begun). NaN before the first step.
  double last_loss() const { return last_loss_; }
  double epoch_loss() const;
  // Of the same samples, how many were right when they were seen, with the weights, shifts and masks of that step.
  double epoch_accuracy() const;

  // Why it stopped: what happened and what to turn; empty while it goes on.
  const std::string& stopped() const { return stopped_; }

  std::vector<NamedTensor> parameters() const;
  // Other weights; the order of batches and the optimiser's means stay. Throws as into_row.
  void set_parameters(std::span<const NamedTensor> parameters);
  std::span<const float> row() const { return {row_.data(), static_cast<std::size_t>(row_.size())}; }
  const std::vector<ParameterPlace>& places() const { return net_.places(); }
  // Of the last step.
  std::vector<NamedTensor> gradients() const;

  // The network with its weights of now. The copy is of the caller's own, for another thread, say.
  Predictor predictor() const;
  // Predictions of now, through a predictor that the run keeps.
  Tensor probabilities(const Tensor& images) { return up_to_date().probabilities(images); }
  Tensor logits(const Tensor& images) { return up_to_date().answers(images).logits; }
  double accuracy(const LabelledImages& part, std::span<const std::int64_t> samples = {}) {
    return up_to_date().accuracy(part, samples);
  }
  double train_accuracy();  // of the samples that it trains on, as they stand
  double test_accuracy() { return accuracy(data_->test); }

  // Looks at some of the samples that it trains on, at most `most`.
  Health health(std::int64_t most = 200);

  std::span<const std::int32_t> permutation() const { return permutation_; }
  std::int64_t bytes() const;  // held, the data set included

 private:
  void begin_epoch();
  Predictor& up_to_date();
  std::span<float> parameters_row() { return {row_.data(), static_cast<std::size_t>(row_.size())}; }

  TrainSettings settings_;
  std::shared_ptr<const Dataset> data_;
  std::int64_t samples_ = 0, batch_ = 1;
  std::vector<std::int32_t> permutation_;
  Net net_;
  AlignedFloats row_, gradient_;
  Optimizer optimizer_;
  Generator order_generator_, shift_generator_, mask_generator_;
  std::vector<std::int64_t> order_;
  std::vector<PixelShift> shifts_;
  std::vector<std::uint8_t> labels_;
  std::unique_ptr<Predictor> predictor_;
  std::int64_t steps_ = 0;
  double last_loss_ = 0.0, loss_sum_ = 0.0;
  std::int64_t seen_ = 0, right_ = 0;  // in this epoch
  std::string stopped_;
};

}  // namespace flatscope
