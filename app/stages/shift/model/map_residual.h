// A convolution and all that is measured on its maps (the residual of core/analysis/equivariance.h, peaks), band by
// band while they are in a core's cache: the maps of a 1920 x 1080 picture are 66 MB, and reading them from memory
// again for each measure took longer than computing them.
#pragma once

#include <cstdint>

#include "app/stages/shift/model/map_peaks.h"
#include "core/analysis/equivariance.h"
#include "core/layers/conv2d.h"
#include "core/tensor/tensor.h"

namespace flatscope {

struct ScannedMaps {
  Tensor maps;           // conv2d(picture, weight); empty unless they are to be kept
  Tensor shown;          // block_extremes(maps, block); empty when block is 1
  MapExtremes extremes;  // find_extremes(maps, rows x columns)
  EquivarianceResult
      residual;  // compare_shifted(maps, conv2d(*original), rows, columns, padding_mode); all 0 without it
};

// rows, columns: inside the maps, as interior_rows and interior_columns give them. original: the picture before the
// move, of the same shape, or null; its maps are computed band by band as well, which takes less time than reading them
// from memory. block >= 1. keep: the maps too, not only what is measured on them. The numbers and tensors are exactly
// those of the functions named above. Throws what conv2d throws.
ScannedMaps scan_maps(const Tensor& picture, const Tensor& weight, const Conv2dOptions& options,
                      const InteriorSpan& rows, const InteriorSpan& columns, const Tensor* original, std::int64_t block,
                      bool keep);

}  // namespace flatscope
