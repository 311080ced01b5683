// Feature maps before and after, in pairs on a grid.
#pragma once

#include "app/widgets/tensor_view.h"
#include "app/widgets/ui.h"

namespace flatscope {

// Measures in pixels. A pair is two maps side by side with a caption below.
struct MapGrid {
  int shown = 0;  // how many of the pairs there is room for
  int columns = 1, rows = 1;
  float map_width = 0.0F, map_height = 0.0F;
  float between_maps = 0.0F, caption = 0.0F, between_rows = 0.0F;
  float pitch = 0.0F;          // from the left of one pair to the left of the next
  float caption_width = 0.0F;  // at least the pair's

  float pair_width() const { return 2.0F * map_width + between_maps; }
  float height() const;
  Rect before(int pair, ImVec2 origin) const;
  Rect after(int pair, ImVec2 origin) const;
  Rect caption_of(int pair, ImVec2 origin) const;
};

struct MapGridLimits {
  float width = 0.0F, height = 0.0F;  // the room there is
  float between_maps = 0.0F, between_pairs = 0.0F, caption = 0.0F, between_rows = 0.0F;
  float least_side = 0.0F;     // of a map's longer side: rather show fewer than smaller
  float least_caption = 0.0F;  // width for the words below a pair, however narrow its maps are
  float most_caption = 0.0F;
};

// For `pairs` (>= 1) of maps of `aspect` = width / height (> 0). Columns share the width evenly; another row is begun
// only where that makes the maps clearly larger.
MapGrid arrange_maps(int pairs, float aspect, const MapGridLimits& limits);

// The colours of a map from low to high, for legends.
void colour_ramp(Ui& ui, const Rect& area, ColourMap map);

}  // namespace flatscope
