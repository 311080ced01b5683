// The teacher's notes in a window of their own, to be put on another monitor than the picture that the class sees. It
// shares the first window's OpenGL objects, has a Dear ImGui of its own, and hands its keys on to the first window.
#pragma once

#include <imgui.h>

#include <memory>
#include <optional>

#include "app/platform/native/glfw_window.h"
#include "app/platform/own_imgui.h"
#include "app/widgets/fonts.h"

namespace flatscope {

class GlfwNotesWindow final : public NotesWindow {
 public:
  // Where there is a second monitor it opens on it. The context of `beside` is current afterwards. Throws
  // std::runtime_error with a sentence.
  GlfwNotesWindow(GlfwWindow& beside, const TextSize& text);
  ~GlfwNotesWindow() override;
  GlfwNotesWindow(const GlfwNotesWindow&) = delete;
  GlfwNotesWindow& operator=(const GlfwNotesWindow&) = delete;

  bool closing() const override;
  bool stirred() override;
  void draw(App& app) override;

 private:
  void install_callbacks();

  GlfwWindow& beside_;
  GLFWwindow* window_ = nullptr;
  std::unique_ptr<ImFontAtlas> atlas_ = std::make_unique<ImFontAtlas>();
  TextSize text_;
  FontSet fonts_;
  std::optional<OwnImGui> imgui_;
  double drawn_at_ = 0.0;
  ImVec2 pointer_{-1, -1};
  float wheel_ = 0.0F;
  bool down_ = false, stirred_ = true;
};

}  // namespace flatscope
