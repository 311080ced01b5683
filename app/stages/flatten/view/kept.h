// What the Flatten stage's views keep from one frame to the next (Ui::kept).
#pragma once

#include "app/widgets/vector_strip.h"

namespace flatscope {

struct FlattenKept {
  VectorStrip overview;
};

}  // namespace flatscope
