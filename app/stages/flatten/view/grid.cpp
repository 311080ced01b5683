// The grid of the Flatten stage: the picture as cells, the pixel in hand and its neighbours.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/stages/flatten/view/parts.h"
#include "app/stages/flatten/view/words.h"
#include "app/widgets/camera.h"
#include "app/widgets/marks.h"
#include "app/widgets/pointer_cue.h"
#include "app/widgets/tensor_view.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// A step of 1, 2, 4, 8, ... that leaves at least `room` pixels between labels.
std::int64_t label_step(float cell, float room) {
  std::int64_t step = 1;
  while (cell * static_cast<float>(step) < room) step *= 2;
  return step;
}

void draw_axes(Ui& ui, const GridPlace& grid) {
  const float text = ui.line_height(Type::mono_small);
  const auto column_label = [&](ImVec2 at, const std::string& words) {
    // Curves to the line pass here: the number stands on its own ground.
    const float half = ui.measure(Type::mono_small, words).x * 0.5F + ui.dp(2);
    ui.draw->AddRectFilled({at.x - half, at.y}, {at.x + half, at.y + text}, ui.colours.ground);
    ui.text(at, Type::mono_small, ui.colours.muted, words, Align::centre);
  };
  const std::int64_t across = label_step(grid.cell, ui.dp(44)), down = label_step(grid.cell, ui.dp(26));
  const auto first = [](float from, std::int64_t step) {
    return (static_cast<std::int64_t>(std::ceil(from - 0.5F)) + step - 1) / step * step;
  };
  for (std::int64_t column = first(grid.cells.min.x, across); static_cast<float>(column) + 0.5F < grid.cells.max.x;
       column += across)
    column_label({grid.cell_rect(0, column).centre().x, grid.box.max.y + ui.dp(5)}, grouped(column));
  for (std::int64_t row = first(grid.cells.min.y, down); static_cast<float>(row) + 0.5F < grid.cells.max.y; row += down)
    ui.text({grid.box.min.x - ui.dp(6), grid.cell_rect(row, 0).centre().y - text * 0.5F}, Type::mono_small,
            ui.colours.muted, grouped(row), Align::right);
}

// Values in the cells, once they are large enough to be read. Where threads run down through a column, each number
// stands on its cell's own colour.
void draw_values(Ui& ui, const GridPlace& grid, const Tensor& picture, const Focus& focus) {
  const float text = ui.line_height(Type::cell);
  if (!grid.values) return;
  const bool colour = picture.channels() == 3;
  const std::int64_t channel = focus.place.channel;
  for (auto row = static_cast<std::int64_t>(grid.cells.min.y);
       static_cast<float>(row) < grid.cells.max.y && row < picture.height(); ++row) {
    for (auto column = static_cast<std::int64_t>(grid.cells.min.x);
         static_cast<float>(column) < grid.cells.max.x && column < picture.width(); ++column) {
      const Rect cell = grid.cell_rect(row, column);
      if (cell.min.x < grid.box.min.x - 1 || cell.min.y < grid.box.min.y - 1 || cell.max.x > grid.box.max.x + 1 ||
          cell.max.y > grid.box.max.y + 1)
        continue;
      const auto level = [&](std::int64_t c) {
        return static_cast<int>(std::lround(picture.at(c, row, column) * 255.0F));
      };
      const ImU32 ground =
          colour ? IM_COL32(level(0), level(1), level(2), 255) : IM_COL32(level(0), level(0), level(0), 255);
      const std::string words = std::to_string(level(colour ? channel : 0));
      if (std::llabs(column - focus.place.column) <= 1 && row >= focus.place.row - 1) {
        const float half = ui.measure(Type::cell, words).x * 0.5F + ui.dp(2);
        const ImVec2 centre = cell.centre();
        ui.draw->AddRectFilled({std::round(centre.x - half), std::round(centre.y - text * 0.5F)},
                               {std::round(centre.x + half), std::round(centre.y + text * 0.5F)}, ground);
      }
      ui.text({cell.centre().x, cell.centre().y - text * 0.5F}, Type::cell, ink_on(ground), words, Align::centre);
    }
  }
  // One of three values stands in each cell: which one has to be said.
  if (!colour) return;
  const std::string whole = fmt::format("The numbers are each pixel's {} value, 0 to 255.", channel_names[channel]);
  const std::string brief = fmt::format("The {} values", channel_names[channel]);
  const std::string& words = ui.measure(Type::small, whole).x <= grid.box.width() ? whole : brief;
  const ImVec2 at{grid.box.min.x, grid.box.max.y + ui.dp(7) + ui.line_height(Type::mono_small)};
  const float wide = std::min(grid.box.width(), ui.measure(Type::small, words).x);
  ui.draw->AddRectFilled({at.x - ui.dp(2), at.y}, {at.x + wide + ui.dp(4), at.y + ui.line_height(Type::small)},
                         ui.colours.ground);
  ui.text_fit(at, grid.box.width(), Type::small, ui.colours.muted, words);
}

