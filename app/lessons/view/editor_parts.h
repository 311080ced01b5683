// The columns of the editor, each drawn by its own file.
#pragma once

#include "app/lessons/model/draft.h"
#include "app/stages/stage.h"

namespace flatscope {

// The head and the steps; a click takes one in hand. Below, what can be done with it.
void draw_draft_steps(StageContext& context, const Rect& area, LessonDraft& draft);
// The text of the part in hand, and what is wrong in it.
void draw_draft_text(StageContext& context, const Rect& area, LessonDraft& draft);
// What the step in hand says with its numbers filled in, and the names that can be put into it.
void draw_draft_reading(StageContext& context, const Rect& area, LessonDraft& draft);

}  // namespace flatscope
