// Pictures of cells that someone else than the TensorPainter made, drawn as it draws its own.
#pragma once

#include "app/gl/objects.h"
#include "app/look/cell_colours.h"
#include "app/widgets/ui.h"

namespace flatscope {

// The lines between cells of at least six pixels, if the style wants them: the first pixels of each cell, across and
// down. `where` shows the cells `cells` (columns min.x to max.x, rows min.y to max.y; fractions cut cells).
void draw_cell_lines(Ui& ui, const Rect& where, const Rect& cells, const TensorStyle& style);

// A part of a picture, `share` of it (0 to 1 from its top left), in `where`, and the lines of its cells. Not for vector
// pictures, which read back cells that the TensorPainter has drawn.
void draw_made_picture(Ui& ui, const gl::Texture& picture, const Rect& share, const Rect& where, const Rect& cells,
                       const TensorStyle& style);

}  // namespace flatscope
