// A key of the keyboard.
#pragma once

namespace flatscope {

// Going down, repeating, or let go in the window; `key` and `modifiers` are GLFW's numbers.
struct KeyPress {
  int key = 0;
  int modifiers = 0;
  bool repeat = false;
  bool let_go = false;
};

}  // namespace flatscope
