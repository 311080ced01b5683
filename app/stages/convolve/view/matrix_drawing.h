// The matrix's entries as the graphics card draws them, each worked out from the convolution's structure when it is
// drawn: whatever is looked at is there in the same frame, at any place of a matrix of any size.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

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
  // Where the driver does not take the shaders there is no drawing, and the worker's cells stand in.
  MatrixDrawing();
  bool works() const { return program_.has_value(); }
  // The picture, made anew where anything differs from the last time. Precondition: works().
  const gl::Canvas& draw(const MatrixEntries& entries);

 private:
  void set_colours(const MatrixEntries& entries);
  void set_lines(const MatrixEntries& entries);

  std::optional<gl::Program> program_;
  gl::VertexArray corners_;  // without any data: the vertices are counted
  gl::DataTexture rows_, columns_, numbers_, weights_, colours_;
  gl::Canvas picture_;
  MatrixEntries drawn_;
};

}  // namespace flatscope
