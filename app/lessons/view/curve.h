// The chart of a question for a curve: heights are dragged, and once they are committed the truth stands beside them.
#pragma once

#include <functional>

#include "app/lessons/model/lesson.h"
#include "app/stages/stage.h"

namespace flatscope {

// How high it would like to be, in pixels.
float curve_height(const Ui& ui);
// Fills `area`, axes and their names included. While the question waits its points can be dragged.
void draw_curve(StageContext& context, const Rect& area, const Question& question);

// The chart, and at its right, where `buttons` take so much of the last row, what else there is to say; with buttons 0
// that stands below. draw_beside(where, draw_it) returns the height that it uses. Returns the height of all; with
// draw_it false it only measures.
using DrawBeside = std::function<float(const Rect& where, bool draw_it)>;
float draw_curve_beside(StageContext& context, const Rect& area, const Question& question, float buttons, bool draw_it,
                        const DrawBeside& draw_beside);
// What the two lines of the chart are.
float draw_curve_legend(Ui& ui, const Rect& area, const Question& question, bool guessed, bool draw_it);

}  // namespace flatscope
