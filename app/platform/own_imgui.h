// Dear ImGui of its own beside that of a window, or without one; current while one of its Turns lives.
#pragma once

#include <imgui.h>

namespace flatscope {

class OwnImGui {
 public:
  // The OpenGL context that is current then has to be current when it goes.
  explicit OwnImGui(ImFontAtlas& atlas);
  ~OwnImGui();
  OwnImGui(const OwnImGui&) = delete;
  OwnImGui& operator=(const OwnImGui&) = delete;

  class Turn {
   public:
    explicit Turn(const OwnImGui& own) : Turn(own, ImGui::GetCurrentContext()) {}
    Turn(const OwnImGui& own, ImGuiContext* before) : before_(before) { ImGui::SetCurrentContext(own.context_); }
    ~Turn() { ImGui::SetCurrentContext(before_); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

   private:
    ImGuiContext* before_;
  };

 private:
  ImGuiContext* context_ = nullptr;
};

}  // namespace flatscope
