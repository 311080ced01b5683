// The panel "As a matrix": the matrix itself, and beside it its two switches and what they count.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/stages/convolve/view/matrix_camera.h"
#include "app/stages/convolve/view/stage.h"

namespace flatscope {

// What the panel shows, as far as it is there.
struct MatrixShown {
  const ConvolveShown& stage;
  MatrixKind kind = MatrixKind::shared;
  const MatrixResult* result = nullptr;  // of this layer, maybe not yet of this part; null while there is none
  // What is looked at of the layer in hand's: all of its rows, or those of one map from `first_row` on. All rows below
  // count from there.
  std::int64_t rows = 1, columns = 1, first_row = 0;
  bool one_map = false;
  std::int64_t maps() const { return one_map ? 1 : stage.answer->conv->channels(); }
};
// The counts of what is looked at. Precondition: there is a result.
MatrixCounts counts_of(const MatrixShown& shown);

// An entry of the matrix, whether or not anything stands there.
struct MatrixCell {
  std::int64_t row = 0, column = 0;
  bool operator==(const MatrixCell&) const = default;
};

// The entry under the pointer, if it is in the picture.
struct MatrixPointed {
  std::optional<MatrixCell> cell;
};

// Reads the pointer over the matrix: zoom, pan, hover, click.
MatrixPointed point_in_matrix(StageContext& context, const MatrixShown& shown, const Rect& box);
// Cells, blocks, numbers, and the bands of the output and the input in hand.
void draw_matrix(StageContext& context, const MatrixShown& shown, const Rect& box, const MatrixPointed& pointed);
// Whether every entry is drawn by itself, and the worker is asked for no cells: where entries are at least a pixel
// large. A vector picture is made of the worker's cells at any zoom.
bool draws_entries(const Ui& ui, const MatrixSight& at);
// What stands in the matrix, entry by entry or in cells that stand for many. Precondition: there is a result.
void draw_matrix_cells(StageContext& context, const MatrixShown& shown, const MatrixSight& at);
// The number at an entry of what is drawn; none where there is no connection. Precondition: there is a result.
std::optional<float> matrix_value(const StageContext& context, const MatrixShown& shown, const MatrixCell& cell);
// The colours of the entries, ending at area.max.x; returns where it begins.
float draw_matrix_legend(StageContext& context, const MatrixShown& shown, const Rect& area);
// What all three states count, each on a line; returns the height used.
float draw_count_table(StageContext& context, const MatrixShown& shown, const Rect& area, float row_height, bool head);
// The two switches, the counts of all three states, the check, and `words` about the entry in hand.
void draw_matrix_counts(StageContext& context, const MatrixShown& shown, const Rect& area,
                        std::span<const std::string> words);

// From long to short: where an entry stands and what it is, or what the row in hand is.
std::vector<std::string> matrix_words(const MatrixShown& shown, const MatrixPointed& pointed);
// The style that all cells are drawn in.
TensorStyle matrix_style(const Ui& ui, const MatrixShown& shown);

}  // namespace flatscope
