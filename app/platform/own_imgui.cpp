#include "app/platform/own_imgui.h"

#include <imgui_impl_opengl3.h>

#include "app/gl/program.h"

namespace flatscope {

OwnImGui::OwnImGui(ImFontAtlas& atlas) {
  ImGuiContext* const before = ImGui::GetCurrentContext();
  context_ = ImGui::CreateContext(&atlas);
  const Turn turn(*this, before);
  ImGui::GetIO().IniFilename = nullptr;
  ImGui_ImplOpenGL3_Init(gl::context_is_es() ? "#version 300 es" : "#version 330 core");
}

OwnImGui::~OwnImGui() {
  const Turn turn(*this);
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext(context_);
}

}  // namespace flatscope
