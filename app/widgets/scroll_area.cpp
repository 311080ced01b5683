#include "app/widgets/scroll_area.h"

#include <algorithm>
#include <string>

namespace flatscope {

ScrollArea::ScrollArea(Ui& ui, const char* id, const Rect& area, ImU32 ground)
    : ui_(ui), area_(area), ground_(ground), draw_before_(ui.draw) {
  ui.record.area(std::string("scrolls/") + id, area.min, area.max);
  ImGui::SetCursorScreenPos(area.min);
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, ui.dp(10));
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarRounding, ui.dp(5));
  ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 0.0F);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0U);
  ImGui::PushStyleColor(ImGuiCol_ScrollbarBg, 0U);
  ImGui::PushStyleColor(ImGuiCol_ScrollbarGrab, ui.colours.line);
  ImGui::PushStyleColor(ImGuiCol_ScrollbarGrabHovered, ui.colours.faint);
  ImGui::PushStyleColor(ImGuiCol_ScrollbarGrabActive, ui.colours.muted);
  ImGui::BeginChild(id, {area.width(), area.height()}, false);
  ui.draw = ImGui::GetWindowDrawList();
  scrolled_ = ImGui::GetScrollY();
}

void ScrollArea::content(float height) { height_ = std::max(1.0F, height); }

void ScrollArea::scroll_to(float y) {
  scrolled_ = std::clamp(y, 0.0F, std::max(0.0F, height_ - area_.height()));
  ImGui::SetScrollY(scrolled_);
}

void ScrollArea::reveal(float top, float bottom) {
  if (bottom > scrolled_ + area_.height()) scroll_to(bottom - area_.height());
  if (top < scrolled_) scroll_to(top);
}

ScrollArea::~ScrollArea() {
  const float fade = ui_.dp(16), right = area_.max.x - bar_width(ui_);
  const ImU32 clear = with_alpha(ground_, 0.0F);
  if (scrolled_ > 0.5F)
    ui_.draw->AddRectFilledMultiColor(area_.min, {right, area_.min.y + fade}, ground_, ground_, clear, clear);
  if (scrolled_ + area_.height() < height_ - 0.5F)
    ui_.draw->AddRectFilledMultiColor({area_.min.x, area_.max.y - fade}, {right, area_.max.y}, clear, clear, ground_,
                                      ground_);
  // Tells ImGui how far there is to scroll.
  ImGui::SetCursorScreenPos({area_.min.x, area_.min.y - ImGui::GetScrollY()});
  ImGui::Dummy({1.0F, height_});
  ImGui::EndChild();
  ImGui::PopStyleColor(5);
  ImGui::PopStyleVar(3);
  ui_.draw = draw_before_;
}

}  // namespace flatscope
