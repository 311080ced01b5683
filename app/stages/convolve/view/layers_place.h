// Where the layers stand beside each other: boxes for their maps, lines for their words.
#pragma once

#include <vector>

#include "app/stages/convolve/view/levels.h"
#include "app/widgets/ui.h"

namespace flatscope {

struct LayersPlace {
  std::vector<Rect> boxes;                         // of the levels
  float names = 0.0F, sizes = 0.0F, words = 0.0F;  // tops of the lines above and below the boxes
  float slot = 0.0F;                               // width there is for a level's words
  Rect dense;                                      // the column of dense outputs
  Rect sentence;
};

// Every box is as large as a share of the width, and the height that the words leave, allow.
LayersPlace place_layers(const Ui& ui, const Rect& area, const std::vector<ConvLevel>& levels);

}  // namespace flatscope
