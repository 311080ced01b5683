// A picture of any kind and size as a sample.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/tensor/tensor.h"

namespace flatscope {

// The bytes of a picture (any that decode_image reads, or .npy of shape (H, W) or (1 or 3, H, W), its values brought
// into [0, 1]) on a canvas: (1 or 3, canvas, canvas). It touches two opposite sides of the canvas, aspect kept,
// in the middle, zeros beside it; made smaller by resample_area, larger by resample_bilinear. Transparent pixels lie on
// white. Throws ImageError or NpyError, sentences without a path, for what is no picture.
Tensor fitted_picture(std::span<const std::byte> bytes, std::int64_t canvas, bool colour);

}  // namespace flatscope
