// Feature maps side by side on a sheet, as large as they get, each with a caption below.
#pragma once

#include "app/widgets/ui.h"

namespace flatscope {

// Measures in pixels.
struct MapSheet {
  int columns = 1, rows = 1;
  float map_width = 0.0F, map_height = 0.0F;
  float pitch = 0.0F;                         // from the left of one map to the left of the next
  float caption = 0.0F, between_rows = 0.0F;  // height of the captions, and below them
  float caption_width = 0.0F;

  float height() const { return static_cast<float>(rows) * (map_height + caption + between_rows) - between_rows; }
  Rect map(int index, ImVec2 origin) const;
  Rect caption_of(int index, ImVec2 origin) const;
};

struct MapSheetLimits {
  float width = 0.0F, height = 0.0F;  // the room there is
  float between = 0.0F, between_rows = 0.0F, caption = 0.0F;
  float least_caption = 0.0F;  // width for the words below a map, however narrow it is, where that is possible
};

// For `count` (>= 1) maps of `columns` x `rows` cells. A cell of ten pixels or more gets whole pixels.
MapSheet arrange_sheet(int count, float columns, float rows, const MapSheetLimits& limits);

// Round one of several small maps: which is in hand, and which the pointer is on.
void frame_small_map(Ui& ui, const Rect& map, bool in_hand, bool pointed);

}  // namespace flatscope
