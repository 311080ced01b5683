// A part of the screen, twice as large, over the place itself.
#pragma once

#include "app/widgets/ui.h"

namespace flatscope {

// Draws what the frame has drawn around `at` so far.
void draw_magnifier(Ui& ui, ImVec2 at, ImVec2 screen);

}  // namespace flatscope
