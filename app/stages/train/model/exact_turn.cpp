#include "app/stages/train/model/exact_turn.h"

namespace flatscope {

void ExactTurn::look(const std::array<std::shared_ptr<Training>, 2>& trainings, bool rests) {
  rests_ = rests;
  for (std::size_t i = 0; i < trainings.size(); ++i) {
    const bool other = trainings_[i] != trainings[i];
    // Taken back to its start, it has unlearnt what the numbers were about.
    const bool unlearnt = trainings[i] != nullptr && !trainings[i]->state()->trained();
    trainings_[i] = trainings[i];
    if (!other && !unlearnt) continue;
    results_.exact[i].reset();
    asked_[i] = -1;
  }
}

int ExactTurn::next_network() const {
  for (int i = 0; i < 2; ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (trainings_[at] == nullptr) continue;
    const NetworkState& state = *trainings_[at]->state();
    if (state.trained() && state.refusal.empty() && asked_[at] != state.steps &&
        begins_dense(state.inputs.settings.layers))
      return i;
  }
  return -1;
}

Slice ExactTurn::next() {
  const int network = next_network();
  const std::shared_ptr<Training>& training = trainings_[static_cast<std::size_t>(network)];
  const std::int64_t steps = training->state()->steps;
  if (work_ == nullptr || work_->training != training || work_->steps != steps) {
    work_ = std::make_shared<Work>();
    work_->network = network;
    work_->training = training;
    work_->steps = steps;
  }
  return [this, work = work_](const SliceEnd& end) -> Worker::Delivery {
    if (work->shuffling == nullptr) {
      const TrainInputs& inputs = work->training->inputs();
      work->shuffling = std::make_unique<ExactShuffling>(
          ShuffledNetwork{inputs.settings.layers, work->training->parameters_now(), inputs.settings.shuffle_pixels,
                          inputs.settings.seed, work->training->steps()},
          inputs.data->set);
    }
    bool goes_on = work->shuffling->advance();
    while (goes_on && !end.reached()) goes_on = work->shuffling->advance();
    if (goes_on) return [] {};
    return [this, work, result = std::make_shared<const ExactShuffle>(work->shuffling->result())] {
      const auto at = static_cast<std::size_t>(work->network);
      if (work == work_) work_.reset();
      if (trainings_[at] != work->training) return;
      results_.exact[at] = result;
      asked_[at] = result->steps;
    };
  };
}

void ExactTurn::failed(const std::string&) {
  if (work_ == nullptr) return;
  asked_[static_cast<std::size_t>(work_->network)] = work_->steps;
  work_.reset();
}

}  // namespace flatscope
