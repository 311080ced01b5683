#include "app/stages/convolve/view/matrix_drawing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "core/analysis/matrix_lines.h"

namespace flatscope {
namespace {

constexpr int weights_in_line = 1024, colours_in_line = 256;  // as matrix.frag reads them
// Steps of the ramp as the shader knows it: as fine as CellColours' own.
constexpr int steps = 2560;

std::vector<std::int64_t> indices(std::int64_t begin, std::int64_t end) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(end - begin));
  std::iota(all.begin(), all.end(), begin);
  return all;
}

// The ramp from end to end, and the ground, where there is no value.
std::vector<std::uint32_t> table_of(const MatrixEntries& entries) {
  TensorStyle style;
  style.map = ColourMap::diverging;
  style.range = {0.0F, static_cast<float>(steps)};
  style.neutral = entries.neutral;
  std::vector<float> values(steps + 2);
  std::iota(values.begin(), values.end(), 0.0F);
  values.back() = std::numeric_limits<float>::quiet_NaN();
  std::vector<std::uint32_t> table(values.size());
  CellColours(*entries.palette, style)
      .fill(values.data(), 0, 1, static_cast<std::int64_t>(values.size()), table.data());
  return table;
}

}  // namespace

MatrixDrawing::MatrixDrawing() {
  try {
    program_.emplace("picture.vert", "matrix.frag");
  } catch (const std::runtime_error&) {
    return;
  }
  corners_ = gl::make_vertex_array();
}

const gl::Canvas& MatrixDrawing::draw(const MatrixEntries& entries) {
  if (entries == drawn_) return picture_;
  picture_.resize(static_cast<int>(entries.part.column_end - entries.part.column_begin),
                  static_cast<int>(entries.part.row_end - entries.part.row_begin));
  const gl::Painting painting(picture_);
  program_->use();
  if (entries.matrix != drawn_.matrix) {
    const auto values = entries.matrix->weight().values();
    weights_.set_list(weights_in_line, std::vector<float>(values.begin(), values.end()));
  }
  set_lines(entries);
  set_colours(entries);
  const bool dense = entries.kind == MatrixKind::dense;
  const Shape& shape = entries.matrix->weight().shape();
  glUniform2i(program_->uniform("kernel"), dense ? 0 : static_cast<GLint>(shape[2]),
              dense ? 0 : static_cast<GLint>(shape[3]));
  glUniform1i(program_->uniform("shared_weights"), entries.kind == MatrixKind::shared ? 1 : 0);
  rows_.bind(0, program_->uniform("row_lines"));
  columns_.bind(1, program_->uniform("column_lines"));
  numbers_.bind(2, program_->uniform("numbers"));
  weights_.bind(3, program_->uniform("weights"));
  colours_.bind(4, program_->uniform("colours"));
  glBindVertexArray(corners_.get());
  glDrawArrays(GL_TRIANGLES, 0, 3);
  drawn_ = entries;
  return picture_;
}

void MatrixDrawing::set_lines(const MatrixEntries& entries) {
  const MatrixPart& part = entries.part;
  const MatrixLines lines =
      matrix_lines(*entries.matrix, entries.kind, entries.seed, indices(part.row_begin, part.row_end),
                   indices(part.column_begin, part.column_end));
  rows_.set(static_cast<int>(lines.in_row / 4), picture_.height(), lines.rows.data());
  columns_.set(static_cast<int>(MatrixLines::in_column / 4), picture_.width(), lines.columns.data());
  const std::vector<float> none(static_cast<std::size_t>(MatrixLines::in_candidates));
  const bool shared = lines.candidates.empty();
  numbers_.set(static_cast<int>(MatrixLines::in_candidates), shared ? 1 : picture_.width(),
               shared ? none.data() : lines.candidates.data());
}

void MatrixDrawing::set_colours(const MatrixEntries& entries) {
  glUniform1f(program_->uniform("low"), entries.range.low);
  glUniform1f(program_->uniform("scale"),
              static_cast<float>(steps) / std::max(entries.range.high - entries.range.low, 1e-30F));
  glUniform1i(program_->uniform("last_colour"), steps);
  if (entries.palette != drawn_.palette || entries.neutral != drawn_.neutral)
    colours_.set_list(colours_in_line, table_of(entries));
}

}  // namespace flatscope
