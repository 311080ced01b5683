// The matrix as the shader draws it against the cells that core makes, pixel by pixel.
#include "app/stages/convolve/view/matrix_drawing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/gl/objects.h"
#include "app/platform/native/offscreen.h"
#include "core/analysis/matrix_view.h"
#include "core/tensor/random.h"
#include "tests/app/gl/es_context.h"

namespace flatscope {
namespace {

std::int64_t between(Generator& generator, std::int64_t least, std::int64_t most) {
  return least + static_cast<std::int64_t>(uniform_below(generator, static_cast<std::uint32_t>(most - least + 1)));
}

std::string words_of(const MatrixEntries& entries) {
  const MatrixPart& part = entries.part;
  return std::to_string(entries.matrix->rows()) + " x " + std::to_string(entries.matrix->columns()) + ", kind " +
         std::to_string(static_cast<int>(entries.kind)) + ", rows " + std::to_string(part.row_begin) + " to " +
         std::to_string(part.row_end) + ", columns " + std::to_string(part.column_begin) + " to " +
         std::to_string(part.column_end);
}

std::shared_ptr<const ConvMatrix> matrix_of(Generator& generator, std::int64_t height, std::int64_t width) {
  for (;;) {
    Conv2dOptions options;
    options.padding_mode = all_borders[uniform_below(generator, 4)];
    options.stride = between(generator, 1, 3);
    options.dilation = between(generator, 1, 3);
    options.padding_h = between(generator, 0, 6);
    options.padding_w = between(generator, 0, 6);
    options.same = options.stride == 1 && uniform_below(generator, 2) == 0;
    Tensor weight(
        {between(generator, 1, 4), between(generator, 1, 3), between(generator, 1, 11), between(generator, 1, 11)});
    for (float& value : weight.values()) value = uniform_below(generator, 5) == 0 ? 0.0F : normal(generator);
    try {
      return std::make_shared<const ConvMatrix>(height, width, std::move(weight), options);
    } catch (const std::invalid_argument&) {  // the kernel is larger than the picture with its padding
    }
  }
}

// Some part of the matrix.
MatrixEntries look_at(Generator& generator, std::shared_ptr<const ConvMatrix> matrix, MatrixKind kind) {
  MatrixEntries entries;
  entries.kind = kind;
  entries.seed = 11;
  const auto part = [&](std::int64_t all, std::int64_t& begin, std::int64_t& end) {
    const std::int64_t count = between(generator, 1, std::min<std::int64_t>(all, 300));
    const std::uint32_t where = uniform_below(generator, 4);  // also at both ends
    begin = where == 0 ? 0 : where == 1 ? all - count : between(generator, 0, all - count);
    end = begin + count;
  };
  part(matrix->rows(), entries.part.row_begin, entries.part.row_end);
  part(matrix->columns(), entries.part.column_begin, entries.part.column_end);
  const float largest = kind == MatrixKind::shared
                            ? matrix->largest()
                            : static_cast<float>(1.0 / std::sqrt(static_cast<double>(matrix->columns())));
  entries.range = {-largest, largest > 0.0F ? largest : 1.0F};
  entries.palette = &palette(uniform_below(generator, 2) == 0 ? Theme::dark : Theme::light);
  entries.neutral = uniform_below(generator, 2) == 0 ? 0 : 0xFF404040U;
  entries.matrix = std::move(matrix);
  return entries;
}

// The colours of the cells that core makes of these entries, a cell for each: what the CPU path fills its texture with.
std::vector<std::uint32_t> cells_of(const MatrixEntries& entries) {
  const MatrixPart& part = entries.part;
  const std::int64_t height = part.row_end - part.row_begin, width = part.column_end - part.column_begin;
  const MatrixGrid grid = entries.kind == MatrixKind::shared
                              ? summarise(*entries.matrix, part, height, width)
                              : summarise(FreeMatrix{*entries.matrix, entries.kind == MatrixKind::local, entries.seed},
                                          part, height, width);
  TensorStyle style;
  style.map = ColourMap::diverging;
  style.range = entries.range;
  style.neutral = entries.neutral;
  std::vector<std::uint32_t> colours(grid.values.size());
  CellColours(*entries.palette, style)
      .fill(grid.values.data(), 0, 1, static_cast<std::int64_t>(colours.size()), colours.data());
  return colours;
}

bool alike(std::uint32_t a, std::uint32_t b) {
  for (int shift = 0; shift < 32; shift += 8) {
    if (std::abs(static_cast<int>(a >> shift & 255U) - static_cast<int>(b >> shift & 255U)) > 1) return false;
  }
  return true;
}

void compare(MatrixDrawing& drawing, const MatrixEntries& entries) {
  const gl::Canvas& picture = drawing.draw(entries);
  ASSERT_EQ(picture.width(), entries.part.column_end - entries.part.column_begin);
  ASSERT_EQ(picture.height(), entries.part.row_end - entries.part.row_begin);
  const std::vector<std::uint32_t> pixels = gl::read_rgba(picture.texture().get(), picture.width(), picture.height());
  const std::vector<std::uint32_t> cells = cells_of(entries);
  ASSERT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
  ASSERT_EQ(pixels.size(), cells.size());
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    ASSERT_TRUE(alike(pixels[i], cells[i]))
        << "pixel " << i << " is " << std::hex << pixels[i] << " and not " << cells[i] << "; " << words_of(entries);
  }
}

void compare_many(std::uint32_t seed, int rounds) {
  Generator generator(seed);
  MatrixDrawing drawing(MatrixDrawing::By::shader);
  for (int round = 0; round < rounds && !::testing::Test::HasFailure(); ++round) {
    const auto matrix = matrix_of(generator, between(generator, 1, 24), between(generator, 1, 24));
    for (const MatrixKind kind : {MatrixKind::dense, MatrixKind::local, MatrixKind::shared})
      compare(drawing, look_at(generator, matrix, kind));
  }
}

TEST(MatrixDrawings, AreTheCellsOfCore) {
  const gl::Offscreen context;
  compare_many(91, 80);
}

TEST(MatrixDrawings, AreTheSameUnderOpenGlEs) {
  const testing::EsContext context;
  if (!context) GTEST_SKIP() << "no OpenGL ES 3.0 on this machine";
  compare_many(92, 25);
}

// 65,536 × 65,536 entries and more: an index of an entry needs more than 32 bits, and a float would not do for a row.
TEST(MatrixDrawings, AreAsExactInTheLargestMatrix) {
  const gl::Offscreen context;
  Generator generator(93);
  MatrixDrawing drawing(MatrixDrawing::By::shader);
  Tensor weight({8, 3, 5, 3});
  for (float& value : weight.values()) value = normal(generator);
  Conv2dOptions options;
  options.same = true;
  options.padding_mode = Border::reflect;
  const auto square =
      std::make_shared<const ConvMatrix>(256, 256, Tensor({1, 1, 3, 3}, std::vector<float>(9, 0.5F)), options);
  ASSERT_EQ(square->rows(), 65'536);
  ASSERT_EQ(square->columns(), 65'536);
  const auto larger = std::make_shared<const ConvMatrix>(1080, 1920, weight, options);
  for (const auto& matrix : {square, larger}) {
    for (int round = 0; round < 20; ++round) {
      for (const MatrixKind kind : {MatrixKind::dense, MatrixKind::local, MatrixKind::shared}) {
        MatrixEntries entries = look_at(generator, matrix, kind);
        // Where weights are: a column of a row's own.
        const std::vector<MatrixEntry> there = matrix->row_entries(entries.part.row_begin);
        const std::int64_t count = entries.part.column_end - entries.part.column_begin;
        entries.part.column_begin =
            std::clamp<std::int64_t>(there[there.size() / 2].column - count / 2, 0, matrix->columns() - count);
        entries.part.column_end = entries.part.column_begin + count;
        compare(drawing, entries);
      }
    }
  }
}

// The other way, for drivers that are faster without the shader: now one, now the other in the same picture.
TEST(MatrixDrawings, AreTheSameWithoutAShader) {
  const gl::Offscreen context;
  Generator generator(95);
  MatrixDrawing by_core(MatrixDrawing::By::core), by_the_faster;
  for (int round = 0; round < 20; ++round) {
    const auto matrix = matrix_of(generator, between(generator, 1, 16), between(generator, 1, 16));
    for (const MatrixKind kind : {MatrixKind::dense, MatrixKind::local, MatrixKind::shared}) {
      const MatrixEntries entries = look_at(generator, matrix, kind);
      compare(by_core, entries);
      compare(by_the_faster, entries);
    }
  }
}

TEST(MatrixDrawings, StayUntilWhatTheyShowChanges) {
  const gl::Offscreen context;
  Generator generator(94);
  MatrixDrawing drawing;
  MatrixEntries entries = look_at(generator, matrix_of(generator, 9, 7), MatrixKind::shared);
  const GLuint texture = drawing.draw(entries).texture().get();
  const std::uint64_t contents = gl::contents_of(texture);
  drawing.draw(entries);
  EXPECT_EQ(gl::contents_of(texture), contents);
  entries.range.high *= 2.0F;
  drawing.draw(entries);
  EXPECT_NE(gl::contents_of(texture), contents);
}

}  // namespace
}  // namespace flatscope
