// What the switches of a training do to one sample: moved, and all its pixels shuffled.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/tensor/tensor.h"

namespace flatscope {

// shift() with zeros: dx pixels to the right, dy down. CHW or HW.
Tensor moved(const Tensor& image, std::int64_t dx, std::int64_t dy);

// A permutation of 0 to n - 1 that follows from the seed (std::mt19937, Fisher and Yates' shuffle); 0 <= n < 2^31
// (std::invalid_argument otherwise).
std::vector<std::int32_t> pixel_permutation(std::uint32_t seed, std::int64_t n);

// In every plane value p becomes the one that stood at permutation[p]; the same for all planes, so that the colours of
// a pixel stay together. Any tensor of rank >= 2, such as (N, C, H, W). Throws std::invalid_argument unless there are
// height x width numbers, each below that.
Tensor with_pixels_permuted(const Tensor& images, std::span<const std::int32_t> permutation);

}  // namespace flatscope
