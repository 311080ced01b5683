#include "app/widgets/pointer_cue.h"

#include <algorithm>
#include <cmath>

#include "app/widgets/icons.h"

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
  icons::enlarge(ui, box.centre(), side * 0.6F, ui.colours.text);
}

void typed_line(Ui& ui, float left, float right, float y) {
  const float dot = std::max(1.0F, ui.dp(1)), step = dot + std::max(2.0F, ui.dp(2));
  for (float x = std::round(left); x + dot <= right; x += step)
    ui.draw->AddRectFilled({x, std::round(y)}, {x + dot, std::round(y) + dot}, ui.colours.muted);
}

}  // namespace flatscope
