// The panel of feature maps in its two forms: a sheet of all, and one of them large.
#pragma once

#include <string>
#include <vector>

#include "app/stages/convolve/view/stage.h"
#include "app/widgets/cell_values.h"

namespace flatscope {

// What is marked on every map of the layer in hand: what the element under the pointer feeds or sees, or else the
// output in hand.
struct MapMarks {
  FieldCells cells;
  bool single = true;  // one output: framed in yellow
};
MapMarks marks_on_maps(const ConvolveShown& shown, const ConvolveView& view);

// "Sobel x" for a filter whose slice in hand is that preset's kernel; else empty.
std::string filter_name(Ui& ui, const ConvolveShown& shown, std::size_t filter);

// Draws one map with its values where they can be read and its marks, takes the wheel and the pointer; true when it is
// clicked. `hovered` gets the element under the pointer.
bool draw_one_map(StageContext& context, const ConvolveShown& shown, std::size_t map, const Rect& box,
                  const MapMarks& marks, std::optional<ConvElement>& hovered);
// Number, kernel, name and, where it is its own, range, on one line.
void draw_map_caption(StageContext& context, const ConvolveShown& shown, std::size_t map, const Rect& line);

// A filter is taken in hand.
void take_filter(StageContext& context, std::size_t filter);

// One map over all of `body`, the others beside it.
void draw_large_map(StageContext& context, const ConvolveShown& shown, const Rect& body, const MapMarks& marks,
                    std::optional<ConvElement>& hovered);

}  // namespace flatscope
