// GLFW's callbacks, which leave what comes in a WindowEvents.
#pragma once

#include "app/platform/window_events.h"

struct GLFWwindow;

namespace flatscope {

// The window's user pointer must be a WindowEvents. Before Dear ImGui's backend installs its own, which call these.
void install_callbacks(GLFWwindow* window);

// A key as GLFW tells it, of this window or of one beside it.
void add_key(WindowEvents& events, int key, int scancode, int action, int modifiers);

}  // namespace flatscope
