// Moving pictures by whole pixels.
#pragma once

#include <cstdint>

#include "core/border.h"
#include "core/tensor.h"

namespace flatscope {

// (T x)[c, row, col] = x[c, row - dy, col - dx]: positive dx moves right, positive dy moves down. What comes in over
// the edge is the border's. Any integers; CHW or HW, the shape stays.
Tensor shift(const Tensor& input, std::int64_t dx, std::int64_t dy, Border border);

// Lays a moved object over a background, both CHW of the same shape; mask (H, W) in [0, 1] belongs to the object and
// moves with it (outside it is 0 with zeros, else the border's): out = m * object + (1 - m) * background.
// Throws std::invalid_argument when the shapes differ.
Tensor composite(const Tensor& background, const Tensor& object, const Tensor& mask, std::int64_t dx, std::int64_t dy,
                 Border border);

}  // namespace flatscope
