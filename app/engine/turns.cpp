#include "app/engine/turns.h"

namespace flatscope {

void Turns::go() {
  if (under_way_ != nullptr) return;
  waits_ = false;
  for (std::size_t i = 1; i <= all_.size() && under_way_ == nullptr; ++i) {
    const std::size_t which = (last_ + i) % all_.size();
    if (!all_[which]->wanted()) continue;
    last_ = which;
    under_way_ = all_[which];
  }
  if (under_way_ == nullptr) return;
  *interrupted_ = false;
  const std::weak_ptr<const bool> alive = alive_;
  worker_.submit(
      Worker::Lane::background, "turn",
      [this, alive, length = length_, interrupted = interrupted_, slice = under_way_->next()]() -> Worker::Delivery {
        return [this, alive, deliver = slice(SliceEnd(length, interrupted))] {
          if (alive.expired()) return;
          under_way_ = nullptr;
          deliver();
          if (!waits_) go();
        };
      },
      [this, alive](const std::string& what) {
        if (alive.expired()) return;
        Turn* const turn = under_way_;
        under_way_ = nullptr;
        turn->failed(what);
        if (!waits_) go();
      });
}

}  // namespace flatscope
