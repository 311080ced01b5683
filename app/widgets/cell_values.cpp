#include "app/widgets/cell_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "app/widgets/camera.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"

namespace flatscope {
namespace {

constexpr float least_cell_width = 33.0F, least_cell_height = 18.0F;  // design units
// Above this many stretches their bounds alone are drawn: they could not be told apart.
constexpr std::size_t most_stretches = 1600;

using Stretch = std::pair<std::int64_t, std::int64_t>;  // half open

std::vector<Stretch> stretches(const std::vector<std::int64_t>& places) {
  std::vector<Stretch> found;
  for (const std::int64_t place : places) {
    if (!found.empty() && found.back().second == place)
      ++found.back().second;
    else
      found.emplace_back(place, place + 1);
  }
  return found;
}

void draw_part(Ui& ui, const FieldRect& part, const MapPlace& place, const CellsLook& look) {
  Rect on = place.span(part);
  // What is smaller than a mark is still seen.
  const float least = look.thickness + 2.0F;
  if (on.width() < least) on = {{on.centre().x - least * 0.5F, on.min.y}, {on.centre().x + least * 0.5F, on.max.y}};
  if (on.height() < least) on = {{on.min.x, on.centre().y - least * 0.5F}, {on.max.x, on.centre().y + least * 0.5F}};
  on = {{std::round(on.min.x), std::round(on.min.y)}, {std::round(on.max.x), std::round(on.max.y)}};
  if (look.fill > 0.0F) ui.draw->AddRectFilled(on.min, on.max, with_alpha(look.colour, look.fill));
  if (!look.dashed) {
    marks::outline(ui, on, look.colour, look.thickness);
    return;
  }
  const Rect inside = on.inset(look.thickness * 0.5F);
  compat::add_rect(ui.draw, inside.min, inside.max, with_alpha(ui.colours.outline, 0.7F), 0.0F, look.thickness + 1.0F);
  marks::dashed_rect(ui, inside, look.colour, look.thickness, 4.0F);
}

}  // namespace

Rect MapPlace::span(const FieldRect& part) const {
  const float w = cell_width(), h = cell_height();
  return {{box.min.x + w * (static_cast<float>(part.left) - cells.min.x),
           box.min.y + h * (static_cast<float>(part.top) - cells.min.y)},
          {box.min.x + w * (static_cast<float>(part.right) - cells.min.x),
           box.min.y + h * (static_cast<float>(part.bottom) - cells.min.y)}};
}

Cell MapPlace::at(ImVec2 point) const {
  const auto index = [](float place, std::int64_t count) {
    return std::clamp(static_cast<std::int64_t>(std::floor(place)), std::int64_t{0}, count - 1);
  };
  return {index(cells.min.y + (point.y - box.min.y) / cell_height(), rows),
          index(cells.min.x + (point.x - box.min.x) / cell_width(), columns)};
}

MapPlace place_map(const Rect& box, const Tensor& map, const Camera& camera) {
  return {box, seen_cells(camera, static_cast<float>(map.width()), static_cast<float>(map.height())), map.height(),
          map.width()};
}

std::string cell_number(float value) {
  if (value == 0.0F) return "0";
  const float size = std::fabs(value);
  const std::string digits = size < 9.995F    ? fmt::format("{:.2f}", size)
                             : size < 99.95F  ? fmt::format("{:.1f}", size)
                             : size < 9999.5F ? fmt::format("{:.0f}", size)
                                              : fmt::format("{:.0e}", size);
  return value < 0.0F ? "−" + digits : digits;
}

bool values_fit(const Ui& ui, const MapPlace& place) {
  return place.cell_width() >= ui.dp(least_cell_width) && place.cell_height() >= ui.dp(least_cell_height);
}

void draw_cell_values(Ui& ui, const Tensor& tensor, std::int64_t channel, const MapPlace& place,
                      const TensorStyle& style) {
  const CellColours colours(ui.colours, style);
  const std::string widest = cell_number(-0.88F);
  const bool large = place.cell_width() >= ui.measure(Type::mono, widest).x + ui.dp(4);
  const Type type = large ? Type::mono : Type::cell;
  const float lift = ui.line_height(type) * 0.5F;
  const auto first = [](float edge) { return static_cast<std::int64_t>(std::ceil(edge - 0.01F)); };
  const auto last = [](float edge) { return static_cast<std::int64_t>(std::floor(edge + 0.01F)); };
  for (std::int64_t row = first(place.cells.min.y); row < last(place.cells.max.y); ++row) {
    for (std::int64_t column = first(place.cells.min.x); column < last(place.cells.max.x); ++column) {
      const float value = tensor.at(channel, row, column);
      const ImVec2 centre = place.cell(row, column).centre();
      ui.text({centre.x, centre.y - lift}, type, ink_on(colours.of(value)), cell_number(value), Align::centre);
    }
  }
}

void draw_cells(Ui& ui, const FieldCells& cells, const MapPlace& place, const CellsLook& look) {
  if (cells.rows.empty()) return;
  const float rim = look.thickness + 2.0F;
  ui.draw->PushClipRect({place.box.min.x - rim, place.box.min.y - rim}, {place.box.max.x + rim, place.box.max.y + rim},
                        true);
  const std::vector<Stretch> rows = stretches(cells.rows), columns = stretches(cells.columns);
  if (rows.size() * columns.size() > most_stretches) {
    draw_part(ui, cells.bounds(), place, look);
  } else {
    for (const Stretch& row : rows)
      for (const Stretch& column : columns)
        draw_part(ui, {row.first, column.first, row.second, column.second}, place, look);
  }
  ui.draw->PopClipRect();
}

Rect draw_small_kernel(Ui& ui, const float* values, std::int64_t height, std::int64_t width, ImVec2 at, float side) {
  const float cell = std::max(1.0F, std::floor(side / static_cast<float>(std::max(height, width))));
  const Rect box{at, {at.x + cell * static_cast<float>(width), at.y + cell * static_cast<float>(height)}};
  const float peak = max_abs({values, static_cast<std::size_t>(height * width)});
  const Range range{peak > 0.0F ? -peak : -1.0F, peak > 0.0F ? peak : 1.0F};
  const CellColours colours(ui.colours, {ColourMap::diverging, range});
  for (std::int64_t row = 0; row < height; ++row) {
    for (std::int64_t column = 0; column < width; ++column) {
      const ImVec2 corner{box.min.x + cell * static_cast<float>(column), box.min.y + cell * static_cast<float>(row)};
      ui.draw->AddRectFilled(corner, {corner.x + cell, corner.y + cell}, colours.of(values[row * width + column]));
    }
  }
  compat::add_rect(ui.draw, {box.min.x - 1, box.min.y - 1}, {box.max.x + 1, box.max.y + 1}, ui.colours.faint, 0.0F,
                   1.0F);
  return box;
}

}  // namespace flatscope
