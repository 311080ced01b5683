#include "app/widgets/pointer_cue.h"

#include <algorithm>
#include <cmath>

namespace flatscope {

void hand_over_item() {
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
}

void bar_over_item() {
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
}

const char* pointer_shape() {
  const ImGuiMouseCursor shape = ImGui::GetMouseCursor();
  return shape == ImGuiMouseCursor_Hand ? "hand" : shape == ImGuiMouseCursor_TextInput ? "text" : "arrow";
}

void enlarge_sign(Ui& ui, ImVec2 corner, float side) {
  const Rect box{{corner.x - side, corner.y}, {corner.x, corner.y + side}};
  ui.draw->AddRectFilled(box.min, box.max, with_alpha(ui.colours.ground, 0.85F), ui.dp(3));
  const float inset = std::round(side * 0.24F), head = std::round(side * 0.26F), line = std::max(1.0F, ui.dp(1.5F));
  const ImU32 ink = ui.colours.text;
  const ImVec2 high{box.max.x - inset, box.min.y + inset}, low{box.min.x + inset, box.max.y - inset};
  ui.draw->AddLine(low, high, ink, line);
  ui.draw->AddLine(high, {high.x - head, high.y}, ink, line);
  ui.draw->AddLine(high, {high.x, high.y + head}, ink, line);
  ui.draw->AddLine(low, {low.x + head, low.y}, ink, line);
  ui.draw->AddLine(low, {low.x, low.y - head}, ink, line);
}

void typed_line(Ui& ui, float left, float right, float y) {
  const float dot = std::max(1.0F, ui.dp(1)), step = dot + std::max(2.0F, ui.dp(2));
  for (float x = std::round(left); x + dot <= right; x += step)
    ui.draw->AddRectFilled({x, std::round(y)}, {x + dot, std::round(y) + dot}, ui.colours.muted);
}

}  // namespace flatscope
