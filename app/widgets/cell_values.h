// A feature map's cells on the screen: where they are, what colour they have, the values written into them, and frames
// around some of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/engine/camera.h"
#include "app/widgets/tensor_view.h"
#include "app/widgets/ui.h"
#include "core/analysis/receptive_field.h"
#include "core/tensor/tensor.h"

namespace flatscope {

struct Cell {
  std::int64_t row = 0, column = 0;
  bool operator==(const Cell&) const = default;
};

// A map of `rows` x `columns` elements in `box`, which shows the part `cells` of it (columns in x, rows in y).
struct MapPlace {
  Rect box, cells;
  std::int64_t rows = 1, columns = 1;
  Rect cell(std::int64_t row, std::int64_t column) const { return span({row, column, row + 1, column + 1}); }
  Rect span(const FieldRect& part) const;
  Cell at(ImVec2 point) const;  // the nearest element to a point
  float cell_width() const { return box.width() / cells.width(); }
  float cell_height() const { return box.height() / cells.height(); }
};
MapPlace place_map(const Rect& box, const Tensor& map, const Camera& camera = {});

// Two decimals, fewer where the number is large: as short as a cell needs.
std::string cell_number(float value);
// Whether the cells are large enough for their values to be read.
bool values_fit(const Ui& ui, const MapPlace& place);
// Writes the values of a channel into the cells that are seen whole.
void draw_cell_values(Ui& ui, const Tensor& tensor, std::int64_t channel, const MapPlace& place,
                      const TensorStyle& style);

// How cells that belong together are shown.
struct CellsLook {
  ImU32 colour = 0;
  float thickness = 2.0F;  // pixels
  float fill = 0.0F;       // opacity
  bool dashed = false;
};
// One frame where the cells fill their bounds, else one around each stretch of them; cut to the box.
void draw_cells(Ui& ui, const FieldCells& cells, const MapPlace& place, const CellsLook& look);

// A kernel's (height, width) values as a small picture, whole pixels a cell, at most `side` high and wide with its top
// left at `at`; returns its rectangle. Colours are signed and reach to its largest value.
Rect draw_small_kernel(Ui& ui, const float* values, std::int64_t height, std::int64_t width, ImVec2 at, float side);

}  // namespace flatscope
