#include "app/stages/heading.h"

namespace flatscope {

Rect draw_heading(StageContext& context, const Rect& area, std::string_view title, std::string_view subtitle) {
  Ui& ui = context.ui;
  if (context.view.lesson.on_paper || !ui.headings) return area;
  float y = area.min.y;
  ui.text_fit({area.min.x, y}, area.width(), Type::title, ui.colours.text, title);
  y += ui.line_height(Type::title) + ui.dp(2);
  ui.text_fit({area.min.x, y}, area.width(), Type::body, ui.colours.muted, subtitle);
  y += (subtitle.empty() ? 0.0F : ui.line_height(Type::body)) + ui.dp(14);
  return {{area.min.x, y}, area.max};
}

}  // namespace flatscope
