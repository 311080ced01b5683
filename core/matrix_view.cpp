#include "core/matrix_view.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace flatscope {
namespace {

constexpr std::int64_t longest_window = std::int64_t{1} << 40;
constexpr std::int64_t longest_side = 65'536;
constexpr std::int64_t most_cells = std::int64_t{1} << 26;

// Indices `begin` to `end` - 1 shared out among `cells` cells.
class CellAxis {
 public:
  CellAxis(std::int64_t begin, std::int64_t end, std::int64_t cells)
      : begin_(begin), end_(end), cells_(std::min(cells, end - begin)) {}

  std::int64_t begin() const { return begin_; }
  std::int64_t end() const { return end_; }
  std::int64_t cells() const { return cells_; }
  // At most 2^40 indices and 2^16 cells: the products stay within 64 bits.
  std::int64_t cell_of(std::int64_t index) const { return (index - begin_) * cells_ / (end_ - begin_); }
  // First index of the next cell.
  std::int64_t end_of(std::int64_t cell) const { return begin_ + ((cell + 1) * (end_ - begin_) + cells_ - 1) / cells_; }

 private:
  std::int64_t begin_, end_, cells_;
};

// Least t >= 0 with from + t * step >= bound; step >= 1.
std::int64_t steps_to(std::int64_t from, std::int64_t step, std::int64_t bound) {
  return bound <= from ? 0 : (bound - from + step - 1) / step;
}

class Painter {
 public:
  Painter(const ConvMatrix& matrix, const CellAxis& rows, const CellAxis& columns)
      : matrix_(matrix), rows_(rows), columns_(columns) {
    grid_.height = rows.cells();
    grid_.width = columns.cells();
    const auto cells = static_cast<std::size_t>(grid_.height * grid_.width);
    grid_.values.assign(cells, std::numeric_limits<float>::quiet_NaN());
    grid_.weights.assign(cells, -1);
  }

  MatrixGrid paint() {
    const std::int64_t out_width = matrix_.across().outputs(), out_height = matrix_.down().outputs();
    // A line of outputs makes a band of the matrix; those of the window only.
    for (std::int64_t line = rows_.begin() / out_width; line <= (rows_.end() - 1) / out_width; ++line) {
      paint_line(line / out_height, line % out_height, line * out_width);
    }
    return std::move(grid_);
  }

 private:
  // The rows from `first_row` on: outputs (out_channel, output_row, any column).
  void paint_line(std::int64_t out_channel, std::int64_t output_row, std::int64_t first_row) {
    const std::int64_t in_width = matrix_.across().inputs(), in_plane = matrix_.down().inputs() * in_width;
    const std::int64_t last_channel = (columns_.end() - 1) / in_plane;
    for (std::int64_t channel = columns_.begin() / in_plane; channel <= last_channel; ++channel) {
      for (const AxisLink& vertical : matrix_.down().of_output(output_row)) {
        const std::int64_t first_column = channel * in_plane + vertical.other * in_width;
        if (first_column >= columns_.end() || first_column + in_width <= columns_.begin()) continue;
        for (const AxisRun& run : matrix_.across().runs()) {
          paint_run(run, first_row + run.output, first_column + run.input,
                    matrix_.meet(out_channel, channel, matrix_.down().taps(vertical), matrix_.across().taps(run)));
        }
      }
    }
  }

  // One diagonal stretch of equal entries, from cell to cell.
  void paint_run(const AxisRun& run, std::int64_t row, std::int64_t column, const ConvMatrix::Meeting& entry) {
    const std::int64_t stride = matrix_.across().layer().stride;
    std::int64_t t = std::max(steps_to(row, 1, rows_.begin()), steps_to(column, stride, columns_.begin()));
    const std::int64_t end =
        std::min({run.length, steps_to(row, 1, rows_.end()), steps_to(column, stride, columns_.end())});
    while (t < end) {
      const std::int64_t y = rows_.cell_of(row + t), x = columns_.cell_of(column + t * stride);
      mark(y * grid_.width + x, entry);
      t = std::min(steps_to(row, 1, rows_.end_of(y)), steps_to(column, stride, columns_.end_of(x)));
    }
  }

  void mark(std::int64_t cell, const ConvMatrix::Meeting& entry) {
    float& value = grid_.values[static_cast<std::size_t>(cell)];
    if (!std::isnan(value) && std::abs(value) >= std::abs(entry.value)) return;
    value = entry.value;
    grid_.weights[static_cast<std::size_t>(cell)] = entry.first_weight;
  }

  const ConvMatrix& matrix_;
  CellAxis rows_, columns_;
  MatrixGrid grid_;
};

void check_window(const char* what, std::int64_t begin, std::int64_t end, std::int64_t count) {
  if (begin >= 0 && begin < end && end <= count && end - begin <= longest_window) return;
  throw std::out_of_range(std::string("The window's ") + what + " are " + std::to_string(begin) + " to " +
                          std::to_string(end) + ", but the matrix has " + std::to_string(count) + ".");
}

}  // namespace

MatrixGrid summarise(const ConvMatrix& matrix, const MatrixWindow& window, std::int64_t height, std::int64_t width) {
  check_window("rows", window.row_begin, window.row_end, matrix.rows());
  check_window("columns", window.column_begin, window.column_end, matrix.columns());
  if (std::min(height, width) < 1 || std::max(height, width) > longest_side || height * width > most_cells) {
    throw std::invalid_argument("The matrix cannot be drawn with " + std::to_string(height) + " x " +
                                std::to_string(width) + " cells; each side must be 1 to " +
                                std::to_string(longest_side) + ", and all cells at most " + std::to_string(most_cells) +
                                ".");
  }
  return Painter(matrix, CellAxis(window.row_begin, window.row_end, height),
                 CellAxis(window.column_begin, window.column_end, width))
      .paint();
}

}  // namespace flatscope
