// Presses and releases of mouse buttons in their order and at their places, one handed to a frame. Dear ImGui does so
// by itself from 1.87 on; before, a click followed by a movement within one slow frame would act where the pointer
// went. There it only counts them.
#pragma once

#include <imgui.h>

#include <array>
#include <cstddef>
#include <deque>

namespace flatscope {

class MouseQueue {
 public:
  // From the window's callback. Buttons are GLFW's numbers; those beyond the third are left alone.
  void add(int button, bool down, ImVec2 at);
  // Once a frame, between the backend's new frame and Dear ImGui's.
  void hand_over(ImGuiIO& io);
  // The same state and place again, for the second pass of a frame.
  void repeat(ImGuiIO& io) const;
  // How many frames it takes until all of them were handed over.
  std::size_t waiting() const { return changes_.size(); }

 private:
  struct Change {
    int button;
    bool down;
    ImVec2 at;
  };
  std::deque<Change> changes_;
  std::array<bool, 3> down_{};
  ImVec2 at_{0, 0};  // this frame's pointer: where the change happened, if there was one
};

}  // namespace flatscope
