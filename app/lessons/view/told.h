// What a step says: its words, and below them quietly what it waits for.
#pragma once

#include "app/lessons/view/words.h"
#include "app/stages/stage.h"

namespace flatscope {

// Of the step at hand; a number that its open question asks for is not told. Returns the height used; with draw_it
// false it only measures.
float draw_told(StageContext& context, const Rect& area, WordsLook look, bool draw_it);

}  // namespace flatscope
