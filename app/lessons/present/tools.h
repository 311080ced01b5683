// What lies over a presented lesson: a black or white screen, the spotlight, the magnifier, the pen's lines, and what
// is pressed.
#pragma once

#include "app/lessons/model/presented.h"
#include "app/widgets/ui.h"

namespace flatscope {

// The pen follows the mouse; clicks get their rings. Before the frame is drawn.
void take_pointer(Presented& presented, int step, ImVec2 screen);
// Over all that the frame has drawn so far. `still`: rings do not grow (Settings::reduce_motion).
void draw_tools(Ui& ui, Presented& presented, int step, ImVec2 screen, bool still);

}  // namespace flatscope
