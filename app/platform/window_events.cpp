#include "app/platform/window_events.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "core/files/file.h"

namespace flatscope {
namespace {

WindowEvents& events_of(GLFWwindow* window) { return *static_cast<WindowEvents*>(glfwGetWindowUserPointer(window)); }

// GLFW names keys by their place on an American keyboard; shortcuts mean the letter that is printed on the key.
int printed_key(int key, int scancode) {
  if (key < GLFW_KEY_A || key > GLFW_KEY_Z) return key;
  const char* name = glfwGetKeyName(key, scancode);
  if (name == nullptr || name[0] == '\0' || name[1] != '\0') return key;
  const char letter = name[0] >= 'a' && name[0] <= 'z' ? static_cast<char>(name[0] - 'a' + 'A') : name[0];
  return letter >= 'A' && letter <= 'Z' ? letter : key;
}

}  // namespace

std::vector<KeyPress> WindowEvents::keys_of_frame() {
  std::vector<KeyPress> due;
  while (!keys_.empty() && keys_.front().frames == 0) {
    due.push_back(keys_.front().press);
    keys_.pop_front();
  }
  for (WaitingKey& key : keys_) --key.frames;
  return due;
}

void WindowEvents::key(int key, int scancode, int action, int modifiers) {
  stir();
  if (action == GLFW_RELEASE) {
    add({printed_key(key, scancode), modifiers, false, true});
    return;
  }
  const bool sign = key == GLFW_KEY_SLASH || key == GLFW_KEY_MINUS || key == GLFW_KEY_EQUAL;
  // Signs lie elsewhere on every keyboard; without Ctrl they come as characters, below.
  if (sign && (modifiers & GLFW_MOD_CONTROL) == 0) return;
  add({printed_key(key, scancode), modifiers, action == GLFW_REPEAT});
}

void WindowEvents::letter(unsigned code) {
  stir();
  if (code == '?') add({GLFW_KEY_SLASH, GLFW_MOD_SHIFT, false});
  if (code == '+' || code == '=') add({GLFW_KEY_EQUAL, 0, false});
  if (code == '-') add({GLFW_KEY_MINUS, 0, false});
}

void WindowEvents::install_callbacks(GLFWwindow* window) {
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int modifiers) {
    events_of(w).key(key, scancode, action, modifiers);
  });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned code) { events_of(w).letter(code); });
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) {
    events_of(w).pointer = ImVec2(static_cast<float>(x), static_cast<float>(y));
    events_of(w).stir();
  });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int) {
    // GLFW's own answer is where the pointer is now, which after a slow frame is no longer where it was pressed.
    ImVec2 at = events_of(w).pointer.value_or(ImVec2(0, 0));
    if (!events_of(w).pointer) {
      double x = 0.0, y = 0.0;
      glfwGetCursorPos(w, &x, &y);
      at = {static_cast<float>(x), static_cast<float>(y)};
    }
    events_of(w).mouse.add(button, action == GLFW_PRESS, at);
    events_of(w).stir();
  });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { events_of(w).stir(); });
  glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int) { events_of(w).stir(); });
  glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int) { events_of(w).stir(); });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { events_of(w).stir(); });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { events_of(w).stir(); });
  glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { events_of(w).stir(); });
  glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
    events_of(w).stir();
    for (int i = 0; i < count; ++i) events_of(w).dropped.push_back(path_from_utf8(paths[i]));
  });
}

}  // namespace flatscope
