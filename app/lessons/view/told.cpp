#include "app/lessons/view/told.h"

#include <string>

#include "app/lessons/model/asked.h"
#include "app/lessons/model/lesson.h"
#include "app/lessons/model/waits.h"

namespace flatscope {

float draw_told(StageContext& context, const Rect& area, WordsLook look, bool draw_it) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  look.asked = waiting_question(play);
  const float words =
      draw_words(ui, area.min, area.width(), look, step_of(play)->say, scene_of(play), context.results, draw_it);
  const std::string waits = wait_words(play, context.scene, context.results);
  if (waits.empty()) return words;
  if (draw_it) ui.record.fact("lesson.waits", waits);
  return words + ui.dp(8) +
         ui.text_wrapped({area.min.x, area.min.y + words + ui.dp(8)}, area.width(), Type::small, ui.colours.muted,
                         waits, draw_it);
}

}  // namespace flatscope
