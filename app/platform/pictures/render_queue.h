// The pictures that a window was asked for, drawn one after another between its frames.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/platform/pictures/rendering.h"

namespace flatscope {

class RenderQueue {
 public:
  // `wake` is called from worker threads: step() has something to do again.
  explicit RenderQueue(std::function<void()> wake) : wake_(std::move(wake)) {}

  void add(RenderWish wish, FileAnswer answer);
  // `nothing`: nothing can be done before `wake` or add(). `part`: of a picture; the next step can follow at once.
  // `ended`: a picture did, and its answer was given.
  enum class Step { nothing, part, ended };
  // Some milliseconds of the first. The OpenGL context of the window has to be current, here and at the end.
  Step step();
  // Worker::work() of the first.
  bool work(std::chrono::microseconds time) { return under_way_ && under_way_->work(time); }

 private:
  struct Waiting {
    RenderWish wish;
    FileAnswer answer;
  };
  void end(std::vector<std::byte> file, const std::string& problem);

  std::function<void()> wake_;
  std::deque<Waiting> waiting_;  // the first is under way
  std::unique_ptr<Rendering> under_way_;
};

}  // namespace flatscope
