// An OpenGL 3.3 context without a window.
#pragma once

#include <memory>

namespace flatscope::gl {

class Offscreen {
 public:
  // Current after construction, with OpenGL's functions loaded. On Linux EGL gives one without a display; elsewhere a
  // hidden window does. Throws std::runtime_error with a sentence.
  Offscreen();
  ~Offscreen();
  Offscreen(const Offscreen&) = delete;
  Offscreen& operator=(const Offscreen&) = delete;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace flatscope::gl
