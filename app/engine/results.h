// What core computed for a Scene, each result stored with the inputs it was made from: equal inputs, nothing to do.
#pragma once

#include "app/stages/convolve/model/results.h"
#include "app/stages/flatten/model/results.h"
#include "app/stages/parameters/model/results.h"
#include "app/stages/shift/model/results.h"
#include "app/stages/train/model/results.h"

namespace flatscope {

// A base for each stage, in its own folder.
struct Results : FlattenResults, ShiftResults, ConvolveResults, ParametersResults {
  TrainResults train;
};

}  // namespace flatscope
