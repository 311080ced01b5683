// The question of a step in the lesson's bar, and what came of it.
#pragma once

#include <string>
#include <vector>

#include "app/lessons/model/lesson.h"
#include "app/stages/stage.h"

namespace flatscope {

// An answer: a number, or (row, column); "?" where there is none.
std::string value_words(const std::vector<double>& value);

// Draws it from the top of `area` down; returns the height used, and with draw_it false only measures.
float draw_question(StageContext& context, const Rect& area, const Step& step, bool draw_it);
// What came of the guess, in its place once it was committed or skipped.
float draw_outcome(StageContext& context, const Rect& area, const Step& step, bool draw_it);

}  // namespace flatscope
