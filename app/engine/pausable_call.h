// A call that can be left in its midst and gone on with later, for a worker without a thread of its own. It pauses
// where core breathes (core/tensor/breathe.h): between the ranges of a long loop, between the rows of a picture that is
// read. Where the system gives no second stack, as everywhere but in a browser, it runs through at once.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace flatscope {

class PausableCall {
 public:
  using Clock = std::chrono::steady_clock;
  // `call` throws nothing.
  explicit PausableCall(std::function<void()> call);
  ~PausableCall();  // what was begun is brought to its end first
  PausableCall(const PausableCall&) = delete;
  PausableCall& operator=(const PausableCall&) = delete;

  // Until the first pause after that time, or its end. True when it is over.
  bool go_on(Clock::time_point until);

  // The share of it that was done when it breathed last, 0 to 1; below 0 where that is not known.
  float done() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace flatscope
