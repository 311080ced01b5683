#include "app/lessons/view/dots.h"

#include <fmt/format.h>

#include "app/lessons/model/lesson.h"
#include "app/widgets/pointer_cue.h"

namespace flatscope {

float step_dots_width(const Ui& ui, const LessonPlay& play, float size) {
  return ui.dp(size) * static_cast<float>(play.steps.size());
}

std::optional<int> draw_step_dots(Ui& ui, ImVec2 at, const LessonPlay& play, float size) {
  std::optional<int> clicked;
  const float between = ui.dp(size);
  for (std::size_t i = 0; i < play.steps.size(); ++i) {
    const int step = static_cast<int>(i);
    const bool here = step == play.step;
    const float left = at.x + between * static_cast<float>(i);
    const Rect box{{left, at.y - between * 0.5F}, {left + between, at.y + between * 0.5F}};
    if (hit_area(ui, fmt::format("lesson.dot/{}", step + 1).c_str(), box, here ? "on" : "off")) clicked = step;
    hand_over_item();
    ui.tooltip(box, fmt::format("{}. {}", step + 1, play.lesson->steps[i].title));
    const ImVec2 c = box.centre();
    const float radius = between * (here ? 0.31F : 0.22F);
    if (here || play.steps[i].seen)
      ui.draw->AddCircleFilled(c, radius, here ? ui.colours.text : ui.colours.muted);
    else
      ui.draw->AddCircle(c, radius, ui.colours.muted, 0, ui.dp(1.5F));
  }
  return clicked;
}

}  // namespace flatscope
