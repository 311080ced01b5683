#include "app/widgets/map_sheet.h"

#include <algorithm>
#include <cmath>

#include "app/widgets/imgui_compat.h"

namespace flatscope {

Rect MapSheet::map(int index, ImVec2 origin) const {
  const float x = origin.x + std::round(static_cast<float>(index % columns) * pitch);
  const float y = origin.y + static_cast<float>(index / columns) * (map_height + caption + between_rows);
  return {{x, y}, {x + map_width, y + map_height}};
}

Rect MapSheet::caption_of(int index, ImVec2 origin) const {
  const Rect rect = map(index, origin);
  return {{rect.min.x, rect.max.y}, {rect.min.x + caption_width, rect.max.y + caption}};
}

MapSheet arrange_sheet(int count, float columns, float rows, const MapSheetLimits& limits) {
  MapSheet best;
  float best_worth = 0.0F;
  for (int lines = 1; lines <= count; ++lines) {
    const int across = (count + lines - 1) / lines;
    if ((count + across - 1) / across != lines) continue;  // the same columns with an empty row
    const float pitch = (limits.width + limits.between) / static_cast<float>(across);
    const float room = pitch - limits.between;
    const float tall =
        (limits.height - static_cast<float>(lines - 1) * limits.between_rows) / static_cast<float>(lines) -
        limits.caption;
    float cell = std::min(room / columns, tall / rows);
    if (cell >= 10.0F) cell = std::floor(cell);
    if (cell <= 0.0F) continue;
    // Where captions have no room even small maps in fewer columns are better.
    const float worth = cell * std::min(1.0F, room / std::max(1.0F, limits.least_caption));
    if (worth <= best_worth) continue;
    best_worth = worth;
    best.columns = across;
    best.rows = lines;
    best.map_width = std::max(1.0F, std::round(cell * columns));
    best.map_height = std::max(1.0F, std::round(cell * rows));
    best.caption = limits.caption;
    best.between_rows = limits.between_rows;
    // Not further apart than their captions ask for: a sheet, not islands.
    const float needed = std::max(best.map_width, std::min(room, limits.least_caption)) + limits.between;
    best.pitch = std::min(pitch, std::max(needed, best.map_width + 2.0F * limits.between));
    best.caption_width = best.pitch - limits.between;
  }
  return best;
}

void frame_small_map(Ui& ui, const Rect& map, bool in_hand, bool pointed) {
  const float frame = in_hand ? std::max(2.0F, ui.dp(2)) : 1.0F;
  const ImU32 colour = in_hand ? ui.colours.conv : pointed ? ui.colours.text : ui.colours.line;
  compat::add_rect(ui.draw, {map.min.x - frame, map.min.y - frame}, {map.max.x + frame, map.max.y + frame}, colour,
                   0.0F, frame);
}

}  // namespace flatscope
