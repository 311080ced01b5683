// A key of the keyboard.
#pragma once

namespace flatscope {

// Going down (or repeating) in the window; `key` and `modifiers` are GLFW's numbers.
struct KeyPress {
  int key = 0;
  int modifiers = 0;
  bool repeat = false;
};

}  // namespace flatscope
