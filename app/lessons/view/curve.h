// The chart of a question for a curve: heights are dragged, and once they are committed the truth stands beside them.
#pragma once

#include "app/lessons/model/lesson.h"
#include "app/stages/stage.h"

namespace flatscope {

// How high it would like to be, in pixels.
float curve_height(const Ui& ui);
// Fills `area`, axes and their names included. While the question waits its points can be dragged.
void draw_curve(StageContext& context, const Rect& area, const Question& question);

}  // namespace flatscope
