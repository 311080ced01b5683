#include "core/analysis/matrix_view.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "core/analysis/matrix_cells.h"

namespace flatscope {
namespace {

constexpr std::int64_t longest_part = std::int64_t{1} << 40;
constexpr std::int64_t longest_side = 65'536;
constexpr std::int64_t most_cells = std::int64_t{1} << 26;

void check_part(const char* what, std::int64_t begin, std::int64_t end, std::int64_t count) {
  if (begin >= 0 && begin < end && begin < count && end - begin <= longest_part) return;
  throw std::out_of_range(std::string("The window's ") + what + " are " + std::to_string(begin) + " to " +
                          std::to_string(end) + ", but the matrix has " + std::to_string(count) + ".");
}

void check_cells(std::int64_t cells) {
  if (cells >= 1 && cells <= longest_side) return;
  throw std::invalid_argument("The matrix cannot be drawn with " + std::to_string(cells) +
                              " cells on a side; each must be 1 to " + std::to_string(longest_side) + ".");
}

}  // namespace

namespace detail {

CellAxis row_axis(const ConvMatrix& matrix, const MatrixPart& part, std::int64_t height) {
  check_part("rows", part.row_begin, part.row_end, matrix.rows());
  check_cells(height);
  return {part.row_begin, part.row_end, height};
}

CellAxis column_axis(const ConvMatrix& matrix, const MatrixPart& part, std::int64_t width) {
  check_part("columns", part.column_begin, part.column_end, matrix.columns());
  check_cells(width);
  return {part.column_begin, part.column_end, width};
}

MatrixGrid empty_grid(const CellAxis& rows, const CellAxis& columns) {
  if (rows.cells() * columns.cells() > most_cells) {
    throw std::invalid_argument("The matrix cannot be drawn with " + std::to_string(rows.cells()) + " x " +
                                std::to_string(columns.cells()) + " cells; they may be at most " +
                                std::to_string(most_cells) + " together.");
  }
  MatrixGrid grid;
  grid.height = rows.cells();
  grid.width = columns.cells();
  const auto cells = static_cast<std::size_t>(grid.height * grid.width);
  grid.values.assign(cells, std::numeric_limits<float>::quiet_NaN());
  grid.entries.assign(cells, -1);
  return grid;
}

}  // namespace detail

MatrixGrid summarise(const ConvMatrix& matrix, const MatrixPart& part, std::int64_t height, std::int64_t width) {
  const detail::CellAxis rows = detail::row_axis(matrix, part, height);
  const detail::CellAxis columns = detail::column_axis(matrix, part, width);
  MatrixGrid grid = detail::empty_grid(rows, columns);
  const auto mark = [&grid, in_row = matrix.columns()](std::int64_t cell, std::int64_t row, std::int64_t column,
                                                       const ConvMatrix::Meeting& entry) {
    float& value = grid.values[static_cast<std::size_t>(cell)];
    if (std::abs(value) >= std::abs(entry.value)) return;  // false for the NaN of an empty cell
    value = entry.value;
    grid.entries[static_cast<std::size_t>(cell)] = row * in_row + column;
  };
  detail::for_bands(rows, columns, [&](const detail::CellBand& band) { detail::mark_cells(matrix, band, mark); });
  return grid;
}

}  // namespace flatscope
