#include "app/widgets/overlay.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace flatscope {

Overlay::Overlay(Ui& ui, std::string_view name, const Rect& screen, std::string_view state)
    : ui_(ui),
      name_(name),
      screen_(screen),
      margin_(ui.dp(screen.width() < ui.dp(1000) ? 8 : 32)),
      draw_before_(ui.draw),
      layer_before_(ui.layer) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
  ImGui::SetNextWindowPos(screen.min);
  ImGui::SetNextWindowSize({screen.width(), screen.height()});
  ImGui::Begin(("##" + std::string(name)).c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollWithMouse);
  if (ImGui::IsWindowAppearing()) ImGui::SetWindowFocus();
  ui.draw = ImGui::GetWindowDrawList();
  ui.layer = 1;
  ui.tooltip(screen, {});  // what lies below has nothing to say now
  ui.record.fact("overlay", std::string(state));
  ui.draw->AddRectFilled(screen.min, screen.max, IM_COL32(0, 0, 0, ui.theme == Theme::dark ? 150 : 90));
}

Overlay::~Overlay() {
  ImGui::End();
  ImGui::PopStyleVar(2);
  ui_.draw = draw_before_;
  ui_.layer = layer_before_;
}

Rect Overlay::panel(float width, float height) {
  const ImVec2 size{std::min(width, screen_.width() - 2 * margin_), std::min(height, most_height())};
  const ImVec2 corner{std::round(screen_.centre().x - size.x * 0.5F), std::round(screen_.centre().y - size.y * 0.5F)};
  const Rect panel{corner, {corner.x + size.x, corner.y + size.y}};
  ui_.draw->AddRectFilled(panel.min, panel.max, ui_.colours.panel, ui_.dp(10));
  ui_.record.area(std::string(name_), panel.min, panel.max);
  return panel;
}

}  // namespace flatscope
