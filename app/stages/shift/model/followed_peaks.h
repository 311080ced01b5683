// Where the strongest answers of the feature maps have gone.
#pragma once

#include "app/engine/results.h"

namespace flatscope {

// Fills peaks_before, peaks_after and peak_followed; `before`, `after` and the interior are there already.
void follow_peaks(const LayerInputs& inputs, ShiftResult& result);

}  // namespace flatscope
