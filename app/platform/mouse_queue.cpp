#include "app/platform/mouse_queue.h"

namespace flatscope {

void MouseQueue::add(int button, bool down, ImVec2 at) {
  if (button < 0 || button >= static_cast<int>(down_.size())) return;
  changes_.push_back({button, down, at});
}

void MouseQueue::hand_over(ImGuiIO& io) {
  at_ = io.MousePos;
  if (!changes_.empty()) {
    const Change& change = changes_.front();
    down_[static_cast<std::size_t>(change.button)] = change.down;
    at_ = change.at;
    changes_.pop_front();
  }
  repeat(io);
}

void MouseQueue::repeat(ImGuiIO& io) const {
  if (IMGUI_VERSION_NUM >= 18700) return;
  for (std::size_t i = 0; i < down_.size(); ++i) io.MouseDown[i] = down_[i];
  io.MousePos = at_;
}

}  // namespace flatscope
