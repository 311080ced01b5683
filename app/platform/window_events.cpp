#include "app/platform/window_events.h"

// For the numbers of its keys alone.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace flatscope {

std::vector<KeyPress> WindowEvents::keys_of_frame() {
  std::vector<KeyPress> due;
  while (!keys_.empty() && keys_.front().frames == 0) {
    due.push_back(keys_.front().press);
    keys_.pop_front();
  }
  for (WaitingKey& key : keys_) --key.frames;
  return due;
}

void WindowEvents::key(const KeyPress& press) {
  stir();
  const bool sign = press.key == GLFW_KEY_SLASH || press.key == GLFW_KEY_MINUS || press.key == GLFW_KEY_EQUAL;
  // Signs lie elsewhere on every keyboard; without Ctrl they come as characters, below.
  if (sign && !press.let_go && (press.modifiers & GLFW_MOD_CONTROL) == 0) return;
  add(press);
}

void WindowEvents::letter(unsigned code) {
  stir();
  if (code == '?') add({GLFW_KEY_SLASH, GLFW_MOD_SHIFT, false});
  if (code == '+' || code == '=') add({GLFW_KEY_EQUAL, 0, false});
  if (code == '-') add({GLFW_KEY_MINUS, 0, false});
}

}  // namespace flatscope