// Where cells are too small to tell neighbours apart, a loupe over the corner that is farthest from the pixel.
void draw_loupe(StageContext& context, const GridPlace& grid, const Focus& focus) {
  Ui& ui = context.ui;
  if (grid.cell >= ui.dp(7)) return;
  constexpr std::int64_t reach = 3;  // cells on each side of the pixel
  const float cell = ui.dp(15), side = cell * static_cast<float>(2 * reach + 1);
  if (side > grid.box.width() * 0.5F || side > grid.box.height() * 0.6F) return;
  const ImVec2 at = grid.cell_rect(focus.place.row, focus.place.column).centre();
  const float margin = ui.dp(8);
  const float left = at.x < grid.box.centre().x ? grid.box.max.x - side - margin : grid.box.min.x + margin;
  const float top = at.y < grid.box.centre().y ? grid.box.max.y - side - margin : grid.box.min.y + margin;
  const Rect loupe{{left, top}, {left + side, top + side}};
  ui.record.area("flatten.loupe", loupe.min, loupe.max);
  ui.draw->AddLine(at, loupe.centre(), with_alpha(ui.colours.outline, 0.7F), ui.dp(3));
  ui.draw->AddLine(at, loupe.centre(), ui.colours.pixel, ui.dp(1.5F));
  ui.draw->AddRectFilled({loupe.min.x - ui.dp(3), loupe.min.y - ui.dp(3)},
                         {loupe.max.x + ui.dp(3), loupe.max.y + ui.dp(3)}, ui.colours.ground, ui.dp(3));
  const Tensor& picture = *context.results.flatten->picture;
  const std::int64_t first_row = focus.place.row - reach, first_column = focus.place.column - reach;
  const auto cell_at = [&](const Place& place) {
    const ImVec2 corner{loupe.min.x + cell * static_cast<float>(place.column - first_column),
                        loupe.min.y + cell * static_cast<float>(place.row - first_row)};
    return Rect{corner, {corner.x + cell, corner.y + cell}};
  };
  for (std::int64_t row = std::max<std::int64_t>(0, first_row);
       row <= std::min(picture.height() - 1, focus.place.row + reach); ++row) {
    for (std::int64_t column = std::max<std::int64_t>(0, first_column);
         column <= std::min(picture.width() - 1, focus.place.column + reach); ++column) {
      const auto level = [&](std::int64_t c) {
        return static_cast<int>(std::lround(picture.at(c, row, column) * 255.0F));
      };
      const bool colour = picture.channels() == 3;
      const Rect box = cell_at({0, row, column});
      ui.draw->AddRectFilled(box.min, {box.max.x - 1, box.max.y - 1},
                             IM_COL32(level(0), level(colour ? 1 : 0), level(colour ? 2 : 0), 255));
    }
  }
  for (const Neighbour& n : focus.neighbours) marks::outline(ui, cell_at(n.place), colour_of(ui.colours, n), ui.dp(2));
  marks::outline(ui, cell_at(focus.place), ui.colours.pixel, ui.dp(2));
}

GridPlace place_cells(const Ui& ui, const Rect& room, std::int64_t height, std::int64_t width, const Camera& camera) {
  const float labels = ui.measure(Type::mono_small, grouped(height)).x + ui.dp(8);
  const float below = ui.line_height(Type::mono_small) + ui.dp(6);
  const float most_across = std::max(8.0F, room.width() - labels), most_down = std::max(8.0F, room.height() - below);
  const auto w = static_cast<float>(width), h = static_cast<float>(height);
  float cell = std::min(most_across / w, most_down / h);
  if (cell >= 3.0F) cell = std::floor(cell);  // whole pixels a cell: even lines
  GridPlace grid;
  // Thin pictures (one row, say) keep a box that can be hit.
  grid.box.min = {room.min.x + labels, room.min.y};
  grid.box.max = {grid.box.min.x + std::max(1.0F, std::round(cell * w)),
                  grid.box.min.y + std::max(1.0F, std::round(cell * h))};
  grid.cells = seen_cells(camera, w, h);
  grid.cell = grid.box.width() / grid.cells.width();
  grid.values = grid.cell >= ui.measure(Type::cell, "255").x + ui.dp(ui.whole_texts ? 2 : 6);
  return grid;
}

}  // namespace

Rect GridPlace::cell_rect(std::int64_t row, std::int64_t column) const {
  const float x = box.min.x + (static_cast<float>(column) - cells.min.x) * cell;
  const float y = box.min.y + (static_cast<float>(row) - cells.min.y) * cell;
  return {{x, y}, {x + cell, y + cell}};
}

