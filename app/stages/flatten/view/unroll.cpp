// Unrolling: the elements leave the grid in the order of their indices and settle in the line.
#include <algorithm>
#include <cmath>

#include "app/stages/flatten/view/flight.h"
#include "app/stages/flatten/view/grid_rest.h"
#include "app/stages/flatten/view/parts.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/made_picture.h"
#include "app/widgets/tensor_view.h"

namespace flatscope {
namespace {

// How many elements are in the air at once: about a row and a half, and as many that each is seen there: in eight
// seconds of playing it is on its way for a twenty-fourth of a second at least, which is two or three frames.
std::int64_t in_flight(std::int64_t size, std::int64_t width) {
  constexpr std::int64_t least_share = 8 * 24;
  return std::max({width + width / 2, size / least_share, std::min<std::int64_t>(size, 12)});
}

// The cells that nothing has left yet. What has left is marked by a negative value in a vector picture, which reads
// back what the TensorPainter drew; that copy of the picture would take too long for a frame.
void draw_rest(StageContext& context, const GridPlace& grid, std::int64_t gone) {
  Ui& ui = context.ui;
  const FlattenResult& result = *context.results.flatten;
  if (ui.runs != nullptr) {
    auto rest = std::make_shared<Tensor>(*result.picture);
    for (std::int64_t i = 0; i < gone; ++i) {
      const Place place = result.flattening->place(i);
      rest->at(place.channel, place.row, place.column) = -1.0F;
    }
    ui.painter.draw(ui, rest, *rest, -1, grid.box, grid.cells, TensorStyle{});
    return;
  }
  GridRest& rest = ui.kept.of<GridRest>();
  const float cells_a_pixel = std::min(grid.cells.width() / grid.box.width(), grid.cells.height() / grid.box.height());
  const int block = rest.set(result.picture, result.flattening, static_cast<int>(cells_a_pixel), ui.colours, gone);
  const auto columns = static_cast<float>(rest.columns() * block), rows = static_cast<float>(rest.rows() * block);
  const auto of_block = [&](ImVec2 at) {
    return ImVec2{at.x / static_cast<float>(block), at.y / static_cast<float>(block)};
  };
  draw_made_picture(
      ui, rest.texture(),
      {{grid.cells.min.x / columns, grid.cells.min.y / rows}, {grid.cells.max.x / columns, grid.cells.max.y / rows}},
      grid.box, {of_block(grid.cells.min), of_block(grid.cells.max)}, TensorStyle{});
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
  const auto gone = std::min<std::int64_t>(flattening.size(), static_cast<std::int64_t>(unroll.front));
  draw_rest(context, grid, gone);
  compat::add_rect(ui.draw, {grid.box.min.x - 1, grid.box.min.y - 1}, {grid.box.max.x + 1, grid.box.max.y + 1},
                   ui.colours.line, 0.0F, 1.0F);
  if (gone == flattening.size())
    ui.text_fit({grid.box.centre().x, grid.box.centre().y - ui.line_height(Type::body) * 0.5F},
                grid.box.width() - ui.dp(8), Type::body, ui.colours.muted, "The grid is gone. Only the order is left.",
                Align::centre);
}

void draw_flying(StageContext& context, const GridPlace& grid, const OverviewPlace& overview, const Unroll& unroll) {
  Ui& ui = context.ui;
  const FlattenResult& result = *context.results.flatten;
  const Flight flight{*result.picture, *result.flattening, grid, overview, unroll};
  if (flight.first() >= flight.last()) return;
  // A vector picture is made of what stands in the frame's own list.
  if (ui.runs == nullptr && ui.kept.of<FlightDrawing>().pays(flight.last() - flight.first())) {
    const Rect clip{ui.draw->GetClipRectMin(), ui.draw->GetClipRectMax()};
    if (const auto made = ui.kept.of<FlightDrawing>().draw(flight, clip, ImGui::GetIO().DisplayFramebufferScale))
      ui.draw->AddImage(compat::texture_id(made->picture.get()), made->where.min, made->where.max, made->share.min,
                        made->share.max);
    return;
  }
  for (std::int64_t i = flight.first(); i < flight.last(); ++i) {
    const Place place = result.flattening->place(i);
    const Rect square = flight.square(i, place);
    ui.draw->AddRectFilled(square.min, square.max, flight.colour(place));
  }
}

}  // namespace flatscope
