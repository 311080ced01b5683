// What an output of a stack of layers sees of the picture, and what an input feeds.
//
// Levels: 0 is the picture, level n the output of layer n. Source of the recurrences: Araujo, Norris and Sim,
// "Computing Receptive Fields of Convolutional Neural Networks", Distill (2019), with dilation added:
//   size_n  = size_{n-1} + dilation_n * (kernel_n - 1) * jump_{n-1},      size_0 = 1
//   jump_n  = jump_{n-1} * stride_n,                                      jump_0 = 1
//   start_n = start_{n-1} - padding_n * jump_{n-1},                       start_0 = 0   (padding before)
// Output i of level n spans the inputs start_n + i * jump_n to start_n + i * jump_n + size_n - 1. These are plain
// arithmetic and reach over the edge; which inputs really act is counted from the links, padding modes included.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/layers/axis_links.h"
#include "core/layers/conv2d.h"

namespace flatscope {

// Four convolutions, each with a pooling behind it.
inline constexpr std::size_t most_stacked_layers = 8;

// The most that size, jump, start and the stretch of all outputs may come to, in inputs: far beyond any picture, and
// far within 64 bits.
inline constexpr std::int64_t farthest_place = std::int64_t{1} << 40;

// A convolution or a pooling, as far as places go.
struct FieldLayer {
  AxisLayer rows, columns;
};
// Throws std::invalid_argument when padding "same" meets a stride.
FieldLayer conv_field(std::int64_t kernel_h, std::int64_t kernel_w, const Conv2dOptions& options);
FieldLayer pool_field(std::int64_t kernel, std::int64_t stride);  // as pool2d: no padding

// One axis of one level.
struct FieldAxis {
  std::int64_t outputs = 1;  // elements of this level
  std::int64_t size = 1;     // inputs spanned by one output, holes of dilation included
  std::int64_t jump = 1;     // inputs between neighbouring outputs
  std::int64_t start = 0;    // first input that output 0 spans; negative inside the padding
  double centre() const { return static_cast<double>(start) + 0.5 * static_cast<double>(size - 1); }  // of output 0
};
struct FieldLevel {
  FieldAxis rows, columns;
};

// Half open: from `top`, `left` up to, not including, `bottom`, `right`.
struct FieldRect {
  std::int64_t top = 0, left = 0, bottom = 0, right = 0;
  bool operator==(const FieldRect&) const = default;
};

// The cells (row, column) for every row in `rows` and every column in `columns`; both rising, without repeats. They
// have holes where a layer is dilated or strides over inputs, or where circular padding reaches the far side. Empty
// when nothing but zero padding is seen.
struct FieldCells {
  std::vector<std::int64_t> rows, columns;
  FieldRect bounds() const;  // all 0 when there are no cells
  bool filled() const;       // the cells are the whole of bounds()
};

class ReceptiveField {
 public:
  // Up to eight layers on an input of height x width. Throws std::invalid_argument with a sentence naming the layer
  // (counted from 1) that has an option out of range, whose kernel does not fit, or where an output would see further
  // than farthest_place; and for more than eight layers.
  ReceptiveField(std::int64_t height, std::int64_t width, std::span<const FieldLayer> layers);

  // layers + 1 of them; level 0 is the picture itself.
  const std::vector<FieldLevel>& levels() const { return levels_; }

  // Element (row, column) of `level` in coordinates of the picture: by the formulas alone, over the edges (unclipped),
  // and cut to the picture, where it may be empty (all 0).
  FieldRect unclipped(std::size_t level, std::int64_t row, std::int64_t column) const;
  FieldRect clipped(std::size_t level, std::int64_t row, std::int64_t column) const;

  // The elements of level `to` that act on element (row, column) of level `from`, to <= from: exact, with padding modes
  // and the edges of the levels between. Throws std::out_of_range for an element or a level that does not exist.
  FieldCells seen_by(std::size_t from, std::int64_t row, std::int64_t column, std::size_t to) const;
  // The elements of level `to` that element (row, column) of level `from` acts on, to >= from.
  FieldCells fed_by(std::size_t from, std::int64_t row, std::int64_t column, std::size_t to) const;

 private:
  void check_place(std::size_t level, std::int64_t row, std::int64_t column) const;

  std::vector<FieldLevel> levels_;
  std::vector<AxisLinks> row_links_, column_links_;  // of layer n at n - 1
};

}  // namespace flatscope
