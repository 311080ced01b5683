// A rectangle of a convolution's matrix reduced to a grid of cells, for drawing at any zoom.
#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/conv_matrix.h"

namespace flatscope {

// Half open: rows row_begin to row_end - 1, columns column_begin to column_end - 1.
struct MatrixPart {
  std::int64_t row_begin = 0, row_end = 0, column_begin = 0, column_end = 0;
  bool operator==(const MatrixPart&) const = default;
};

// Cell (y, x) of `height` x `width`, at y * width + x, stands for the part's rows with (row - row_begin) * height /
// (row_end - row_begin) rounded down == y, and columns likewise: every entry lies in exactly one cell.
struct MatrixGrid {
  std::int64_t height = 0, width = 0;
  std::vector<float> values;          // of the cell's structural non-zeros the largest in magnitude; NaN if it has none
  std::vector<std::int64_t> entries;  // where that one stands, as row * matrix.columns() + column; -1 if there is none
};

// height and width are the cells wanted, >= 1, at most one for each row and column: the grid may have fewer. The part
// begins inside the matrix and may end beyond it, where nothing is. Follows the matrix's diagonals from cell to cell,
// so that time goes with the stretches of them inside the part and the cells that they cross, not with the area.
// Throws std::out_of_range for a part that is empty or begins outside the matrix, and std::invalid_argument for a
// height or width below 1 or above 65,536 or more than 2^26 cells.
MatrixGrid summarise(const ConvMatrix& matrix, const MatrixPart& part, std::int64_t height, std::int64_t width);

}  // namespace flatscope
