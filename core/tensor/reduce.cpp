#include "core/tensor/reduce.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/tensor/line_scan.h"
#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

// The rows of a block are joined first, as whole vectors, and then the columns of the row that gives.
template <class JoinRows, class JoinColumns>
Tensor join_blocks(const Tensor& input, std::int64_t block, ChannelRange range, JoinRows join_rows,
                   JoinColumns join_columns) {
  if (block < 1 || input.empty()) {
    throw std::invalid_argument("blocks of " + std::to_string(block) + " in a tensor of shape " +
                                to_string(input.shape()) + "; at least 1, and a tensor that is not empty, are needed");
  }
  const std::int64_t left = input.channels() - range.first, channels = range.count < 0 ? left : range.count;
  if (range.first < 0 || channels < 1 || channels > left) {
    throw std::invalid_argument(std::to_string(channels) + " channels from channel " + std::to_string(range.first) +
                                " on of a tensor of shape " + to_string(input.shape()) + "; it has not so many");
  }
  const std::int64_t height = input.height(), width = input.width();
  const std::int64_t columns = (width + block - 1) / block, rows = (height + block - 1) / block;
  Tensor output({channels, rows, columns});
  parallel_for(channels * rows, std::max<std::int64_t>(1, 65'536 / (block * width)),
               [&](std::int64_t begin, std::int64_t end) {
                 std::vector<float> joined(static_cast<std::size_t>(width));
                 for (std::int64_t i = begin; i < end; ++i) {
                   const std::int64_t top = i % rows * block, bottom = std::min(height, top + block);
                   const float* const plane = input.data() + (range.first + i / rows) * height * width;
                   join_rows(plane + top * width, width, bottom - top, width, joined.data());
                   join_columns(joined.data(), width, block, bottom - top, output.data() + i * columns);
                 }
               });
  return output;
}

}  // namespace

Tensor block_means(const Tensor& input, std::int64_t block, ChannelRange channels) {
  return join_blocks(input, block, channels, join_sum, join_mean_columns);
}

Tensor block_extremes(const Tensor& input, std::int64_t block, ChannelRange channels) {
  return join_blocks(input, block, channels, join_larger,
                     [](const float* line, std::int64_t count, std::int64_t side, std::int64_t, float* out) {
                       join_larger_columns(line, count, side, out);
                     });
}

}  // namespace flatscope
