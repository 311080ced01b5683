// By how far something is expected to move: a dashed ghost of it that is dragged over its plane.
#pragma once

#include <string_view>

#include "app/stages/stage.h"

namespace flatscope {

// Before the stage is drawn: the pointer takes hold of the ghost. Precondition: a question for a shift waits.
void take_shift(StageContext& context);
// Over the finished stage: the ghost, and once it was committed the truth and the gap.
void draw_shift(StageContext& context);

// From the guess to the truth, vermilion and dashed, with its size over its middle where it has room.
void draw_gap(Ui& ui, ImVec2 from, ImVec2 to, std::string_view size);

}  // namespace flatscope
