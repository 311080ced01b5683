// What a lesson lays over the stage: things that are pointed out, the guess, the truth and the gap between them.
#pragma once

#include "app/stages/stage.h"

namespace flatscope {

// Before the stage is drawn: a click on what the question asks for is a guess, and the stage does not see it.
void take_guess(StageContext& context);
// After it.
void draw_lesson_overlay(StageContext& context, const Rect& stage);

// At the end of the frame: what can be clicked and what is highlighted among the controls is known in the next one.
void keep_anchors(Ui& ui);

}  // namespace flatscope
