// The layer in hand as a matrix: dense, locally connected, or the convolution itself.
#include <algorithm>
#include <cmath>

#include "app/scene/convolve_results.h"

namespace flatscope {

MatrixResult compute(const MatrixInputs& inputs, const Stored<MatrixInputs, MatrixResult>& previous) {
  const LayerAnswer& answer = *inputs.answer;
  MatrixResult result;
  result.matrix = std::make_shared<const ConvMatrix>(answer.input->height(), answer.input->width(), answer.weight,
                                                     options_of(answer.layer));
  (void)previous;
  result.counts = result.matrix->counts();
  result.window = inputs.ask.window;
  if (result.window == MatrixWindow{}) result.window = {0, result.matrix->rows(), 0, result.matrix->columns()};
  MatrixGrid grid = summarise(*result.matrix, result.window, inputs.ask.height, inputs.ask.width);
  result.cells = Tensor({grid.height, grid.width}, std::move(grid.values));
  result.scale = std::max(max_abs(answer.weight.values()), 1e-30F);
  return result;
}

MatrixCheck compute(const MatrixCheckInputs& inputs) {
  const LayerAnswer& answer = *inputs.answer;
  const ConvMatrix matrix(answer.input->height(), answer.input->width(), answer.weight, options_of(answer.layer));
  MatrixCheck check;
  check.entries = matrix.counts().shared.non_zeros;
  check.largest_difference =
      largest_difference(matrix.apply(*answer.input, answer.bias).values(), answer.conv->values());
  return check;
}

}  // namespace flatscope
