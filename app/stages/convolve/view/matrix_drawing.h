// The matrix's entries, each worked out from the convolution's structure in the frame that shows it: whatever is looked
// at is there at once, at any place of a matrix of any size.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "app/gl/data_texture.h"
#include "app/gl/painting.h"
#include "app/gl/program.h"
#include "app/look/cell_colours.h"
#include "core/analysis/conv_matrix.h"
#include "core/analysis/free_matrix.h"
#include "core/analysis/matrix_view.h"

namespace flatscope {

// What a picture of entries shows, a pixel each, and how.
struct MatrixEntries {
  std::shared_ptr<const ConvMatrix> matrix;
  MatrixKind kind = MatrixKind::shared;
  std::uint32_t seed = 1;  // of the numbers of a layer without shared weights
  MatrixPart part;         // lies within the matrix, at most 8,192 entries a side
  const Palette* palette = nullptr;
  Range range;  // of the diverging map
  std::uint32_t neutral = 0;
  bool operator==(const MatrixEntries&) const = default;
};

class MatrixDrawing {
 public:
  // The shader, where the driver takes it and that is faster: where the processor paints, core follows the diagonals of
  // a sparse matrix in 0.3 ms for 224 x 224 entries, for which the shader takes 2.4 ms; of a dense one it takes 3.6 ms.
  enum class By { faster, shader, core };
  explicit MatrixDrawing(By by = By::faster);
  // The picture, made anew where anything differs from the last time.
  const gl::Canvas& draw(const MatrixEntries& entries);

 private:
  void fill(const MatrixEntries& entries);
  void draw_by_shader(const MatrixEntries& entries);
  void set_colours(const MatrixEntries& entries);
  void set_lines(const MatrixEntries& entries);

  bool sparse_by_core_ = false;
  std::optional<gl::Program> program_;  // none: all by core
  gl::VertexArray corners_;             // without any data: the vertices are counted
  gl::DataTexture rows_, columns_, numbers_, weights_, colours_;
  gl::Canvas picture_;
  MatrixEntries drawn_, sent_;        // the last, and the last by the shader
  std::vector<std::uint32_t> cells_;  // of what core makes
};

}  // namespace flatscope
