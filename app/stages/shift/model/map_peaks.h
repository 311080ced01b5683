// The strongest answers of feature maps.
#pragma once

#include <cstdint>
#include <vector>

#include "app/engine/results.h"
#include "core/tensor/tensor.h"

namespace flatscope {

// Rows [first_row, last_row) and columns [first_column, last_column) of every map.
struct MapRegion {
  std::int64_t first_row = 0, last_row = 0, first_column = 0, last_column = 0;
  bool empty() const { return first_row >= last_row || first_column >= last_column; }
};

struct MapExtremes {
  std::vector<Peak> inside;  // one a map: the first place, in row-major order, of the largest |value| in the region
  std::vector<float> everywhere;  // one a map: the largest |value| of the whole map
};

// maps: (maps, H, W), not empty. An empty region counts as the whole map; one that sticks out is cut.
MapExtremes find_extremes(const Tensor& maps, MapRegion inside);

}  // namespace flatscope
