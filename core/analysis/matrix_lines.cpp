#include "core/analysis/matrix_lines.h"

#include <algorithm>

#include "core/layers/seeded_weights.h"

namespace flatscope {
namespace {

std::int64_t in_fours(std::int64_t count) { return (count + 3) / 4 * 4; }

void add_sources(const AxisLinks& axis, std::int64_t output, std::vector<std::int32_t>& numbers) {
  const std::size_t first = numbers.size();
  numbers.resize(first + static_cast<std::size_t>(in_fours(axis.layer().kernel)), -1);
  for (const AxisLink& link : axis.of_output(output)) {
    for (const std::int64_t tap : axis.taps(link))
      numbers[first + static_cast<std::size_t>(tap)] = static_cast<std::int32_t>(link.other);
  }
}

}  // namespace

MatrixLines matrix_lines(const ConvMatrix& matrix, MatrixKind kind, std::uint32_t seed,
                         std::span<const std::int64_t> rows, std::span<const std::int64_t> columns) {
  const detail::SeededKeys keys{seed};
  MatrixLines lines;
  lines.in_row = 4 + in_fours(matrix.down().layer().kernel) + in_fours(matrix.across().layer().kernel);
  lines.rows.reserve(rows.size() * static_cast<std::size_t>(lines.in_row));
  for (const std::int64_t row : rows) {
    const MatrixPlace output = matrix.output_of(row);
    lines.rows.push_back(static_cast<std::int32_t>(output.channel * matrix.in_channels()));
    lines.rows.push_back(static_cast<std::int32_t>(keys.for_output(static_cast<std::uint64_t>(row))));
    lines.rows.insert(lines.rows.end(), 2, 0);
    add_sources(matrix.down(), output.row, lines.rows);
    add_sources(matrix.across(), output.column, lines.rows);
  }
  const auto worth = static_cast<float>(detail::seeded_worth(matrix.columns()));
  lines.columns.reserve(columns.size() * static_cast<std::size_t>(MatrixLines::in_column));
  for (const std::int64_t column : columns) {
    const MatrixPlace input = matrix.input_of(column);
    const std::uint32_t key = keys.for_place(static_cast<std::uint32_t>(column % detail::seeded_period));
    for (const std::int64_t number : {input.channel, static_cast<std::int64_t>(key), input.row, input.column})
      lines.columns.push_back(static_cast<std::int32_t>(number));
    if (kind == MatrixKind::shared) continue;
    static_assert(MatrixLines::in_candidates == detail::seeded_bases);
    for (std::uint32_t base = 0; base < detail::seeded_bases; ++base)
      lines.candidates.push_back(static_cast<float>(detail::seeded_base_number(keys, base, column)) * worth);
  }
  return lines;
}

}  // namespace flatscope
