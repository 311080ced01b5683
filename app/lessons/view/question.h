// The question of a step in the lesson's bar, and what came of it.
#pragma once

#include <string>
#include <vector>

#include "app/lessons/model/lesson.h"
#include "app/stages/stage.h"

namespace flatscope {

// Draws it from the top of `area` down; returns the height used, and with draw_it false only measures. `buttons` is how
// much at the right of its last row buttons take; 0: they stand elsewhere.
float draw_question(StageContext& context, const Rect& area, const Step& step, bool draw_it, float buttons = 0.0F);
// What came of the guess, in its place once it was committed or skipped.
float draw_outcome(StageContext& context, const Rect& area, const Step& step, bool draw_it, float buttons = 0.0F);

}  // namespace flatscope
