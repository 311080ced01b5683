// GLFW's window with its OpenGL context, and Dear ImGui in it.
#pragma once

#include <memory>
#include <string>

#include "app/platform/native/platform.h"
#include "app/platform/window.h"

struct GLFWwindow;

namespace flatscope {

class GlfwWindow final : public Window {
 public:
  // Opens it as `settings` have it; `fit_display`: the first start, which may make text and window larger. Throws
  // std::runtime_error with a sentence where there is no display or no OpenGL 3.3.
  GlfwWindow(std::shared_ptr<NativePlatform> platform, Settings& settings, bool fit_display);
  ~GlfwWindow() override;
  GlfwWindow(const GlfwWindow&) = delete;
  GlfwWindow& operator=(const GlfwWindow&) = delete;

  GLFWwindow* get() const { return window_; }

  void start_imgui(ImFontAtlas& atlas) override;
  void begin_frame() override;
  void show_frame() override;
  WindowEvents& events() override { return events_; }
  double now() const override;
  bool closing() const override;
  float display_scale() const override;
  Size pixels() const override;
  void show_title(const std::string& title) override;
  void remember_place(Settings& settings) override;
  void show_full_screen(bool full, const Settings& settings) override;
  std::unique_ptr<NotesWindow> open_notes(const TextSize& text) override;

 private:
  std::shared_ptr<NativePlatform> platform_;
  GLFWwindow* window_ = nullptr;
  bool imgui_ = false, full_screen_ = false;
  int x_ = 64, y_ = 64;  // while it is neither maximised nor fills the screen
  std::string title_;
  WindowEvents events_;
};

}  // namespace flatscope
