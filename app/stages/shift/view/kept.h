// What the Shift stage's views keep from one frame to the next (Ui::kept). Nothing here keeps a result alive.
#pragma once

#include <memory>

#include "app/stages/shift/view/change_strip.h"
#include "app/stages/shift/view/stage.h"

namespace flatscope {

struct ShiftKept {
  std::weak_ptr<const ObjectResult> outlined;  // what the outline is of
  ObjectOutline outline;
  ChangeStrip strips;  // of the one vector shown
};

}  // namespace flatscope
