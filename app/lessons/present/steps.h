// All steps of the lesson over the page, to jump to one.
#pragma once

#include "app/stages/stage.h"

namespace flatscope {

// True when it is to be closed. A click on a step asks for it (LessonPlay::jump).
bool draw_step_list(StageContext& context, const Rect& screen);

}  // namespace flatscope
