// One network in training, with all that is measured on the way.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "app/stages/train/model/results.h"
#include "core/training/run.h"
#include "core/training/shifts.h"

namespace flatscope {

// Belongs to the slices that work on it, one at a time. The window's thread has state() alone, which it is given by
// show() with what a slice has published. Everything large is made by the first slice.
class Training {
 public:
  explicit Training(TrainInputs inputs);

  const TrainInputs& inputs() const { return inputs_; }

  // --- on the window's thread ---
  // As it was at the end of the last slice; never null.
  const std::shared_ptr<const NetworkState>& state() const { return state_; }
  void show(std::shared_ptr<const NetworkState> state) { state_ = std::move(state); }

  // --- in slices ---
  // The run and the accuracies of its start, piece by piece. False when that is done, or it is refused.
  bool begin();
  bool ready() const { return run_ != nullptr; }
  bool refused() const { return !refusal_.empty(); }
  std::int64_t steps() const { return run_ == nullptr ? 0 : run_->steps(); }
  // One batch, or one piece of what is measured at the end of an epoch. False where nothing is left to do until it has
  // made `target` steps, or it has stopped.
  bool advance(std::int64_t target);
  std::vector<NamedTensor> parameters_now() const { return run_->parameters(); }  // only while ready()
  bool measuring() const { return measured_ >= 0; }
  std::int64_t parameters() const { return parameters_; }
  void restart();
  // All of this as it is now. `weights`: with a new copy of them.
  std::shared_ptr<const NetworkState> published(bool weights);

  // Accuracy for every shift, from the weights of now, over the first `samples` of the test part.
  void begin_sweep(int radius, std::int64_t samples);
  bool sweeping() const { return sweep_ != nullptr; }
  std::int64_t shifts_done() const { return sweep_ == nullptr ? 0 : sweep_->done(); }
  bool advance_sweep();  // one shift; false when the sweep is over
  void stop_sweep();     // what it has found is kept where no whole map is there

 private:
  void refuse(std::string sentence);
  void begin_curve(const TrainedNetwork* start);  // null: the seed's weights
  void measure_piece();
  void finish_measuring();
  std::shared_ptr<const ShiftMap> swept() const;
  bool map_is_whole() const;

  const TrainInputs inputs_;
  std::shared_ptr<const NetworkState> state_;  // the window's
  std::unique_ptr<TrainRun> run_;
  std::string refusal_;
  std::vector<std::string> trouble_;  // settled (remarks.h)
  std::int64_t parameters_ = 0, bytes_ = 0;
  std::int64_t steps_before_ = 0, epochs_before_ = 0;
  std::shared_ptr<const std::vector<EpochPoint>> curve_;
  std::shared_ptr<const std::vector<NamedTensor>> weights_;
  // Of the measuring at the end of an epoch: how many samples, training and then test, have been looked at; -1: none
  // is under way.
  std::int64_t measured_ = -1;
  std::int64_t train_right_ = 0, test_right_ = 0;
  double test_loss_ = 0.0;
  std::unique_ptr<Predictor> predictor_;
  std::shared_ptr<TestAnswers> answering_;
  std::shared_ptr<const TestAnswers> answers_;

  std::unique_ptr<ShiftSweep> sweep_;
  std::int64_t sweep_epoch_ = 0, sweep_steps_ = 0;
  int sweep_radius_ = 0;
  std::shared_ptr<const ShiftMap> shifts_;
};

}  // namespace flatscope
