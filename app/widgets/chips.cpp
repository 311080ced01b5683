#include "app/widgets/chips.h"

#include <algorithm>
#include <cmath>

#include "app/widgets/imgui_compat.h"

namespace flatscope {

Chips::Chips(Ui& ui, Column& column)
    : ui_(ui),
      column_(column),
      height_(ui.line_height(Type::body) + ui.dp(8)),
      between_(ui.dp(4)),
      x_(column.left()),
      line_(column.take_pixels(height_)) {}

Rect Chips::next(float width) {
  if (x_ > line_.min.x && x_ + width > line_.max.x + 0.5F) {
    column_.take_pixels(between_);
    line_ = column_.take_pixels(height_);
    x_ = line_.min.x;
  }
  const Rect cell{{x_, line_.min.y}, {std::min(x_ + width, line_.max.x), line_.max.y}};
  x_ += width + between_;
  return cell;
}

void Chips::label(std::string_view words) {
  const float least = x_ == line_.min.x ? ui_.dp(48) : 0.0F;
  const float width = ui_.text_fit({x_, line_.centre().y - ui_.line_height(Type::body) * 0.5F}, line_.max.x - x_,
                                   Type::body, ui_.colours.muted, words);
  x_ += std::max(width + ui_.dp(6), least);
}

bool Chips::words(const char* id, std::string_view label, std::string_view tooltip, bool chosen, bool enabled) {
  // Wide enough for the bold words, so that choosing one moves nothing.
  const float wide = ui_.measure(Type::strong, label).x + ui_.dp(14);
  const Rect cell = next(std::round(std::max(wide, height_)));
  const bool clicked = hit_area(ui_, id, cell, !enabled ? "missing" : chosen ? "on" : "off") && enabled;
  const bool hovered = ImGui::IsItemHovered() && enabled;
  ImU32 fill = chosen ? mix(ui_.colours.panel, ui_.colours.conv, 0.22F) : ui_.colours.raised;
  if (hovered) fill = mix(fill, ui_.colours.text, ImGui::IsItemActive() ? 0.18F : 0.09F);
  ui_.draw->AddRectFilled(cell.min, cell.max, fill, ui_.dp(5));
  if (chosen) compat::add_rect(ui_.draw, cell.min, cell.max, ui_.colours.conv, ui_.dp(5), std::max(1.0F, ui_.dp(1)));
  ui_.text_fit({cell.centre().x, cell.centre().y - ui_.line_height(Type::body) * 0.5F}, cell.width() - ui_.dp(4),
               chosen ? Type::strong : Type::body, enabled ? ui_.colours.text : ui_.colours.faint, label,
               Align::centre);
  if (!tooltip.empty()) ui_.tooltip(cell, tooltip);
  return clicked;
}

bool Chips::sign(const char* id, Sign sign, std::string_view tooltip, bool enabled) {
  const Rect cell = next(height_);
  const bool clicked = hit_area(ui_, id, cell, enabled ? "off" : "missing") && enabled;
  const bool hovered = ImGui::IsItemHovered() && enabled;
  ui_.draw->AddRectFilled(cell.min, cell.max,
                          hovered ? mix(ui_.colours.raised, ui_.colours.text, 0.12F) : ui_.colours.raised, ui_.dp(5));
  const ImU32 ink = enabled ? ui_.colours.text : ui_.colours.faint;
  const ImVec2 c{std::round(cell.centre().x), std::round(cell.centre().y)};
  const float s = ui_.dp(5), line = std::max(1.0F, ui_.dp(1.5F));
  if (sign == Sign::twice) {
    const float gap = ui_.dp(2);
    compat::add_rect(ui_.draw, {c.x - s - gap + 1, c.y - s - gap + 1}, {c.x + s - gap - 1, c.y + s - gap - 1}, ink,
                     ui_.dp(2), line);
    ui_.draw->AddRectFilled({c.x - s + gap + 1, c.y - s + gap + 1}, {c.x + s + gap - 1, c.y + s + gap - 1}, ink,
                            ui_.dp(2));
  } else {
    ui_.draw->AddLine({c.x - s, c.y}, {c.x + s, c.y}, ink, line);
    if (sign == Sign::plus) ui_.draw->AddLine({c.x, c.y - s}, {c.x, c.y + s}, ink, line);
  }
  if (!tooltip.empty()) ui_.tooltip(cell, tooltip);
  return clicked;
}

bool Chips::picture(const char* id, std::string_view tooltip, bool chosen, std::string_view value, Rect& inside) {
  const Rect cell = next(height_);
  const bool clicked = hit_area(ui_, id, cell, value);
  const bool hovered = ImGui::IsItemHovered();
  ui_.draw->AddRectFilled(cell.min, cell.max, ui_.colours.raised, ui_.dp(4));
  if (chosen || hovered)
    compat::add_rect(ui_.draw, cell.min, cell.max, chosen ? ui_.colours.conv : ui_.colours.muted, ui_.dp(4),
                     std::max(1.0F, ui_.dp(chosen ? 2 : 1)));
  if (!tooltip.empty()) ui_.tooltip(cell, tooltip);
  inside = cell.inset(ui_.dp(4));
  return clicked;
}

}  // namespace flatscope
