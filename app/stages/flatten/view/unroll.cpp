// Unrolling: the elements leave the grid in the order of their indices and settle in the line.
#include <algorithm>
#include <cmath>

#include "app/stages/flatten/view/parts.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/tensor_view.h"

namespace flatscope {
namespace {

// How many elements are in the air at once: about a row and a half, and not more than can be drawn as single squares.
std::int64_t in_flight(std::int64_t size, std::int64_t width) {
  return std::clamp<std::int64_t>(width + width / 2, std::min<std::int64_t>(size, 12), 1500);
}

ImU32 colour_at(const Tensor& picture, const Flattening& flattening, const Place& place) {
  const auto level = [&](std::int64_t c) {
    return static_cast<int>(std::lround(std::clamp(picture.at(c, place.row, place.column), 0.0F, 1.0F) * 255.0F));
  };
  if (picture.channels() != 3) return IM_COL32(level(0), level(0), level(0), 255);
  if (flattening.layout() == Layout::hwc) return IM_COL32(level(0), level(1), level(2), 255);
  return IM_COL32(place.channel == 0 ? level(0) : 0, place.channel == 1 ? level(1) : 0,
                  place.channel == 2 ? level(2) : 0, 255);
}

constexpr double unroll_seconds = 8.0;

}  // namespace

void unroll_controls(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  FlattenView& view = context.view.flatten;
  float& unroll = context.edit.scene.flatten.unroll;
  const Change moved = column.slider_share("flatten/unroll", "Unroll the grid into the line", unroll,
                                           "Drag to pull the elements off the grid one after another and lay them "
                                           "into the line.");
  if (moved.changed) view.unrolling = false;
  context.edit(moved);
  column.gap(2);
  const Option buttons[] = {{view.unrolling ? "Pause" : "Play", "Unroll by itself, in about eight seconds."},
                            {"Roll up", "Put everything back into the grid.", unroll > 0.0F}};
  const int pressed = column.buttons("unroll", buttons);
  if (pressed == 0) {
    if (!view.unrolling && unroll >= 1.0F) unroll = 0.0F;
    view.unrolling = !view.unrolling;
    if (!view.unrolling) context.edit.commit = true;
  }
  if (pressed == 1) {
    view.unrolling = false;
    unroll = 0.0F;
    context.edit.commit = true;
  }
  if (!view.unrolling) return;
  // A frame that took long moves on by a tenth of a second at most: nothing jumps.
  const double step = std::min(0.1, static_cast<double>(ImGui::GetIO().DeltaTime)) / unroll_seconds;
  unroll = std::min(1.0F, unroll + static_cast<float>(step));
  if (unroll >= 1.0F) {
    view.unrolling = false;
    context.edit.commit = true;
  } else {
    ui.ask_for_frame(0.0);
  }
}

Unroll unroll_of(const FlattenScene& scene, std::int64_t size, std::int64_t width) {
  Unroll unroll;
  if (scene.unroll <= 0.0F) return unroll;
  const auto flight = static_cast<double>(in_flight(size, width));
  unroll.active = true;
  unroll.front = std::clamp(static_cast<double>(scene.unroll), 0.0, 1.0) * (static_cast<double>(size) + flight);
  unroll.landed = std::max(0.0, unroll.front - flight);
  return unroll;
}

void draw_unrolled_grid(StageContext& context, const GridPlace& grid, const Unroll& unroll) {
  Ui& ui = context.ui;
  const auto& result = context.results.flatten;
  const Flattening& flattening = *result->flattening;
  // What has left is marked with a negative value; the shader leaves those cells empty.
  const auto gone = std::min<std::int64_t>(flattening.size(), static_cast<std::int64_t>(unroll.front));
  auto rest = std::make_shared<Tensor>(*result->picture);
  for (std::int64_t i = 0; i < gone; ++i) {
    const Place place = flattening.place(i);
    rest->at(place.channel, place.row, place.column) = -1.0F;
  }
  ui.painter.draw(ui, rest, *rest, -1, grid.box, grid.cells, TensorStyle{});
  compat::add_rect(ui.draw, {grid.box.min.x - 1, grid.box.min.y - 1}, {grid.box.max.x + 1, grid.box.max.y + 1},
                   ui.colours.line, 0.0F, 1.0F);
  if (gone == flattening.size())
    ui.text_fit({grid.box.centre().x, grid.box.centre().y - ui.line_height(Type::body) * 0.5F},
                grid.box.width() - ui.dp(8), Type::body, ui.colours.muted, "The grid is gone. Only the order is left.",
                Align::centre);
}

void draw_flying(StageContext& context, const GridPlace& grid, const OverviewPlace& overview, const Unroll& unroll) {
  Ui& ui = context.ui;
  const auto& result = context.results.flatten;
  const Flattening& flattening = *result->flattening;
  const auto from = static_cast<std::int64_t>(unroll.landed),
             to = std::min<std::int64_t>(flattening.size(), static_cast<std::int64_t>(unroll.front) + 1);
  const double flight = std::max(1.0, unroll.front - unroll.landed);
  const float strip_cell = std::max(1.0F, static_cast<float>(1.0 / overview.range.per_pixel(overview.strip)));
  for (std::int64_t i = from; i < to; ++i) {
    const float t = std::clamp(static_cast<float>((unroll.front - static_cast<double>(i)) / flight), 0.0F, 1.0F);
    // Out sideways first, as a row is pulled off the picture, then down into the line.
    const float out = t * t * (3.0F - 2.0F * t), down = t * t * t;
    const Place place = flattening.place(i);
    const Rect cell = grid.cell_rect(place.row, place.column);
    const ImVec2 end{overview.range.x_of(overview.strip, static_cast<double>(i) + 0.5), overview.strip.centre().y};
    const ImVec2 at{cell.centre().x + (end.x - cell.centre().x) * out,
                    cell.centre().y + (end.y - cell.centre().y) * down};
    const float half_w = (grid.cell + (strip_cell - grid.cell) * out) * 0.5F,
                half_h = (grid.cell + (overview.strip.height() - grid.cell) * down) * 0.5F;
    ui.draw->AddRectFilled({at.x - half_w, at.y - half_h}, {at.x + half_w, at.y + half_h},
                           colour_at(*result->picture, flattening, place));
  }
}

}  // namespace flatscope
