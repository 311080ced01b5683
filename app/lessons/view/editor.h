// A lesson's text, written in the window: its steps, the text of the one in hand with what is wrong under it, and what
// the last good version of it says.
#pragma once

#include "app/lessons/model/draft.h"
#include "app/stages/stage.h"

namespace flatscope {

// What is typed and moved goes into `draft`; what asks for the program, into the context's Edit.
void draw_lesson_editor(StageContext& context, const Rect& area, LessonDraft& draft);

}  // namespace flatscope
