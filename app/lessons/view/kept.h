// What the lesson's views keep from one frame to the next.
#pragma once

#include <vector>

#include "app/widgets/anchors.h"
#include "app/widgets/text_field.h"

namespace flatscope {

struct LessonKept {
  TextField number;
  int number_of = -1;           // the step whose guess stands in it
  std::vector<Anchor> anchors;  // of the frame before: where a click is caught before the stage sees it
};

}  // namespace flatscope
