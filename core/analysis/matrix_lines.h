// What a drawing that works out each entry by itself needs to know of the rows and the columns that it shows: all that
// takes divisions or 64 bits is done here, once a line, and an entry is a few comparisons of small whole numbers.
//
// Entry (row, column) is a connection where some tap of the kernel lies on it: tap row a and tap column b with
//   row's input_rows[a] == column's input_row  and  row's input_columns[b] == column's input_column.
// With shared weights it is the sum of weight[(slice_of_row + slice_of_column) * kh * kw + a * kw + b] over these; else
// candidates[choice >> 28 & 7] of the column, negated if choice >> 31, where choice = key of the row * key of the
// column modulo 2^32 (core/layers/seeded_weights.h).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/conv_matrix.h"
#include "core/analysis/free_matrix.h"

namespace flatscope {

struct MatrixLines {
  // For each row asked for, in fours: slice_of_row, key, 0, 0; input_rows, kh of them; input_columns, kw of them. -1
  // where a tap falls on a padded zero, and where there is none for the last places of a four.
  std::vector<std::int32_t> rows;
  std::int64_t in_row = 0;  // numbers a row, a multiple of 4
  // For each column asked for: slice_of_column, key, input_row, input_column.
  static constexpr std::int64_t in_column = 4;
  std::vector<std::int32_t> columns;
  // For each column the eight that FreeMatrix::entry() chooses from; empty for shared weights.
  static constexpr std::int64_t in_candidates = 8;
  std::vector<float> candidates;
};

// seed: of a dense or locally connected layer's numbers. Throws std::out_of_range for a row or a column that there is
// none of.
MatrixLines matrix_lines(const ConvMatrix& matrix, MatrixKind kind, std::uint32_t seed,
                         std::span<const std::int64_t> rows, std::span<const std::int64_t> columns);

}  // namespace flatscope
