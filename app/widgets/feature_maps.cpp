#include "app/widgets/feature_maps.h"

#include <algorithm>
#include <cmath>

namespace flatscope {
namespace {

// Another row takes height from what stands above: it has to make the maps this much larger.
constexpr float worth_a_row = 1.25F;

float left_of(const MapGrid& grid, int pair, float x) {
  return x + std::round(static_cast<float>(pair % grid.columns) * grid.pitch);
}

float top_of(const MapGrid& grid, int pair, float y) {
  return y + static_cast<float>(pair / grid.columns) * (grid.map_height + grid.caption + grid.between_rows);
}

}  // namespace

float MapGrid::height() const {
  const auto count = static_cast<float>(rows);
  return count * (map_height + caption) + (count - 1.0F) * between_rows;
}

Rect MapGrid::before(int pair, ImVec2 origin) const {
  const float x = left_of(*this, pair, origin.x), y = top_of(*this, pair, origin.y);
  return {{x, y}, {x + map_width, y + map_height}};
}

Rect MapGrid::after(int pair, ImVec2 origin) const {
  Rect rect = before(pair, origin);
  rect.min.x += map_width + between_maps;
  rect.max.x += map_width + between_maps;
  return rect;
}

Rect MapGrid::caption_of(int pair, ImVec2 origin) const {
  const Rect rect = before(pair, origin);
  return {{rect.min.x, rect.max.y}, {rect.min.x + caption_width, rect.max.y + caption}};
}

MapGrid arrange_maps(int pairs, float aspect, const MapGridLimits& limits) {
  MapGrid best;
  for (int shown = pairs; shown >= 1 && best.shown == 0; --shown) {
    for (int rows = 1; rows <= shown; ++rows) {
      const int columns = (shown + rows - 1) / rows;
      if ((shown + columns - 1) / columns != rows) continue;  // the same columns with an empty row
      const float pitch = (limits.width + limits.between_pairs) / static_cast<float>(columns);
      const float room = pitch - limits.between_pairs;
      const float tall =
          (limits.height - static_cast<float>(rows - 1) * limits.between_rows) / static_cast<float>(rows) -
          limits.caption;
      const float width = std::floor(std::min((room - limits.between_maps) * 0.5F, tall * aspect));
      const float height = std::max(1.0F, std::round(width / aspect));
      const bool enough = (std::max(width, height) >= limits.least_side && room >= limits.least_caption) || shown == 1;
      if (!enough || width < 1.0F || width <= best.map_width * (best.shown > 0 ? worth_a_row : 1.0F)) continue;
      best = {shown, columns, rows, width, height, limits.between_maps, limits.caption, limits.between_rows, pitch};
      best.caption_width = std::max(best.pair_width(), std::min(room, limits.most_caption));
    }
  }
  return best;
}

void colour_ramp(Ui& ui, const Rect& area, ColourMap map) {
  const auto& ramp = map == ColourMap::diverging ? ui.colours.diverging : ui.colours.magnitude;
  const auto steps = static_cast<float>(ramp.size() - 1);
  for (std::size_t i = 0; i + 1 < ramp.size(); ++i) {
    const float left = area.min.x + area.width() * static_cast<float>(i) / steps;
    const float right = area.min.x + area.width() * static_cast<float>(i + 1) / steps;
    ui.draw->AddRectFilledMultiColor({left, area.min.y}, {right, area.max.y}, ramp[i], ramp[i + 1], ramp[i + 1],
                                     ramp[i]);
  }
}

}  // namespace flatscope
