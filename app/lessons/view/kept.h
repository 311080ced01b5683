// What the lesson's views keep from one frame to the next.
#pragma once

#include <vector>

#include "app/widgets/anchors.h"
#include "app/widgets/text_area.h"
#include "app/widgets/text_field.h"

namespace flatscope {

struct LessonKept {
  TextField number;
  int number_of = -1;           // the step whose guess stands in it
  int chosen = -1;              // in the list of lessons, by the keyboard
  TextArea draft;               // the text that is being written
  double typed_at = -1e9;       // when it was last typed into, in ImGui's seconds
  int typed_part = -1;          // and which part of it
  std::vector<Anchor> anchors;  // of the frame before: where a click is caught before the stage sees it
};

}  // namespace flatscope
