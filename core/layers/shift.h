// Moving pictures by whole pixels.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/layers/border.h"
#include "core/tensor/tensor.h"

namespace flatscope {

// Where each element of a shifted axis comes from, so that a loop over rows need not store the moved picture.
class ShiftedAxis {
 public:
  // size >= 1; any delta.
  ShiftedAxis(std::int64_t size, std::int64_t delta, Border border);

  // The element that stands at `index` after the shift, -1 where zeros puts a 0.
  std::int64_t source(std::int64_t index) const { return source_[static_cast<std::size_t>(index)]; }

  // Moves one row of values along this axis.
  void move(const float* from, float* to) const;
  void append(const float* from, std::vector<float>& to) const;

  // Indices [whole_begin(), whole_end()) come from inside, in one piece: from[i - delta()] stands at i.
  std::int64_t whole_begin() const { return begin_; }
  std::int64_t whole_end() const { return end_; }
  // Brought into the size, so that it may differ from the one that was asked for.
  std::int64_t delta() const { return delta_; }
  // The rest of move(): what lies outside that piece.
  void move_edges(const float* from, float* to) const;

  // With this axis as the rows of `plane` and `columns` beside it: row `row` of the moved plane.
  void shift_line(const float* plane, std::int64_t row, const ShiftedAxis& columns, float* to) const;

 private:
  // Elements [begin, end) come from source, source + step, ...; a source of -1 stands for zeros.
  struct Edge {
    std::int64_t begin, end, source, step;  // step -1, 0 or 1
  };
  // The edges between `begin` and `end`, in as few pieces as they are made of.
  void add_edges(std::int64_t begin, std::int64_t end);

  std::int64_t delta_;
  std::vector<std::int64_t> source_;
  std::int64_t begin_ = 0, end_ = 0;  // these come from inside, in one piece
  std::vector<Edge> edges_;
};

// (T x)[c, row, col] = x[c, row - dy, col - dx]: positive dx moves right, positive dy moves down. What comes in over
// the edge is the border's. Any integers; CHW or HW, the shape stays.
Tensor shift(const Tensor& input, std::int64_t dx, std::int64_t dy, Border border);

// The same into memory of the caller's, output.size() == input.size() (std::invalid_argument otherwise), for loops that
// run each frame. The two must not overlap.
void shift_into(const Tensor& input, std::int64_t dx, std::int64_t dy, Border border, std::span<float> output);

// Lays a moved object over a background, both CHW of the same shape; mask (H, W) in [0, 1] belongs to the object and
// moves with it (outside it is 0 with zeros, else the border's): out = m * object + (1 - m) * background.
// Throws std::invalid_argument when the shapes differ.
Tensor composite(const Tensor& background, const Tensor& object, const Tensor& mask, std::int64_t dx, std::int64_t dy,
                 Border border);

}  // namespace flatscope
