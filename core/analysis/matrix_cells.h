// How a grid of cells lies over a rectangle of a convolution's matrix, and how its diagonals are followed from cell to
// cell; used by matrix_view.cpp and free_matrix.cpp only.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

#include "core/analysis/conv_matrix.h"
#include "core/analysis/matrix_view.h"
#include "core/tensor/parallel.h"

namespace flatscope::detail {

// Indices `begin` to `end` - 1 shared out among `cells` cells.
class CellAxis {
 public:
  CellAxis(std::int64_t begin, std::int64_t end, std::int64_t cells)
      : begin_(begin), end_(end), cells_(std::min(cells, end - begin)) {
    const auto size = static_cast<std::uint64_t>((end - begin) / cells_);
    if ((end - begin) % cells_ == 0 && std::has_single_bit(size)) shift_ = std::countr_zero(size);
  }

  std::int64_t begin() const { return begin_; }
  std::int64_t end() const { return end_; }
  std::int64_t cells() const { return cells_; }
  // At most 2^40 indices and 2^16 cells: the products stay within 64 bits.
  std::int64_t cell_of(std::int64_t index) const {
    return shift_ >= 0 ? (index - begin_) >> shift_ : (index - begin_) * cells_ / (end_ - begin_);
  }
  std::int64_t begin_of(std::int64_t cell) const {
    return begin_ + (shift_ >= 0 ? cell << shift_ : (cell * (end_ - begin_) + cells_ - 1) / cells_);
  }
  std::int64_t end_of(std::int64_t cell) const { return begin_of(cell + 1); }

 private:
  std::int64_t begin_, end_, cells_;
  int shift_ = -1;  // of cells that all have a power of two of indices, which the views ask for: no divisions
};

// Least t >= 0 with from + t * step >= bound; step >= 1.
inline std::int64_t steps_to(std::int64_t from, std::int64_t step, std::int64_t bound) {
  if (bound <= from) return 0;
  return step == 1 ? bound - from : (bound - from + step - 1) / step;
}

// The part of a grid that a thread fills: its cell rows `first_cell` to `last_cell` - 1.
struct CellBand {
  CellAxis rows, columns;  // of the whole grid
  std::int64_t first_cell = 0, last_cell = 0;
  std::int64_t row_begin() const { return rows.begin_of(first_cell); }
  std::int64_t row_end(const ConvMatrix& matrix) const { return std::min(rows.begin_of(last_cell), matrix.rows()); }
  std::int64_t column_end(const ConvMatrix& matrix) const { return std::min(columns.end(), matrix.columns()); }
};

// Follows equal entries: those of one out_channel and one in_channel where a vertical and a horizontal run of taps
// meet. They lie on one short diagonal stretch for each line of outputs.
template <class Mark>
class BlockWalk {
 public:
  BlockWalk(const ConvMatrix& matrix, const CellBand& band, const Mark& mark)
      : band_(band),
        mark_(mark),
        row_begin_(band.row_begin()),
        row_end_(band.row_end(matrix)),
        column_begin_(band.columns.begin()),
        column_end_(band.column_end(matrix)),
        out_width_(matrix.across().outputs()),
        in_width_(matrix.across().inputs()),
        stride_down_(matrix.down().layer().stride),
        stride_across_(matrix.across().layer().stride) {}

  // first_row, first_column: of the two channels' blocks.
  void walk(std::int64_t first_row, std::int64_t first_column, const AxisRun& vertical, const AxisRun& horizontal,
            const ConvMatrix::Meeting& entry) const {
    const std::int64_t row = first_row + vertical.output * out_width_ + horizontal.output;
    const std::int64_t column = first_column + vertical.input * in_width_ + horizontal.input;
    const std::int64_t down = out_width_, across = stride_down_ * in_width_;  // from one line of outputs to the next
    const std::int64_t last = horizontal.length - 1;
    const std::int64_t end =
        std::min({vertical.length, steps_to(row, down, row_end_), steps_to(column, across, column_end_)});
    std::int64_t line = std::max(steps_to(row + last, down, row_begin_),
                                 steps_to(column + last * stride_across_, across, column_begin_));
    while (line < end) {
      const std::int64_t r = row + line * down, c = column + line * across;
      const std::int64_t r_last = r + last, c_last = c + last * stride_across_;
      const std::int64_t y = follow(r, c, horizontal.length, entry);
      // Large cells hold many lines whole: on to the first that is not.
      std::int64_t next = line + 1;
      if (y >= 0 && r >= row_begin_ && c >= column_begin_) {
        const std::int64_t x = band_.columns.cell_of(c);
        const std::int64_t row_bound = band_.rows.end_of(y), column_bound = band_.columns.end_of(x);
        if (r_last < row_bound && c_last < column_bound)
          next = std::max(next, std::min(steps_to(row + last, down, row_bound),
                                         steps_to(column + last * stride_across_, across, column_bound)));
      }
      line = next;
    }
  }

