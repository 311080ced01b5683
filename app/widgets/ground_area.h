// What lies under everything else of a frame: an opaque area. The frame tells where, and whoever shows it fills them
// before the rest.
#pragma once

#include <imgui.h>

#include "app/widgets/ui.h"

namespace flatscope {

struct GroundArea {
  Rect where;  // in pixels of the frame
  ImU32 colour = 0;
};

}  // namespace flatscope
