// A picture moved, made smaller for the screen and compared with what it was, in one walk over its rows.
#pragma once

#include <cstdint>

#include "app/stages/shift/model/row_runs.h"
#include "core/layers/border.h"
#include "core/tensor/tensor.h"

namespace flatscope {

struct ScannedPicture {
  Tensor picture;                  // shift(picture, dx, dy, border)
  Tensor channel_sum;              // (H, W), of its channels; empty when there is one
  Tensor shown;                    // block_means(picture, block); empty when block is 1
  RowRuns<float> sums;             // of its elements
  RowRuns<std::uint16_t> changed;  // how many elements differ from those of `before`; empty without it
  std::int64_t elements_changed = 0;
};

// picture: (C, H, W), not empty; before: of the same shape, or null; block >= 1. The values are exactly those of the
// functions named above.
ScannedPicture scan_shifted(const Tensor& picture, std::int64_t dx, std::int64_t dy, Border border,
                            const Tensor* before, std::int64_t block);

// The same for a picture that is where it should be already.
ScannedPicture scan_picture(Tensor picture, const Tensor* before, std::int64_t block);

}  // namespace flatscope
