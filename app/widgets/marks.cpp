#include "app/widgets/marks.h"

#include <algorithm>
#include <cmath>

#include "app/widgets/imgui_compat.h"

namespace flatscope::marks {

void outline(Ui& ui, const Rect& rect, ImU32 colour, float thickness) {
  const float half = thickness * 0.5F;
  const Rect on = rect.inset(-half + 1.0F);
  compat::add_rect(ui.draw, {on.min.x - half, on.min.y - half}, {on.max.x + half, on.max.y + half}, ui.colours.outline,
                   1.0F, 1.0F);
  compat::add_rect(ui.draw, on.min, on.max, colour, 1.0F, thickness);
  if (rect.width() > thickness * 4.0F)
    compat::add_rect(ui.draw, {on.min.x + half, on.min.y + half}, {on.max.x - half, on.max.y - half},
                     ui.colours.outline, 0.0F, 1.0F);
}

void dashed_line(Ui& ui, ImVec2 from, ImVec2 to, ImU32 colour, float thickness, float dash) {
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  const float drawn = std::max(2.0F, ui.dp(dash)), step = drawn + std::max(2.0F, ui.dp(dash * 0.75F));
  if (length < 0.5F) return;
  const ImVec2 unit{(to.x - from.x) / length, (to.y - from.y) / length};
  for (float at = 0.0F; at < length; at += step) {
    const float end = std::min(length, at + drawn);
    ui.draw->AddLine({from.x + unit.x * at, from.y + unit.y * at}, {from.x + unit.x * end, from.y + unit.y * end},
                     colour, thickness);
  }
}

void dashed_rect(Ui& ui, const Rect& rect, ImU32 colour, float thickness, float dash) {
  dashed_line(ui, rect.min, {rect.max.x, rect.min.y}, colour, thickness, dash);
  dashed_line(ui, {rect.max.x, rect.min.y}, rect.max, colour, thickness, dash);
  dashed_line(ui, rect.max, {rect.min.x, rect.max.y}, colour, thickness, dash);
  dashed_line(ui, {rect.min.x, rect.max.y}, rect.min, colour, thickness, dash);
}

void thread(Ui& ui, ImVec2 from, ImVec2 to, ImU32 colour, float thickness) {
  const float pull = (to.y - from.y) * 0.5F;
  const ImVec2 a{from.x, from.y + pull}, b{to.x, to.y - pull};
  ui.draw->AddBezierCubic(from, a, b, to, with_alpha(ui.colours.ground, 0.55F), thickness + 2.0F);
  ui.draw->AddBezierCubic(from, a, b, to, colour, thickness);
}

void arch(Ui& ui, ImVec2 from, ImVec2 to, float height, ImU32 colour, float thickness) {
  // The top of a cubic with both handles at this height lies at three quarters of it.
  const float top = std::min(from.y, to.y) - height * 4.0F / 3.0F;
  ui.draw->AddBezierCubic(from, {from.x, top}, {to.x, top}, to, colour, thickness);
}

Rect pill(Ui& ui, ImVec2 at, std::string_view words, ImU32 rim) {
  const ImVec2 size = ui.measure(Type::mono, words);
  const Rect box{{std::round(at.x - size.x * 0.5F - ui.dp(8)), std::round(at.y - size.y * 0.5F - ui.dp(2))},
                 {std::round(at.x + size.x * 0.5F + ui.dp(8)), std::round(at.y + size.y * 0.5F + ui.dp(2))}};
  ui.draw->AddRectFilled(box.min, box.max, ui.colours.ground, box.height() * 0.5F);
  compat::add_rect(ui.draw, box.min, box.max, rim, box.height() * 0.5F, 1.5F);
  ui.text({at.x, at.y - size.y * 0.5F}, Type::mono, ui.colours.text, words, Align::centre);
  return box;
}

}  // namespace flatscope::marks
