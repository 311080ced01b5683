// A context of OpenGL ES 3.0 without a window, as a browser has one, where the machine has Mesa's.
#pragma once

#include <memory>

namespace flatscope::testing {

class EsContext {
 public:
  // Current after construction, where there is one.
  EsContext();
  ~EsContext();
  EsContext(const EsContext&) = delete;
  EsContext& operator=(const EsContext&) = delete;
  explicit operator bool() const { return state_ != nullptr; }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace flatscope::testing
