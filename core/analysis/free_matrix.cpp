#include "core/analysis/free_matrix.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/analysis/matrix_cells.h"
#include "core/layers/seeded_dense.h"
#include "core/layers/seeded_weights.h"
#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

SeededDense numbers_of(const FreeMatrix& matrix) {
  return {matrix.seed, matrix.structure.rows(), matrix.structure.columns()};
}

void check_sizes(const ConvMatrix& matrix, const Tensor& input, std::span<const float> bias) {
  if (input.size() != matrix.columns()) {
    throw std::invalid_argument("The input has " + std::to_string(input.size()) + " values, but the matrix has " +
                                std::to_string(matrix.columns()) + " columns.");
  }
  if (!bias.empty() && static_cast<std::int64_t>(bias.size()) != matrix.out_channels()) {
    throw std::invalid_argument("The bias has " + std::to_string(bias.size()) + " values, but there are " +
                                std::to_string(matrix.out_channels()) + " output channels.");
  }
}

void mark_dense(const FreeMatrix& matrix, const detail::CellBand& band, MatrixGrid& grid) {
  const SeededDense numbers = numbers_of(matrix);
  const ConvMatrix& structure = matrix.structure;
  for (std::int64_t y = band.first_cell; y < band.last_cell; ++y) {
    const std::int64_t row = band.rows.begin_of(y);
    if (row >= structure.rows()) break;
    for (std::int64_t x = 0; x < band.columns.cells(); ++x) {
      const std::int64_t column = band.columns.begin_of(x);
      if (column >= structure.columns()) break;
      const auto cell = static_cast<std::size_t>(y * grid.width + x);
      grid.values[cell] = seeded_weight(numbers, row, column);
      grid.entries[cell] = row * structure.columns() + column;
    }
  }
}

Tensor apply_local(const FreeMatrix& matrix, const Tensor& input) {
  const ConvMatrix& structure = matrix.structure;
  const AxisLinks &down = structure.down(), &across = structure.across();
  const std::int64_t out_width = across.outputs(), in_width = across.inputs(), stride = across.layer().stride;
  const std::int64_t in_plane = down.inputs() * in_width, lines = structure.out_channels() * down.outputs();
  const detail::SeededKeys keys{matrix.seed};
  const detail::SeededNumbers numbers(matrix.seed, structure.columns());
  const double worth = detail::seeded_worth(structure.columns());
  Tensor output(structure.output_shape());
  parallel_for(lines, std::max<std::int64_t>(1, 4096 / out_width), [&](std::int64_t begin, std::int64_t end) {
    std::vector<double> sums(static_cast<std::size_t>(out_width));
    std::vector<std::uint32_t> output_keys(static_cast<std::size_t>(out_width));
    for (std::int64_t line = begin; line < end; ++line) {
      for (std::int64_t c = 0; c < out_width; ++c)
        output_keys[static_cast<std::size_t>(c)] = keys.for_output(static_cast<std::uint64_t>(line * out_width + c));
      std::fill(sums.begin(), sums.end(), 0.0);
      for (std::int64_t channel = 0; channel < structure.in_channels(); ++channel) {
        for (const AxisLink& vertical : down.of_output(line % down.outputs())) {
          const std::int64_t first = channel * in_plane + vertical.other * in_width;
          for (const AxisRun& run : across.runs()) {
            const std::int64_t place = first + run.input;
            const std::uint32_t* to_keys = output_keys.data() + run.output;
            const float* x = input.data() + first + run.input;
            double* sum = sums.data() + run.output;
            for (std::int64_t t = 0; t < run.length; ++t) {
              sum[t] += static_cast<double>(numbers(to_keys[t], place + t * stride) * x[t * stride]);
            }
          }
        }
      }
      float* to = output.data() + line * out_width;
      for (std::int64_t c = 0; c < out_width; ++c)
        to[c] = static_cast<float>(sums[static_cast<std::size_t>(c)] * worth);
    }
  });
  return output;
}

}  // namespace

std::optional<float> FreeMatrix::entry(std::int64_t row, std::int64_t column) const {
  if (!structure.entry(row, column) && local) return std::nullopt;
  return seeded_weight(numbers_of(*this), row, column);
}

MatrixGrid summarise(const FreeMatrix& matrix, const MatrixPart& part, std::int64_t height, std::int64_t width) {
  const ConvMatrix& structure = matrix.structure;
  const detail::CellAxis rows = detail::row_axis(structure, part, height);
  const detail::CellAxis columns = detail::column_axis(structure, part, width);
  MatrixGrid grid = detail::empty_grid(rows, columns);
  const SeededDense numbers = numbers_of(matrix);
  const auto mark = [&](std::int64_t cell, std::int64_t row, std::int64_t column, const ConvMatrix::Meeting&) {
    std::int64_t& entry = grid.entries[static_cast<std::size_t>(cell)];
    if (entry >= 0) return;
    entry = row * structure.columns() + column;
    grid.values[static_cast<std::size_t>(cell)] = seeded_weight(numbers, row, column);
  };
  detail::for_bands(rows, columns, [&](const detail::CellBand& band) {
    if (matrix.local) {
      detail::mark_cells(structure, band, mark);
    } else {
      mark_dense(matrix, band, grid);
    }
  });
  return grid;
}

Tensor apply(const FreeMatrix& matrix, const Tensor& input, std::span<const float> bias) {
  check_sizes(matrix.structure, input, bias);
  const Shape shape = matrix.structure.output_shape();
  Tensor output = matrix.local ? apply_local(matrix, input) : dense(input, numbers_of(matrix));
  output = Tensor(shape, std::vector<float>(output.values().begin(), output.values().end()));
  const std::int64_t plane = output.plane_size();
  for (std::size_t channel = 0; channel < bias.size(); ++channel) {
    float* to = output.data() + static_cast<std::int64_t>(channel) * plane;
    for (std::int64_t i = 0; i < plane; ++i) to[i] += bias[channel];
  }
  return output;
}

}  // namespace flatscope