void draw_pin(Ui& ui, const Rect& cell, bool in_hand) {
  if (!in_hand) marks::outline(ui, cell, ui.colours.pixel, ui.dp(1.5F));
  const float radius = std::clamp(cell.width() * 0.16F, std::max(2.0F, ui.dp(1.5F)), ui.dp(4));
  const ImVec2 head{cell.max.x + radius * 0.5F, cell.min.y - radius * 0.5F};
  ui.draw->AddCircleFilled(head, radius + std::max(1.0F, ui.dp(1)), ui.colours.outline);
  ui.draw->AddCircleFilled(head, radius, ui.colours.pixel);
}

GridPlace place_grid(const Ui& ui, const Rect& room, const Flattening& flattening, const Camera& camera, float spare) {
  const std::int64_t height = flattening.height(), width = flattening.width();
  GridPlace grid = place_cells(ui, room, height, width, camera);
  if (!grid.values || flattening.channels() != 3) return grid;
  const float caption = std::max(0.0F, ui.line_height(Type::small) + ui.dp(2) - spare);
  const GridPlace smaller = place_cells(ui, {room.min, {room.max.x, room.max.y - caption}}, height, width, camera);
  if (smaller.values) return smaller;
  grid.values = false;
  return grid;
}

std::optional<Place> grid_input(StageContext& context, const GridPlace& grid) {
  Ui& ui = context.ui;
  const Flattening& flattening = *context.results.flatten->flattening;
  hit_area(ui, "flatten/grid", grid.box);
  hand_over_item();
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  const bool hovered = ImGui::IsItemHovered();
  const bool panned = move_camera(context.view.flatten.grid, grid.box, static_cast<float>(flattening.width()),
                                  static_cast<float>(flattening.height()));
  if (!hovered || panned) return std::nullopt;
  Place place;
  place.channel = context.scene.flatten.pinned ? context.scene.flatten.pinned->channel : 0;
  place.channel = std::min(place.channel, flattening.channels() - 1);
  place.column =
      std::clamp<std::int64_t>(static_cast<std::int64_t>(grid.cells.min.x + (pointer.x - grid.box.min.x) / grid.cell),
                               0, flattening.width() - 1);
  place.row =
      std::clamp<std::int64_t>(static_cast<std::int64_t>(grid.cells.min.y + (pointer.y - grid.box.min.y) / grid.cell),
                               0, flattening.height() - 1);
  if (clicked_in_place()) {
    // A second click on the pinned pixel lets it go.
    const bool same = context.scene.flatten.pinned == place;
    context.edit.scene.flatten.pinned = same ? std::nullopt : std::optional<Place>(place);
    context.edit.commit = true;
    context.view.flatten.lens_offset = 0.0;
  }
  return place;
}

void draw_grid(StageContext& context, const GridPlace& grid) {
  Ui& ui = context.ui;
  const auto& result = context.results.flatten;
  ui.painter.draw(ui, result->picture, *result->picture, -1, grid.box, grid.cells, TensorStyle{});
}

void draw_grid_marks(StageContext& context, const GridPlace& grid, const Focus& focus) {
  Ui& ui = context.ui;
  draw_axes(ui, grid);
  draw_values(ui, grid, *context.results.flatten->picture, focus);
  if (!context.shows("flatten.pixel")) return;
  const float reach = ui.dp(6);  // of a pin at the picture's corner
  ui.draw->PushClipRect({grid.box.min.x - reach, grid.box.min.y - reach},
                        {grid.box.max.x + reach, grid.box.max.y + reach}, true);
  const float thick = std::clamp(grid.cell * 0.12F, ui.dp(1.5F), ui.dp(3));
  // A cell smaller than a fingertip of pixels is shown by a larger frame around it.
  const auto frame_of = [&](const Place& place) {
    const Rect cell = grid.cell_rect(place.row, place.column);
    const float grow = std::max(0.0F, (ui.dp(5) - grid.cell) * 0.5F);
    return cell.inset(-grow);
  };
  if (focus.wrap) {
    marks::dashed_rect(ui, frame_of(focus.wrap->from), ui.colours.wrong, thick);
    marks::dashed_rect(ui, frame_of(focus.wrap->to), ui.colours.wrong, thick);
  }
  for (const Neighbour& n : focus.neighbours) marks::outline(ui, frame_of(n.place), colour_of(ui.colours, n), thick);
  marks::outline(ui, frame_of(focus.place), ui.colours.pixel, thick);
  if (const std::optional<Place>& pinned = context.scene.flatten.pinned;
      pinned && inside(*context.results.flatten->flattening, *pinned) &&
      grid.box.contains(grid.cell_rect(pinned->row, pinned->column).centre()))
    draw_pin(ui, frame_of(*pinned), *pinned == focus.place);
  draw_loupe(context, grid, focus);
  ui.draw->PopClipRect();
}

}  // namespace flatscope
