// What stands in a convolution's place when its weights are not shared: a dense layer, where every output has a number
// for every input, or a locally connected one, where it has them only where the convolution has structural non-zeros.
// Nobody has trained these numbers: they are those of a SeededDense with as many inputs, never stored.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/analysis/conv_matrix.h"
#include "core/analysis/matrix_view.h"
#include "core/tensor/tensor.h"

namespace flatscope {

enum class MatrixKind { dense, local, shared };

struct FreeMatrix {
  const ConvMatrix& structure;
  bool local = false;  // else dense
  std::uint32_t seed = 1;

  // None where a local layer has no connection; else uniform in [-1, 1) / sqrt(columns), a fixed function of seed, row
  // and column. Throws std::out_of_range where there is no such row or column.
  std::optional<float> entry(std::int64_t row, std::int64_t column) const;
};

// As summarise() of a ConvMatrix; the cell's value is that of one of its entries, always the same however the part
// lies as long as the cells do.
MatrixGrid summarise(const FreeMatrix& matrix, const MatrixPart& part, std::int64_t height, std::int64_t width);

// y = A x + bias: input of structure.input_shape() (or as many values), bias empty or one for each out_channel ->
// structure.output_shape(). Time goes with the non-zeros. Throws std::invalid_argument where sizes do not fit.
Tensor apply(const FreeMatrix& matrix, const Tensor& input, std::span<const float> bias = {});

}  // namespace flatscope
