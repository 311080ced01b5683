// The layer in hand as a matrix: dense, locally connected, or the convolution itself.
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "app/stages/convolve/model/results.h"

namespace flatscope {
namespace {

// More products than this take longer than anyone waits for a number: about a second on two cores.
constexpr std::int64_t most_dense_products = std::int64_t{1} << 30;
constexpr std::int64_t most_local_products = std::int64_t{1} << 28;
constexpr std::int64_t most_shared_products = std::int64_t{1} << 31;
// So few are multiplied between two frames.
constexpr std::int64_t quick_products = std::int64_t{1} << 20;

ConvMatrix matrix_of(const LayerAnswer& answer) {
  return {answer.input->height(), answer.input->width(), answer.weight, options_of(answer.layer)};
}

bool same_structure(const LayerAnswer& a, const LayerAnswer& b) {
  return a.input->shape() == b.input->shape() && a.weight.shape() == b.weight.shape() &&
         options_of(a.layer) == options_of(b.layer);
}

// Least power of two that is not below `count` / `cells`.
std::int64_t step_for(std::int64_t count, std::int64_t cells) {
  std::int64_t step = 1;
  while (step * cells < count) step *= 2;
  return step;
}

// Brings one axis of the part asked for into the matrix, and makes it whole cells.
std::int64_t align(std::int64_t& begin, std::int64_t& end, std::int64_t count, std::int64_t cells) {
  begin = std::clamp<std::int64_t>(begin, 0, count - 1);
  end = std::min(end, count);
  if (end <= begin) {
    begin = 0;
    end = count;
  }
  const std::int64_t step = step_for(end - begin, cells);
  begin = begin / step * step;
  end = (end + step - 1) / step * step;
  return step;
}

}  // namespace

MatrixKind matrix_kind(bool local, bool shared) {
  return !local ? MatrixKind::dense : shared ? MatrixKind::shared : MatrixKind::local;
}

MatrixResult compute(const MatrixInputs& inputs, const Stored<MatrixInputs, MatrixResult>& previous) {
  const LayerAnswer& answer = *inputs.answer;
  MatrixResult result;
  if (previous && previous->matrix && same_structure(*previous.inputs.answer, answer)) {
    auto changed = std::make_shared<ConvMatrix>(*previous->matrix);
    changed->set_weight(answer.weight);
    result.matrix = std::move(changed);
    result.counts = previous->counts;
  } else {
    try {
      result.matrix = std::make_shared<const ConvMatrix>(matrix_of(answer));
    } catch (const std::invalid_argument& e) {
      result.problem = e.what();
      return result;
    }
    result.counts = result.matrix->counts();
  }
  const ConvMatrix& matrix = *result.matrix;
  const MatrixKind kind = matrix_kind(inputs.local, inputs.shared);
  result.scale = kind == MatrixKind::shared
                     ? matrix.largest()
                     : static_cast<float>(1.0 / std::sqrt(static_cast<double>(matrix.columns())));
  if (!(result.scale > 0.0F)) result.scale = 1.0F;
  if (inputs.ask.width == 0) {
    // Those from afar stay for the moment in which the view goes back there.
    if (previous && previous->matrix && same_structure(*previous.inputs.answer, answer)) {
      result.part = previous->part;
      result.row_step = previous->row_step;
      result.column_step = previous->column_step;
      result.cells = previous->cells;
      result.entries = previous->entries;
    }
    return result;
  }
  MatrixPart& part = result.part;
  part = inputs.ask.part;
  const std::int64_t height = std::max<std::int64_t>(1, inputs.ask.height);
  const std::int64_t width = std::max<std::int64_t>(1, inputs.ask.width);
  result.row_step = align(part.row_begin, part.row_end, matrix.rows(), height);
  result.column_step = align(part.column_begin, part.column_end, matrix.columns(), width);
  const std::int64_t down = (part.row_end - part.row_begin) / result.row_step;
  const std::int64_t across = (part.column_end - part.column_begin) / result.column_step;
  MatrixGrid grid =
      kind == MatrixKind::shared
          ? summarise(matrix, part, down, across)
          : summarise(FreeMatrix{matrix, kind == MatrixKind::local, free_matrix_seed}, part, down, across);
  result.cells = Tensor({grid.height, grid.width}, std::move(grid.values));
  result.entries = std::move(grid.entries);
  return result;
}

std::int64_t products_of(const MatrixCheckInputs& inputs) {
  const LayerAnswer& answer = *inputs.answer;
  if (matrix_kind(inputs.local, inputs.shared) == MatrixKind::dense) {
    const double all = static_cast<double>(answer.conv->size()) * static_cast<double>(answer.input->size());
    return all > 0x1p62 ? std::int64_t{1} << 62 : answer.conv->size() * answer.input->size();
  }
  // As many as a layer without borders has; zeros around the picture take a few away.
  return answer.conv->size() * (answer.weight.size() / answer.weight.shape()[0]);
}

bool is_quick(const MatrixCheckInputs& inputs) { return products_of(inputs) <= quick_products; }

MatrixCheck compute(const MatrixCheckInputs& inputs) {
  const LayerAnswer& answer = *inputs.answer;
  const MatrixKind kind = matrix_kind(inputs.local, inputs.shared);
  MatrixCheck check;
  check.products = products_of(inputs);
  const std::int64_t most = kind == MatrixKind::dense   ? most_dense_products
                            : kind == MatrixKind::local ? most_local_products
                                                        : most_shared_products;
  if (check.products > most) return check;
  const ConvMatrix matrix = matrix_of(answer);
  const Tensor y = kind == MatrixKind::shared ? matrix.apply(*answer.input, answer.bias)
                                              : apply(FreeMatrix{matrix, kind == MatrixKind::local, free_matrix_seed},
                                                      *answer.input, answer.bias);
  const Tensor& conv = *answer.conv;
  const auto plane = static_cast<std::size_t>(conv.plane_size());
  for (std::int64_t map = 0; map < conv.channels(); ++map) {
    const std::size_t first = static_cast<std::size_t>(map) * plane;
    const auto of_map = [&](const Tensor& tensor) { return std::span(tensor.data() + first, plane); };
    check.differences.push_back(largest_difference(of_map(y), of_map(conv)));
    check.outputs.push_back(max_abs(of_map(conv)));
  }
  return check;
}

}  // namespace flatscope
