// The teacher's notes of the step and the time. They are for one person: never on a presented picture.
#pragma once

#include "app/stages/stage.h"

namespace flatscope {

// In a column that scrolls, as the inspector does.
void draw_notes(StageContext& context, Column& column);
// In a window of their own, below them: the way through the lesson, and away with the window.
void draw_notes_foot(StageContext& context, const Rect& foot);

}  // namespace flatscope
