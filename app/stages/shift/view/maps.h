// The feature maps before and after in their two forms: pairs on a grid, and one pair large.
#pragma once

#include <optional>

#include "app/stages/shift/view/stage.h"
#include "app/widgets/cell_values.h"

namespace flatscope {

struct MapCell {
  std::size_t map = 0;
  std::int64_t row = 0, column = 0;
};

// The maps of one filter; before and after show the same part.
struct MapPair {
  std::size_t index = 0;
  Preset preset = Preset::identity;
  MapPlace before, after;
  Rect caption;
};
// Of the filter `index`, seen through `camera`.
MapPair pair_of(const ShiftShown& shown, std::size_t index, const Rect& before, const Rect& after, const Rect& caption,
                const Camera& camera);

TensorStyle pair_style(const ShiftShown& shown, std::size_t index);

// One map as it is drawn everywhere, with its values where they can be read.
void draw_shift_map(Ui& ui, const std::shared_ptr<const Answers>& answers, std::size_t index, const MapPlace& map,
                    const TensorStyle& style);

// A lesson keeps the answers after the move back, or how well they keep up.
bool tells_maps(const StageContext& context);
bool tells_residual(const StageContext& context);

// What the pointer does on a pair.
struct PairAnswer {
  std::optional<MapCell> cell;  // under it
  bool clicked = false;
};
// Both maps with the border's frame, the arrow between their peaks, the cell under the pointer on both, and the
// caption. `camera` is moved by the wheel and by dragging.
PairAnswer draw_pair(StageContext& context, const ShiftShown& shown, const MapPair& pair, Camera& camera);

// What the pointer is on, or what the dashed frame means, ending at the right of `line`; returns where it begins.
float draw_maps_note(const StageContext& context, const ShiftShown& shown, const Rect& line,
                     const std::optional<MapCell>& cell);

// One pair over all of `area`, the other filters beside it.
void draw_large_maps(StageContext& context, const ShiftShown& shown, const Rect& area, Preset enlarged);

}  // namespace flatscope
