#include "app/platform/native/glfw_events.h"

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

void add_key(WindowEvents& events, int key, int scancode, int action, int modifiers) {
  events.key({printed_key(key, scancode), modifiers, action == GLFW_REPEAT, action == GLFW_RELEASE});
}

void install_callbacks(GLFWwindow* window) {
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int modifiers) {
    add_key(events_of(w), key, scancode, action, modifiers);
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
