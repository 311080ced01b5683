#include "core/reduce.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/parallel.h"

namespace flatscope {
namespace {

// `join` folds a value into what its place holds so far; the rows of a block come first, as whole vectors.
template <class Join, class Finish>
Tensor join_blocks(const Tensor& input, std::int64_t block, Join join, Finish finish) {
  if (block < 1 || input.empty()) {
    throw std::invalid_argument("blocks of " + std::to_string(block) + " in a tensor of shape " +
                                to_string(input.shape()) + "; at least 1, and a tensor that is not empty, are needed");
  }
  const std::int64_t channels = input.channels(), height = input.height(), width = input.width();
  const std::int64_t columns = (width + block - 1) / block, rows = (height + block - 1) / block;
  Tensor output({channels, rows, columns});
  parallel_for(channels * rows, std::max<std::int64_t>(1, 65'536 / (block * width)),
               [&](std::int64_t begin, std::int64_t end) {
                 std::vector<float> line(static_cast<std::size_t>(width));
                 float* const joined = line.data();
                 for (std::int64_t i = begin; i < end; ++i) {
                   const std::int64_t top = i % rows * block, bottom = std::min(height, top + block);
                   const float* const plane = input.data() + i / rows * height * width;
                   std::copy_n(plane + top * width, width, joined);
                   for (std::int64_t y = top + 1; y < bottom; ++y) {
                     const float* const in = plane + y * width;
                     for (std::int64_t x = 0; x < width; ++x) joined[x] = join(joined[x], in[x]);
                   }
                   for (std::int64_t column = 0; column < columns; ++column) {
                     const std::int64_t left = column * block, right = std::min(width, left + block);
                     float value = joined[left];
                     for (std::int64_t x = left + 1; x < right; ++x) value = join(value, joined[x]);
                     output.data()[i * columns + column] = finish(value, (right - left) * (bottom - top));
                   }
                 }
               });
  return output;
}

}  // namespace

Tensor block_means(const Tensor& input, std::int64_t block) {
  return join_blocks(
      input, block, [](float a, float b) { return a + b; },
      [](float sum, std::int64_t count) { return sum / static_cast<float>(count); });
}

Tensor block_extremes(const Tensor& input, std::int64_t block) {
  return join_blocks(
      input, block, [](float a, float b) { return std::fabs(b) > std::fabs(a) ? b : a; },
      [](float most, std::int64_t) { return most; });
}

}  // namespace flatscope
