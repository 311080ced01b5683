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

TensorStyle style_of(const MatrixEntries& entries, const Range& range) {
  TensorStyle style;
  style.map = ColourMap::diverging;
  style.range = range;
  style.neutral = entries.neutral;
  return style;
}

// The ramp from end to end, and the ground, where there is no value.
std::vector<std::uint32_t> table_of(const MatrixEntries& entries) {
  std::vector<float> values(steps + 2);
  std::iota(values.begin(), values.end(), 0.0F);
  values.back() = std::numeric_limits<float>::quiet_NaN();
  std::vector<std::uint32_t> table(values.size());
  CellColours(*entries.palette, style_of(entries, {0.0F, static_cast<float>(steps)}))
      .fill(values.data(), 0, 1, static_cast<std::int64_t>(values.size()), table.data());
  return table;
}

}  // namespace

MatrixDrawing::MatrixDrawing(By by) : sparse_by_core_(by == By::faster && gl::processor_paints()) {
  if (by == By::core) return;
  try {
    program_.emplace("picture.vert", "matrix.frag");
  } catch (const std::runtime_error&) {  // a driver of its own kind: nothing is lost but time
    return;
  }
  corners_ = gl::make_vertex_array();
}

const gl::Canvas& MatrixDrawing::draw(const MatrixEntries& entries) {
  if (entries == drawn_) return picture_;
  picture_.resize(static_cast<int>(entries.part.column_end - entries.part.column_begin),
                  static_cast<int>(entries.part.row_end - entries.part.row_begin));
  if (!program_ || (sparse_by_core_ && entries.kind != MatrixKind::dense))
    fill(entries);
  else
    draw_by_shader(entries);
  drawn_ = entries;
  return picture_;
}

void MatrixDrawing::fill(const MatrixEntries& entries) {
  const int width = picture_.width(), height = picture_.height();
  const MatrixGrid grid = entries.kind == MatrixKind::shared
                              ? summarise(*entries.matrix, entries.part, height, width)
                              : summarise(FreeMatrix{*entries.matrix, entries.kind == MatrixKind::local, entries.seed},
                                          entries.part, height, width);
  cells_.resize(grid.values.size());
  CellColours(*entries.palette, style_of(entries, entries.range))
      .fill(grid.values.data(), 0, 1, static_cast<std::int64_t>(cells_.size()), cells_.data());
  glBindTexture(GL_TEXTURE_2D, picture_.texture().get());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, cells_.data());
  gl::contents_changed(picture_.texture());
}

void MatrixDrawing::draw_by_shader(const MatrixEntries& entries) {
  const gl::Painting painting(picture_);
  program_->use();
  if (entries.matrix != sent_.matrix) {
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
  sent_ = entries;
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
  if (entries.palette != sent_.palette || entries.neutral != sent_.neutral)
    colours_.set_list(colours_in_line, table_of(entries));
}

}  // namespace flatscope
