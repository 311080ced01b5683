// What lies outside a picture, and how much of it a convolution adds, written down once more for the naive twins: a
// fault in the program's own must not be in what it is compared with too.
#pragma once

#include <cstdint>
#include <vector>

#include "core/layers/border.h"
#include "core/layers/conv2d.h"

namespace flatscope::twin {

// As core/layers/border.h describes it: by laying the row out over and over and looking the index up.
inline std::int64_t source_index(std::int64_t index, std::int64_t size, Border border) {
  if (index >= 0 && index < size) return index;
  if (border == Border::zeros) return -1;
  if (border == Border::replicate) return index < 0 ? 0 : size - 1;
  std::vector<std::int64_t> pattern;
  for (std::int64_t i = 0; i < size; ++i) pattern.push_back(i);
  if (border == Border::reflect)
    for (std::int64_t i = size - 2; i > 0; --i) pattern.push_back(i);
  const auto period = static_cast<std::int64_t>(pattern.size());
  std::int64_t place = index % period;
  while (place < 0) place += period;
  return pattern[static_cast<std::size_t>(place)];
}

// `same`: so much that a stride of 1 keeps the size, the odd one at the end.
inline Padding padding_of(const Conv2dOptions& options, std::int64_t kernel_h, std::int64_t kernel_w) {
  if (!options.same) return {options.padding_h, options.padding_h, options.padding_w, options.padding_w};
  Padding padding;
  for (std::int64_t rows = 1; rows < options.dilation * (kernel_h - 1) + 1; ++rows)
    ++(padding.bottom == padding.top ? padding.bottom : padding.top);
  for (std::int64_t columns = 1; columns < options.dilation * (kernel_w - 1) + 1; ++columns)
    ++(padding.right == padding.left ? padding.right : padding.left);
  return padding;
}

}  // namespace flatscope::twin
