// Zooming and panning a matrix of any size: the wheel zooms at the pointer, dragging pans, a double click shows all.
#pragma once

#include <cstdint>

#include "app/engine/view_state.h"
#include "app/widgets/ui.h"

namespace flatscope {

// A camera at work: which entries `box` shows of a matrix of all_rows x all_columns. The two axes have scales of their
// own, so that a matrix of any shape fills its box; as they get large, entries become squares.
struct MatrixSight {
  Rect box;
  std::int64_t all_rows = 1, all_columns = 1;
  double row = 0.0, rows = 1.0, column = 0.0, columns = 1.0;

  bool shows_all() const {
    return rows >= static_cast<double>(all_rows) && columns >= static_cast<double>(all_columns);
  }
  double row_at(float y) const;
  double column_at(float x) const;
  float y_of(double at) const;
  float x_of(double at) const;
  // Pixels an entry.
  double cell_height() const { return static_cast<double>(box.height()) / rows; }
  double cell_width() const { return static_cast<double>(box.width()) / columns; }
};

MatrixSight sight_of(const MatrixCamera& camera, const Rect& box, std::int64_t rows, std::int64_t columns);

// Reads the pointer over the last ImGui item, which shows `sight`. Entries grow to `largest` pixels. True while a drag
// pans it.
bool move_camera(MatrixCamera& camera, const MatrixSight& sight, double largest);

// What to ask for: a margin around what is seen, so that a pan does not come to its edge at once, in cells that are at
// least a pixel large. It stays the same while the camera moves a little.
MatrixAsk ask_for(const MatrixSight& sight);

}  // namespace flatscope
