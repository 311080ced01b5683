// A dot for each step of a lesson.
#pragma once

#include <optional>

#include "app/lessons/model/play.h"
#include "app/widgets/controls.h"

namespace flatscope {

// Pixels; `size` is the distance of two dots in design units.
float step_dots_width(const Ui& ui, const LessonPlay& play, float size);
// From `at`, the left end of their middle line. Filled: it was seen; large: it is shown. The step that was clicked.
std::optional<int> draw_step_dots(Ui& ui, ImVec2 at, const LessonPlay& play, float size);

}  // namespace flatscope
