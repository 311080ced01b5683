// The parts of the Flatten stage. Each is asked first where the pointer is, so that all of them can answer to the
// same pixel in the same frame, and then to draw.
#pragma once

#include <optional>

#include "app/stages/flatten/view/focus.h"
#include "app/stages/stage.h"
#include "app/widgets/vector_strip.h"

namespace flatscope {

// --- the inspector ---
void inspect_flatten(StageContext& context, Column& column);

// --- the grid ---
struct GridPlace {
  Rect box;    // the picture's frame on the screen, aspect kept
  Rect cells;  // the cells seen in it: all, or a part when zoomed in
  float cell = 1.0F;
  bool values = false;  // written into the cells
  Rect cell_rect(std::int64_t row, std::int64_t column) const;
};
// Its values are written into the cells where these are large enough; in colour a line below the axis says which of the
// three they are. It may stand in the `spare` pixels below the room.
GridPlace place_grid(const Ui& ui, const Rect& room, const Flattening& flattening, const Camera& camera, float spare);
std::optional<Place> grid_input(StageContext& context, const GridPlace& grid);
void draw_grid(StageContext& context, const GridPlace& grid);
// Axes, values, and the frames of the pixel and its neighbours; after the threads, so that numbers stay readable.
void draw_grid_marks(StageContext& context, const GridPlace& grid, const Focus& focus);
// The head of a pin at the corner of a cell, with a frame around the cell where another pixel is in hand.
void draw_pin(Ui& ui, const Rect& cell, bool in_hand);

// --- the overview: all elements in one strip ---
struct OverviewPlace {
  Rect strip;
  StripRange range;
  bool titled = true;  // on a low screen the strip has the title's room as well
};
OverviewPlace place_overview(const Ui& ui, const Rect& room, const FlattenView& view, std::int64_t size);
std::optional<Place> overview_input(StageContext& context, OverviewPlace& overview);
void draw_overview(StageContext& context, const OverviewPlace& overview, const Focus& focus);

// --- the lens: single elements around the pixel in hand and its neighbours ---
std::optional<Place> lens_input(StageContext& context, const Rect& room, const Focus& focus);
// `around` decides which elements are shown, `focus` which of them are marked.
void draw_lens(StageContext& context, const Rect& room, const Focus& around, const Focus& focus);

// --- the words beside the grid ---
struct Pointing {
  bool hovering = false;  // the pointer is on the pixel in hand
  bool pinned = false;    // the pixel in hand is the pinned one
};
// `aside` is room for the big number beside them; of no width: there is none.
void draw_explanation(StageContext& context, const Rect& room, const Rect& aside, const Focus& focus,
                      Pointing pointing);

// How much of the words about `focus` `room` has no place for; 0: it has place for all.
int left_out_of_explanation(StageContext& context, const Rect& room, const Focus& focus);

// --- unroll: elements before `landed` lie in the line, from `front` on they are still in the grid ---
struct Unroll {
  double front = 0.0, landed = 0.0;
  bool active = false;
};
Unroll unroll_of(const FlattenScene& scene, std::int64_t size, std::int64_t width);
// The slider and its buttons: beside the grid where there is room, else in the inspector.
bool unroll_beside_grid(const Ui& ui, const Rect& stage);
void unroll_controls(StageContext& context, Column& column);
void draw_unrolled_grid(StageContext& context, const GridPlace& grid, const Unroll& unroll);
void draw_flying(StageContext& context, const GridPlace& grid, const OverviewPlace& overview, const Unroll& unroll);

}  // namespace flatscope
