// What can be clicked and is no button says so: by the pointer's shape, and by a small sign.
#pragma once

#include "app/widgets/ui.h"

namespace flatscope {

// The pointer over the last item is a hand: a click does something here.
void hand_over_item();
// The pointer over the last item is the bar of a text: a click and one types.
void bar_over_item();
// What that makes of the pointer in this frame: "hand", "text" or "arrow".
const char* pointer_shape();

// Two arrows that point apart, in the corner of what a click makes large; `corner` is its top right.
void enlarge_sign(Ui& ui, ImVec2 corner, float side);
// A dotted line under a number that a click lets one type.
void typed_line(Ui& ui, float left, float right, float y);

}  // namespace flatscope