 private:
  // One stretch, from cell to cell; returns the cell row where it began, -1 if it is outside.
  std::int64_t follow(std::int64_t row, std::int64_t column, std::int64_t length,
                      const ConvMatrix::Meeting& entry) const {
    std::int64_t t = std::max(steps_to(row, 1, row_begin_), steps_to(column, stride_across_, column_begin_));
    const std::int64_t end =
        std::min({length, steps_to(row, 1, row_end_), steps_to(column, stride_across_, column_end_)});
    std::int64_t first = -1;
    while (t < end) {
      const std::int64_t r = row + t, c = column + t * stride_across_;
      const std::int64_t y = band_.rows.cell_of(r), x = band_.columns.cell_of(c);
      if (first < 0) first = y;
      mark_(y * band_.columns.cells() + x, r, c, entry);
      t = std::min(steps_to(row, 1, band_.rows.end_of(y)), steps_to(column, stride_across_, band_.columns.end_of(x)));
    }
    return first;
  }

  const CellBand& band_;
  const Mark& mark_;
  std::int64_t row_begin_, row_end_, column_begin_, column_end_, out_width_, in_width_, stride_down_, stride_across_;
};

// Calls mark(cell, row, column, entry) for an entry of each stretch of equal ones in each cell of the band that it
// crosses: for every cell and every weight that has an entry there at least once.
template <class Mark>
void mark_cells(const ConvMatrix& matrix, const CellBand& band, const Mark& mark) {
  const std::int64_t row_begin = band.row_begin(), row_end = band.row_end(matrix);
  const std::int64_t column_begin = band.columns.begin(), column_end = band.column_end(matrix);
  if (row_begin >= row_end || column_begin >= column_end) return;
  const std::int64_t out_plane = matrix.down().outputs() * matrix.across().outputs();
  const std::int64_t in_plane = matrix.down().inputs() * matrix.across().inputs();
  const BlockWalk<Mark> block(matrix, band, mark);
  for (std::int64_t out = row_begin / out_plane; out <= (row_end - 1) / out_plane; ++out) {
    for (std::int64_t in = column_begin / in_plane; in <= (column_end - 1) / in_plane; ++in) {
      for (const AxisRun& vertical : matrix.down().runs()) {
        for (const AxisRun& horizontal : matrix.across().runs()) {
          block.walk(out * out_plane, in * in_plane, vertical, horizontal,
                     matrix.meet(out, in, matrix.down().taps(vertical), matrix.across().taps(horizontal)));
        }
      }
    }
  }
}

// Checked axes of a part, and an empty grid for it; throw as summarise() says.
CellAxis row_axis(const ConvMatrix& matrix, const MatrixPart& part, std::int64_t height);
CellAxis column_axis(const ConvMatrix& matrix, const MatrixPart& part, std::int64_t width);
MatrixGrid empty_grid(const CellAxis& rows, const CellAxis& columns);

// Calls fill(band) for bands of cell rows that cover the grid, on all cores when it is large.
template <class Fill>
void for_bands(const CellAxis& rows, const CellAxis& columns, const Fill& fill) {
  const std::int64_t grain = std::max<std::int64_t>(8, 8192 / columns.cells());
  parallel_for(rows.cells(), grain, [&](std::int64_t begin, std::int64_t end) {
    fill(CellBand{rows, columns, begin, end});
  });
}

}  // namespace flatscope::detail
