#include "app/widgets/key_cap.h"

#include <algorithm>

namespace flatscope {

float key_cap_height(const Ui& ui, Type type) { return ui.line_height(type) + ui.dp(6); }

float key_cap(Ui& ui, ImVec2 at, std::string_view name, bool draw_it, Type type) {
  const float height = key_cap_height(ui, type), wide = std::max(height, ui.measure(type, name).x + ui.dp(12));
  if (!draw_it) return wide;
  const ImVec2 end{at.x + wide, at.y + height};
  ui.draw->AddRectFilled(at, end, ui.colours.line, ui.dp(4));
  ui.draw->AddRectFilled({at.x + 1, at.y + 1}, {end.x - 1, end.y - std::max(2.0F, ui.dp(2))}, ui.colours.raised,
                         ui.dp(4));
  ui.text({at.x + wide * 0.5F, at.y + ui.dp(2)}, type, ui.colours.text, name, Align::centre);
  return wide;
}

}  // namespace flatscope
