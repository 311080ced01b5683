#include "core/analysis/matrix_view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "core/tensor/random.h"

namespace flatscope {
namespace {

Tensor random_weight(Generator& generator, Shape shape) {
  Tensor weight(std::move(shape));
  for (float& value : weight.values()) value = normal(generator);
  return weight;
}

// The same grid by asking for every entry of the part.
void expect_as_by_entries(const ConvMatrix& matrix, const MatrixPart& part, std::int64_t height, std::int64_t width) {
  const MatrixGrid grid = summarise(matrix, part, height, width);
  const std::int64_t rows = part.row_end - part.row_begin, columns = part.column_end - part.column_begin;
  ASSERT_EQ(grid.height, std::min(height, rows));
  ASSERT_EQ(grid.width, std::min(width, columns));
  ASSERT_EQ(grid.values.size(), static_cast<std::size_t>(grid.height * grid.width));
  ASSERT_EQ(grid.entries.size(), grid.values.size());
  std::vector<float> largest(grid.values.size(), -1.0F);
  for (std::int64_t row = part.row_begin; row < part.row_end; ++row) {
    for (std::int64_t column = part.column_begin; column < part.column_end; ++column) {
      if (row >= matrix.rows() || column >= matrix.columns()) continue;
      const std::int64_t y = (row - part.row_begin) * grid.height / rows;
      const std::int64_t x = (column - part.column_begin) * grid.width / columns;
      const auto cell = static_cast<std::size_t>(y * grid.width + x);
      const std::optional<MatrixEntry> entry = matrix.entry(row, column);
      if (entry) largest[cell] = std::max(largest[cell], std::abs(entry->value));
      if (entry && grid.height == rows && grid.width == columns) {
        EXPECT_EQ(grid.values[cell], entry->value);
        EXPECT_EQ(grid.entries[cell], row * matrix.columns() + column);
      }
    }
  }
  for (std::size_t cell = 0; cell < largest.size(); ++cell) {
    if (largest[cell] < 0.0F) {
      ASSERT_TRUE(std::isnan(grid.values[cell]));
      ASSERT_EQ(grid.entries[cell], -1);
    } else {
      ASSERT_EQ(std::abs(grid.values[cell]), largest[cell]);
      const std::int64_t row = grid.entries[cell] / matrix.columns(), column = grid.entries[cell] % matrix.columns();
      ASSERT_EQ(matrix.entry(row, column).value().value, grid.values[cell]);
      ASSERT_EQ(static_cast<std::int64_t>(cell), (row - part.row_begin) * grid.height / rows * grid.width +
                                                     (column - part.column_begin) * grid.width / columns);
    }
  }
}

TEST(MatrixView, AgreesWithTheEntriesAtEveryZoom) {
  Generator generator(40);
  const auto pick = [&](std::int64_t n) {
    return static_cast<std::int64_t>(uniform_below(generator, static_cast<std::uint32_t>(n)));
  };
  int drawn = 0;
  while (drawn < 150) {
    Conv2dOptions options;
    options.stride = 1 + pick(3);
    options.dilation = 1 + pick(2);
    options.padding_h = pick(4);
    options.padding_w = pick(4);
    options.padding_mode = all_borders[pick(4)];
    const Tensor weight = random_weight(generator, {1 + pick(3), 1 + pick(3), 1 + pick(4), 1 + pick(4)});
    const std::int64_t in_h = 1 + pick(8), in_w = 1 + pick(8);
    if (in_h + 2 * options.padding_h <= options.dilation * (weight.height() - 1) ||
        in_w + 2 * options.padding_w <= options.dilation * (weight.width() - 1)) {
      continue;
    }
    ++drawn;
    const ConvMatrix matrix(in_h, in_w, weight, options);
    const MatrixPart whole{0, matrix.rows(), 0, matrix.columns()};
    expect_as_by_entries(matrix, whole, matrix.rows(), matrix.columns());
    expect_as_by_entries(matrix, whole, 1 + pick(20), 1 + pick(20));
    // Whole cells of one size: the last of them reach beyond the matrix.
    const std::int64_t step = 1 + pick(9);
    const std::int64_t down = (matrix.rows() + step - 1) / step, across = (matrix.columns() + step - 1) / step;
    expect_as_by_entries(matrix, {0, down * step, 0, across * step}, down, across);
    for (int zoom = 0; zoom < 3; ++zoom) {
      MatrixPart part;
      part.row_begin = pick(matrix.rows());
      part.row_end = part.row_begin + 1 + pick(matrix.rows() - part.row_begin);
      part.column_begin = pick(matrix.columns());
      part.column_end = part.column_begin + 1 + pick(matrix.columns() - part.column_begin);
      expect_as_by_entries(matrix, part, 1 + pick(30), 1 + pick(30));
    }
  }
}

TEST(MatrixView, LargeMatricesShowTheirDiagonals) {
  Conv2dOptions options;
  options.same = true;
  Tensor weight({1, 1, 3, 3}, {1, 0, -1, 2, 0, -2, 1, 0, -1});
  const ConvMatrix matrix(256, 256, weight, options);
  const MatrixGrid grid = summarise(matrix, {0, 65'536, 0, 65'536}, 512, 512);
  // A cell is half a line of the picture: the diagonal holds the middle row of the kernel, two cells beside it the
  // others, and further away there is nothing.
  EXPECT_EQ(std::abs(grid.values[300 * 512 + 300]), 2.0F);
  EXPECT_EQ(std::abs(grid.values[300 * 512 + 302]), 1.0F);
  EXPECT_TRUE(std::isnan(grid.values[300 * 512 + 305]));
  EXPECT_TRUE(std::isnan(grid.values[511]));
  // Far down, entry by entry.
  const MatrixGrid corner = summarise(matrix, {65'530, 65'536, 65'530, 65'536}, 100, 100);
  ASSERT_EQ(corner.height, 6);
  EXPECT_EQ(corner.values[5 * 6 + 4], 2.0F);
  EXPECT_EQ(corner.entries[5 * 6 + 4], 65'535LL * 65'536 + 65'534);
  EXPECT_TRUE(std::isnan(corner.values[5 * 6 + 3]));
}

TEST(MatrixView, RefusesPartsOutsideTheMatrix) {
  const ConvMatrix matrix(4, 4, Tensor({1, 1, 3, 3}), {});
  EXPECT_THROW(summarise(matrix, {4, 5, 0, 16}, 4, 4), std::out_of_range);
  EXPECT_THROW(summarise(matrix, {2, 2, 0, 16}, 4, 4), std::out_of_range);
  EXPECT_THROW(summarise(matrix, {0, 4, -1, 16}, 4, 4), std::out_of_range);
  EXPECT_THROW(summarise(matrix, {0, 4, 16, 17}, 4, 4), std::out_of_range);
  EXPECT_THROW(summarise(matrix, {0, 4, 0, 16}, 0, 4), std::invalid_argument);
  EXPECT_THROW(summarise(matrix, {0, 4, 0, 16}, 4, 65'537), std::invalid_argument);
  const ConvMatrix large(512, 512, Tensor({1, 1, 3, 3}), {});
  EXPECT_THROW(summarise(large, {0, large.rows(), 0, large.columns()}, 65'536, 65'536), std::invalid_argument);
}

}  // namespace
}  // namespace flatscope
