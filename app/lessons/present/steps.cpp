#include "app/lessons/present/steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/lessons/model/lesson.h"
#include "app/lessons/present/words.h"
#include "app/widgets/overlay.h"
#include "app/widgets/pointer_cue.h"
#include "app/widgets/scroll_area.h"

namespace flatscope {
namespace {

// A row: its number, its title, and what the step is.
void draw_row(StageContext& context, const Rect& row, int step) {
  Ui& ui = context.ui;
  LessonPlay& play = context.view.lesson;
  const Step& one = play.lesson->steps[static_cast<std::size_t>(step)];
  const bool here = step == play.step, seen = play.steps[static_cast<std::size_t>(step)].seen;
  if (hit_area(ui, fmt::format("lesson.step/{}", step + 1).c_str(), row, here ? "on" : "off")) play.jump = step;
  hand_over_item();
  if (here || ImGui::IsItemHovered())
    ui.draw->AddRectFilled(row.min, row.max, here ? ui.colours.raised : mix(ui.colours.panel, ui.colours.raised, 0.5F),
                           ui.dp(6));
  const float y = row.centre().y;
  const float number = ui.measure(Type::mono, "00").x, left = row.min.x + ui.dp(12) + number + ui.dp(14);
  ui.text({row.min.x + ui.dp(12) + number, y - ui.line_height(Type::mono) * 0.5F}, Type::mono, ui.colours.muted,
          std::to_string(step + 1), Align::right);
  const Type type = here ? Type::strong : Type::body;
  const std::string_view kind = kind_of_step(one);
  const float kind_wide = ui.measure(Type::small, kind).x, title = ui.measure(type, one.title).x;
  const bool both = left + title + kind_wide + ui.dp(40) < row.max.x;
  ui.text_fit({left, y - ui.line_height(type) * 0.5F}, row.max.x - ui.dp(12) - left, type,
              here || !seen ? ui.colours.text : ui.colours.muted, one.title);
  if (both)
    ui.text({row.max.x - ui.dp(12), y - ui.line_height(Type::small) * 0.5F}, Type::small, ui.colours.muted, kind,
            Align::right);
}

}  // namespace

bool draw_step_list(StageContext& context, const Rect& screen) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  Overlay overlay(ui, "steps", screen, "steps");
  const float pad = ui.dp(20), row_height = ui.line_height(Type::body) + ui.dp(16);
  const float head = ui.line_height(Type::heading) + ui.dp(14);
  const float content = row_height * static_cast<float>(play.steps.size());
  const Rect panel = overlay.panel(ui.dp(520), head + content + 2 * pad);
  const float cross = ui.dp(28);
  ui.text_fit({panel.min.x + pad, panel.min.y + pad}, panel.width() - 2 * pad - cross - ui.dp(8), Type::heading,
              ui.colours.text, play.lesson->title);
  bool close = close_cross(ui, "steps/close",
                           {{panel.max.x - pad - cross, panel.min.y + pad - ui.dp(4)},
                            {panel.max.x - pad, panel.min.y + pad - ui.dp(4) + cross}},
                           "Close (Escape)");
  if (ImGui::IsMouseClicked(0) && ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
      !panel.contains(ImGui::GetIO().MousePos))
    close = true;
  const Rect area{{panel.min.x + pad, panel.min.y + pad + head}, {panel.max.x - ui.dp(6), panel.max.y - ui.dp(8)}};
  ScrollArea scroll(ui, "steps", area, ui.colours.panel);
  scroll.content(content);
  const float right = area.max.x - std::max(ScrollArea::bar_width(ui), pad - ui.dp(6));
  for (int step = 0; step < static_cast<int>(play.steps.size()); ++step) {
    const float top = area.min.y + row_height * static_cast<float>(step) - scroll.scrolled();
    draw_row(context, {{area.min.x, top}, {right, top + row_height}}, step);
  }
  return close;
}

}  // namespace flatscope
