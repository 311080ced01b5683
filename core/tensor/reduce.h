// Pictures and feature maps made smaller for the screen, block by block.
#pragma once

#include <cstdint>

#include "core/tensor/tensor.h"

namespace flatscope {

// `count` channels from `first` on; -1: all that are left.
struct ChannelRange {
  std::int64_t first = 0, count = -1;
};

// (C, H, W) -> (channels, ceil(H / block), ceil(W / block)): the mean of every block x block values (fewer at the right
// and the bottom). block >= 1; HW counts as one channel. Throws std::invalid_argument for an empty tensor, block < 1
// and channels that are not there.
Tensor block_means(const Tensor& input, std::int64_t block, ChannelRange channels = {});

// The same with the value of the largest magnitude of every block, so that thin edges of a signed map do not cancel
// out; of two equal magnitudes any.
Tensor block_extremes(const Tensor& input, std::int64_t block, ChannelRange channels = {});

}  // namespace flatscope
