// GLFW's window with its OpenGL context, and Dear ImGui in it.
#pragma once

#include <imgui.h>

#include <string>

#include "app/files/settings.h"
#include "app/platform/window_events.h"

struct GLFWwindow;

namespace flatscope {

class Window {
 public:
  // Opens it as `settings` have it; `fit_display`: the first start, which may make text and window larger. Throws
  // std::runtime_error with a sentence where there is no display or no OpenGL 3.3.
  Window(Settings& settings, bool fit_display);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Dear ImGui and its backends, with fonts that are in `atlas` already. The atlas outlives the window.
  void start_imgui(ImFontAtlas& atlas);

  GLFWwindow* get() const { return window_; }
  WindowEvents& events() { return events_; }
  bool closing() const;
  float display_scale() const;
  // In pixels; 0 while it is minimised.
  struct Size {
    int width = 0, height = 0;
  };
  Size pixels() const;

  void show_title(const std::string& title);
  // Where the window is and how large while it does not fill the screen: what `settings` keep of it.
  void remember_place(Settings& settings);
  // `settings` tell how large it is without, and whether it is maximised then.
  void show_full_screen(bool full, const Settings& settings);

  // GLFW is still at work on another thread when the window goes; the system takes it down with the program.
  void keep_glfw() { keep_glfw_ = true; }

 private:
  GLFWwindow* window_ = nullptr;
  bool imgui_ = false, keep_glfw_ = false, full_screen_ = false;
  int x_ = 64, y_ = 64;  // while it is neither maximised nor fills the screen
  std::string title_;
  WindowEvents events_;
};

}  // namespace flatscope
