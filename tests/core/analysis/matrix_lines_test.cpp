// Entries worked out from the lines, as a shader does it, are those of the matrix.
#include "core/analysis/matrix_lines.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

#include "core/tensor/random.h"

namespace flatscope {
namespace {

std::int64_t between(Generator& generator, std::int64_t least, std::int64_t most) {
  return least + static_cast<std::int64_t>(generator() % static_cast<std::uint64_t>(most - least + 1));
}

// By the header's words.
std::optional<double> entry_of(const ConvMatrix& matrix, MatrixKind kind, const MatrixLines& lines, std::size_t y,
                               std::size_t x) {
  const auto kh = static_cast<std::size_t>(matrix.weight().shape()[2]);
  const auto kw = static_cast<std::size_t>(matrix.weight().shape()[3]);
  const std::int32_t* const row = lines.rows.data() + y * static_cast<std::size_t>(lines.in_row);
  const std::int32_t* const column = lines.columns.data() + x * 4;
  double sum = 0.0;
  bool connected = kind == MatrixKind::dense;
  for (std::size_t a = 0; a < kh; ++a) {
    for (std::size_t b = 0; b < kw; ++b) {
      if (row[4 + a] != column[2] || row[4 + (kh + 3) / 4 * 4 + b] != column[3]) continue;
      connected = true;
      const auto slice = static_cast<std::size_t>(row[0] + column[0]);
      sum += static_cast<double>(matrix.weight().data()[slice * kh * kw + a * kw + b]);
    }
  }
  if (!connected) return std::nullopt;
  if (kind == MatrixKind::shared) return sum;
  const std::uint32_t choice = static_cast<std::uint32_t>(row[1]) * static_cast<std::uint32_t>(column[1]);
  const float number = lines.candidates[x * 8 + (choice >> 28 & 7U)];
  return static_cast<double>(choice >> 31 != 0 ? -number : number);
}

TEST(MatrixLines, HoldWhatEveryEntryIsMadeOf) {
  Generator generator(81);
  for (int round = 0; round < 120; ++round) {
    Conv2dOptions options;
    options.padding_mode = all_borders[generator() % 4];
    options.stride = between(generator, 1, 3);
    options.dilation = between(generator, 1, 2);
    Tensor weight(
        {between(generator, 1, 3), between(generator, 1, 3), between(generator, 1, 4), between(generator, 1, 4)});
    for (float& value : weight.values()) value = normal(generator);
    const std::int64_t height = between(generator, 1, 9), width = between(generator, 1, 9);
    options.padding_h = between(generator, 0, 7);
    options.padding_w = between(generator, 0, 7);
    std::optional<ConvMatrix> matrix;
    try {
      matrix.emplace(height, width, weight, options);
    } catch (const std::invalid_argument&) {
      continue;  // the kernel is larger than the picture with its padding
    }
    std::vector<std::int64_t> rows(static_cast<std::size_t>(matrix->rows())),
        columns(static_cast<std::size_t>(matrix->columns()));
    std::iota(rows.begin(), rows.end(), 0);
    std::iota(columns.begin(), columns.end(), 0);
    for (const MatrixKind kind : {MatrixKind::dense, MatrixKind::local, MatrixKind::shared}) {
      const MatrixLines lines = matrix_lines(*matrix, kind, 7, rows, columns);
      const FreeMatrix numbers{*matrix, kind == MatrixKind::local, 7};
      for (std::size_t y = 0; y < rows.size(); ++y) {
        for (std::size_t x = 0; x < columns.size(); ++x) {
          const std::optional<double> made = entry_of(*matrix, kind, lines, y, x);
          if (kind == MatrixKind::shared) {
            const auto entry = matrix->entry(rows[y], columns[x]);
            ASSERT_EQ(made.has_value(), entry.has_value());
            if (entry) {
              ASSERT_NEAR(*made, static_cast<double>(entry->value), 1e-6);
            }
          } else {
            const std::optional<float> entry = numbers.entry(rows[y], columns[x]);
            ASSERT_EQ(made.has_value(), entry.has_value());
            if (entry) {
              ASSERT_EQ(*made, static_cast<double>(*entry));
            }
          }
        }
      }
    }
  }
}

TEST(MatrixLines, RowsAndColumnsThatAreNotThereAreRefused) {
  const ConvMatrix matrix(2, 2, Tensor({1, 1, 1, 1}), {});
  const std::int64_t fourth[] = {4}, first[] = {0};
  EXPECT_THROW(matrix_lines(matrix, MatrixKind::shared, 1, fourth, first), std::out_of_range);
  EXPECT_THROW(matrix_lines(matrix, MatrixKind::shared, 1, first, fourth), std::out_of_range);
}

}  // namespace
}  // namespace flatscope
