// Curves of a training against its epochs: training solid, test dashed, the gap between them shaded.
#pragma once

#include <cstddef>
#include <string>

#include "app/stages/stage.h"
#include "app/stages/train/model/results.h"

namespace flatscope {

struct CurvesWish {
  std::size_t network = 0;
  bool loss = false;                   // instead of accuracy
  bool gap = true;                     // shaded, bracketed and named in points
  bool test_only = false;              // no training curve: to lay two runs over each other
  const NetworkState* over = nullptr;  // a kept run, grey and hollow
  std::string over_name = "kept";      // what stands beside its end
  float lowest = 0.0F;                 // of the axis of accuracy, in per cent
  bool caption = true;                 // the sentence below that says what the axes are, where there is room for it
};

// Fills `area`. The pointer in it is read into view.train.pointed_epoch, so that all charts read the same epoch.
void draw_curves(StageContext& context, const Rect& area, const CurvesWish& wish);

// What the caption says, from long to short.
std::vector<std::string> curves_caption(const CurvesWish& wish);

}  // namespace flatscope
