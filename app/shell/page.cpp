#include "app/shell/page.h"

namespace flatscope {

void style_imgui(const Ui& ui) {
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowMinSize = {1, 1};
  style.ChildBorderSize = 0;
  style.FramePadding = {ui.dp(6), ui.dp(4)};
  style.FrameRounding = ui.dp(4);
  style.ItemSpacing = {0, 0};
  style.ScrollbarSize = ui.dp(8);
  style.ScrollbarRounding = ui.dp(4);
  const auto set = [&](ImGuiCol which, ImU32 colour) { style.Colors[which] = ImGui::ColorConvertU32ToFloat4(colour); };
  set(ImGuiCol_Text, ui.colours.text);
  set(ImGuiCol_FrameBg, ui.colours.raised);
  set(ImGuiCol_FrameBgHovered, ui.colours.raised);
  set(ImGuiCol_FrameBgActive, ui.colours.raised);
  set(ImGuiCol_TextSelectedBg, with_alpha(ui.colours.conv, 0.4F));
  set(ImGuiCol_ScrollbarBg, with_alpha(ui.colours.panel, 0.0F));
  set(ImGuiCol_ScrollbarGrab, ui.colours.line);
  set(ImGuiCol_ScrollbarGrabHovered, ui.colours.faint);
  set(ImGuiCol_ScrollbarGrabActive, ui.colours.muted);
  set(ImGuiCol_ChildBg, with_alpha(ui.colours.panel, 0.0F));
}

}  // namespace flatscope
