// What the presenter's views keep from one frame to the next.
#pragma once

namespace flatscope {

struct PresentKept {
  int operated_in = -1;          // the step whose controls were drawn
  float operated_height = 0.0F;  // and how high they were, in pixels
};

}  // namespace flatscope
