// Small pictures of the five networks of 1989: which units see which part of what lies before them.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/stages/train/view/ladder.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"

namespace flatscope {
namespace {

constexpr int classes = 10, hidden = 12;

// Where things stand in the picture, from the left: the input, a first and a second layer of maps or units, the
// classes.
struct Spots {
  Rect input;
  float first = 0.0F, second = 0.0F, last = 0.0F;  // middles
  float top = 0.0F, bottom = 0.0F;
  float cell = 1.0F;  // of the input, pixels
  float unit(int index, int count) const {
    return top + (bottom - top) * (static_cast<float>(index) + 0.5F) / static_cast<float>(count);
  }
};

Spots place_in(const Ui& ui, const Rect& area) {
  Spots place;
  const float side = std::floor(std::min(area.height() * 0.8F, area.width() * 0.28F) / 16.0F) * 16.0F;
  place.cell = side / 16.0F;
  const float y = std::round(area.centre().y - side * 0.5F);
  place.input = {{area.min.x, y}, {area.min.x + side, y + side}};
  place.last = area.max.x - ui.dp(3);
  const float from = place.input.max.x, span = place.last - from;
  place.first = std::round(from + span * 0.36F);
  place.second = std::round(from + span * 0.7F);
  place.top = area.min.y;
  place.bottom = area.max.y;
  return place;
}

void grid(Ui& ui, const Rect& rect, int cells, ImU32 ink) {
  const float cell = rect.width() / static_cast<float>(cells);
  ui.draw->AddRectFilled(rect.min, rect.max, ui.colours.ground);
  for (int i = 0; i <= cells; ++i) {
    const float at = std::round(static_cast<float>(i) * cell);
    ui.draw->AddLine({rect.min.x + at, rect.min.y}, {rect.min.x + at, rect.max.y}, ink, 1.0F);
    ui.draw->AddLine({rect.min.x, rect.min.y + at}, {rect.max.x, rect.min.y + at}, ink, 1.0F);
  }
}

// `from` is a column of places that all see all of the units at `x`.
void connect_all(Ui& ui, const Spots& place, float from_x, int from, float to_x, int to, ImU32 ink) {
  const ImU32 thin = with_alpha(ink, 0.28F);
  for (int i = 0; i < from; ++i)
    for (int o = 0; o < to; ++o) ui.draw->AddLine({from_x, place.unit(i, from)}, {to_x, place.unit(o, to)}, thin, 1.0F);
}

void dots(Ui& ui, const Spots& place, float x, int count) {
  const float radius =
      std::max(1.0F, std::min(ui.dp(2.5F), (place.bottom - place.top) / static_cast<float>(count) * 0.42F));
  for (int i = 0; i < count; ++i) ui.draw->AddCircleFilled({x, place.unit(i, count)}, radius, ui.colours.text, 10);
}

Rect map_at(float x, float y, int cells, float cell) {
  const float half = std::round(cell * static_cast<float>(cells) * 0.5F);
  return {{x - half, std::round(y) - half}, {x + half, std::round(y) + half}};
}

Rect patch_of(const Rect& map, int cells, int column, int row, int size) {
  const float cell = map.width() / static_cast<float>(cells);
  const ImVec2 from{map.min.x + cell * static_cast<float>(column), map.min.y + cell * static_cast<float>(row)};
  const float side = cell * static_cast<float>(size);
  return {{std::round(from.x), std::round(from.y)}, {std::round(from.x + side), std::round(from.y + side)}};
}

// The patch of one map that one unit of the next sees.
void see(Ui& ui, const Rect& patch, const Rect& unit, ImU32 ink, bool dashed) {
  const float line = std::max(1.0F, ui.dp(1.2F));
  if (dashed) {
    marks::dashed_rect(ui, patch, ink, line, 2.5F);
  } else {
    compat::add_rect(ui.draw, patch.min, patch.max, ink, 0.0F, line);
  }
  const ImVec2 to = unit.centre();
  for (const float y : {patch.min.y, patch.max.y}) ui.draw->AddLine({patch.max.x, y}, to, ink, 1.0F);
  ui.draw->AddRectFilled({unit.min.x - 1.0F, unit.min.y - 1.0F}, {unit.max.x + 1.0F, unit.max.y + 1.0F}, ink);
}

void draw_maps(Ui& ui, const Spots& place, std::size_t rung) {
  const ImU32 cells = mix(ui.colours.line, ui.colours.muted, 0.35F), slate = ui.colours.muted, green = ui.colours.conv;
  const float cell = std::max(2.0F, std::round(place.cell * 1.1F)), middle = place.input.centre().y;
  const bool shared_first = rung >= 3, shared_second = rung == 4;
  const int first_maps = shared_first ? 2 : 1, second_maps = shared_second ? 4 : 1;
  const float room = place.bottom - place.top;
  const float first_side = std::min(cell, std::floor((room - ui.dp(2)) / static_cast<float>(first_maps) / 8.0F));
  const float second_side = std::min(cell, std::floor((room - ui.dp(4)) / static_cast<float>(second_maps) / 4.0F));
  std::array<Rect, 2> first;
  for (int i = 0; i < first_maps; ++i) {
    const float y = first_maps == 1 ? middle : place.top + room * (0.25F + 0.5F * static_cast<float>(i));
    first[static_cast<std::size_t>(i)] = map_at(place.first, y, 8, first_side);
  }
  std::array<Rect, 4> second;
  for (int i = 0; i < second_maps; ++i) {
    const float y = second_maps == 1 ? middle : place.top + room * (static_cast<float>(i) + 0.5F) / 4.0F;
    second[static_cast<std::size_t>(i)] = map_at(place.second, y, 4, second_side);
  }
  // From the edges of each map to every class.
  for (int i = 0; i < second_maps; ++i) {
    const Rect& map = second[static_cast<std::size_t>(i)];
    const int from = second_maps == 1 ? 4 : 2;
    for (int k = 0; k < from; ++k)
      for (int o = 0; o < classes; ++o)
        ui.draw->AddLine({map.max.x, map.min.y + map.height() * static_cast<float>(k) / static_cast<float>(from - 1)},
                         {place.last, place.unit(o, classes)}, with_alpha(ui.colours.dense, 0.28F), 1.0F);
  }
  for (int i = 0; i < first_maps; ++i) grid(ui, first[static_cast<std::size_t>(i)], 8, cells);
  for (int i = 0; i < second_maps; ++i) grid(ui, second[static_cast<std::size_t>(i)], 4, cells);
  // Two places of the first layer: where weights are shared both frames look alike, else one is dashed.
  const ImU32 ink = shared_first ? green : slate;
  const auto unit = [](const Rect& map, int count, int column, int row) {
    return patch_of(map, count, column, row, 1);
  };
  see(ui, patch_of(place.input, 16, 3, 3, 3), unit(first[0], 8, 2, 2), ink, false);
  see(ui, patch_of(place.input, 16, 9, 9, 3), unit(first[static_cast<std::size_t>(first_maps - 1)], 8, 5, 5), ink,
      !shared_first);
  const ImU32 next = shared_second ? green : slate;
  for (int i = 0; i < first_maps; ++i)
    see(ui, patch_of(first[static_cast<std::size_t>(i)], 8, 2, 1, 5), unit(second[0], 4, 1, 1), next, false);
}

}  // namespace

ImU32 rung_ink(const Ui& ui, std::size_t rung) {
  return ink_of(ui, rung < 2 ? NetworkFamily::mlp : rung == 2 ? NetworkFamily::local : NetworkFamily::cnn);
}

void draw_rung_picture(Ui& ui, const Rect& area, std::size_t rung) {
  const Spots place = place_in(ui, area);
  const ImU32 cells = mix(ui.colours.line, ui.colours.muted, 0.35F);
  constexpr int rows = 8;  // of the input, as many as can be told apart
  if (rung < 2) {
    Spots edge = place;
    edge.top = place.input.min.y;
    edge.bottom = place.input.max.y;
    const int to = rung == 0 ? classes : hidden;
    const float x = rung == 0 ? place.last : std::round((place.first + place.second) * 0.5F);
    const ImU32 thin = with_alpha(ui.colours.dense, 0.28F);
    for (int i = 0; i < rows; ++i)
      for (int o = 0; o < to; ++o)
        ui.draw->AddLine({place.input.max.x, edge.unit(i, rows)}, {x, place.unit(o, to)}, thin, 1.0F);
    if (rung == 1) {
      connect_all(ui, place, x, hidden, place.last, classes, ui.colours.dense);
      dots(ui, place, x, hidden);
    }
    grid(ui, place.input, 16, cells);
  } else {
    grid(ui, place.input, 16, cells);
    draw_maps(ui, place, rung);
  }
  dots(ui, place, place.last, classes);
}

}  // namespace flatscope
