// A picture of the program under way. It is drawn in slices, so that who has other things to do can do them in between:
// the window its frames.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "app/files/render_wish.h"

namespace flatscope {

class Rendering {
 public:
  // `wake` is called from worker threads when a step that had to wait may go on. `recorded`: what the picture shows
  // goes into the record (screen_record.h). OpenGL 3.3 has to be current in step() and at the end.
  Rendering(RenderWish wish, std::function<void()> wake, bool recorded);
  ~Rendering();
  Rendering(const Rendering&) = delete;
  Rendering& operator=(const Rendering&) = delete;

  // `go_on`: the next step can follow at once. `wait`: it can't do anything before `wake`.
  enum class Next { go_on, wait, done };
  // Some milliseconds of it. Dear ImGui's current context is the one from before afterwards; the frame buffer that is
  // bound may be another. Throws std::exception with a sentence where the picture can't be drawn; no step may follow.
  Next step();
  // Worker::work() of its workers.
  bool work(std::chrono::microseconds time);
  // For who has nothing else to do: returns when the next step can do something.
  void wait();
  // The file. Once, after the step that was `done`.
  std::vector<std::byte> take();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace flatscope
