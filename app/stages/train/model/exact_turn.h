// When the exact shuffle is worked out: while nobody trains, for each network that begins with a dense layer.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "app/engine/turns.h"
#include "app/stages/train/model/exact_shuffle.h"
#include "app/stages/train/model/results.h"
#include "app/stages/train/model/training.h"

namespace flatscope {

class ExactTurn : public Turn {
 public:
  explicit ExactTurn(TrainResults& results) : results_(results) {}

  // What there is now; to be told before turns are given out. `rests`: nobody trains, and the numbers are looked at.
  // Numbers of other trainings than these are forgotten.
  void look(const std::array<std::shared_ptr<Training>, 2>& trainings, bool rests);

  bool wanted() const override { return rests_ && next_network() >= 0; }
  Slice next() override;
  void failed(const std::string& what) override;

 private:
  int next_network() const;  // -1: there is none to be asked about

  struct Work {
    int network = -1;
    std::shared_ptr<Training> training;
    std::int64_t steps = -1;
    std::unique_ptr<ExactShuffling> shuffling;  // made and used by slices
  };
  TrainResults& results_;
  std::array<std::shared_ptr<Training>, 2> trainings_;
  std::array<std::int64_t, 2> asked_{-1, -1};  // the steps that each network had when it was answered, or failed
  bool rests_ = false;
  std::shared_ptr<Work> work_;
};

}  // namespace flatscope
