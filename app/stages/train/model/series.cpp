#include "app/stages/train/model/series.h"

#include <algorithm>

namespace flatscope {

GainVerdict GainWatch::check(double loss, double accuracy, std::int64_t steps) {
  if (loss < best_ * (1.0 - rule_.gain)) {
    best_ = loss;
    idle_ = 0;
  } else {
    ++idle_;
  }
  if (accuracy >= 1.0 && loss < rule_.learnt_loss) return GainVerdict::learnt;
  if (idle_ >= rule_.patience) return GainVerdict::levelled;
  return steps >= rule_.most_steps ? GainVerdict::out_of_steps : GainVerdict::goes_on;
}

std::int64_t epochs_a_check(const GainRule& rule, std::int64_t steps_an_epoch) {
  return std::max<std::int64_t>(1, (rule.check_steps + steps_an_epoch - 1) / std::max<std::int64_t>(1, steps_an_epoch));
}

}  // namespace flatscope
