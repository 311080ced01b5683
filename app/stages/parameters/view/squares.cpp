// Squares to scale: a square's area is its layer's number of parameters, from the largest layer whole to one kernel.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/stages/kept_back.h"
#include "app/stages/parameters/view/squares.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr float wheel_step = 0.04F;
constexpr float least_cell = 5.0F;  // design units that a weight takes before cells are told apart

double side_of(Count count) { return count.past ? std::sqrt(9.3e18) : std::sqrt(static_cast<double>(count.value)); }

SquaresShown squares_of(const Ui& ui, const ParametersShown& shown) {
  const ComparedLayers layers = compared_layers(shown.scene);
  const ResolutionCost costs = cost_at(shown.input, layers.dense, layers.conv, Cost::parameters);
  SquaresShown all{shown.scene,
                   layers.conv,
                   {{{"dense", costs.dense, ui.colours.dense, side_of(costs.dense)},
                     {"locally connected", costs.local, ui.colours.muted, side_of(costs.local)},
                     {"convolution", costs.conv, ui.colours.conv, side_of(costs.conv)}}},
                   {0, 1, 2},
                   {},
                   {},
                   1.0};
  std::sort(all.order.begin(), all.order.end(),
            [&](std::size_t a, std::size_t b) { return all.squares[a].side > all.squares[b].side; });
  return all;
}

// Equal steps of the zoom are equal factors, from the largest square whole to one kernel filling the panel.
void place_squares(const Ui& ui, SquaresShown& all, const Rect& panel) {
  all.panel = panel;
  const float margin = ui.dp(10);
  all.corner = {panel.min.x + margin, panel.max.y - margin};
  const double room = std::max(1.0F, std::min(panel.width(), panel.height()) - 2.0F * margin);
  const double most = std::max(1.0, all.squares[all.order[0]].side);
  const double least = std::min(most, static_cast<double>(all.conv.kernel) * 1.15);
  const auto zoom = static_cast<double>(all.scene.zoom);
  all.pixels = room / (std::pow(most, 1.0 - zoom) * std::pow(least, zoom));
}

// As large as a panel needs it: coordinates far beyond the screen lose their precision.
Rect rect_of(const SquaresShown& all, double side) {
  const double far = 4.0 * static_cast<double>(all.panel.width() + all.panel.height());
  const auto length = static_cast<float>(std::min(far, side * all.pixels));
  return {{all.corner.x, all.corner.y - length}, {all.corner.x + length, all.corner.y}};
}

// Lines between single weights of a square, as far as it is seen.
void draw_cells(Ui& ui, const SquaresShown& all, const Rect& square, ImU32 colour) {
  const double from = static_cast<double>(ui.dp(least_cell));
  if (all.pixels < from) return;
  const auto strength = static_cast<float>(std::min(1.0, all.pixels / from - 1.0));
  const ImU32 ink = with_alpha(mix(colour, ui.colours.ground, 0.55F), strength);
  const auto cell = static_cast<float>(all.pixels);
  const float right = std::min(square.max.x, all.panel.max.x), top = std::max(square.min.y, all.panel.min.y);
  for (float x = all.corner.x + cell; x < right; x += cell) ui.draw->AddLine({x, top}, {x, all.corner.y}, ink, 1.0F);
  for (float y = all.corner.y - cell; y > top; y -= cell) ui.draw->AddLine({all.corner.x, y}, {right, y}, ink, 1.0F);
}

// One kernel's slice, at the corner; named where there is room.
void draw_kernel(Ui& ui, const SquaresShown& all) {
  const Rect kernel = rect_of(all, static_cast<double>(all.conv.kernel));
  if (all.pixels < static_cast<double>(ui.dp(least_cell)) || all.convolution().parameters.value == 0) return;
  compat::add_rect(ui.draw, kernel.min, kernel.max, ui.colours.pixel, 0.0F, std::max(2.0F, ui.dp(2)));
  compat::add_rect(ui.draw, {kernel.min.x - 1, kernel.min.y - 1}, {kernel.max.x + 1, kernel.max.y + 1},
                   ui.colours.outline, 0.0F, 1.0F);
  const std::array<std::string, 2> words = {fmt::format("one kernel, {} × {}", all.conv.kernel, all.conv.kernel),
                                            fmt::format("{} × {}", all.conv.kernel, all.conv.kernel)};
  const std::string& text = first_fitting(ui, Type::small, kernel.width() - ui.dp(12), words);
  if (ui.measure(Type::small, text).x > kernel.width() - ui.dp(12) || kernel.height() < ui.dp(28)) return;
  const ImU32 fill = all.convolution().colour;
  const ImVec2 at{kernel.min.x + ui.dp(6), std::max(kernel.min.y, all.panel.min.y) + ui.dp(5)};
  const ImVec2 size = ui.measure(Type::small, text);
  ui.draw->AddRectFilled({at.x - ui.dp(3), at.y}, {at.x + size.x + ui.dp(3), at.y + size.y}, fill, ui.dp(2));
  ui.text(at, Type::small, ink_on(fill), text);
}

// Words on a ground of their own, edged with what they belong to. `at` is the plate's upper left; returns its height.
float draw_plate(Ui& ui, ImVec2 at, ImU32 colour, std::string_view words) {
  const ImVec2 size = ui.measure(Type::small, words);
  const ImVec2 end{at.x + size.x + ui.dp(16), at.y + size.y + ui.dp(4)};
  ui.draw->AddRectFilled(at, end, ui.colours.ground, ui.dp(4));
  compat::add_rect(ui.draw, at, end, colour, ui.dp(4), std::max(1.0F, ui.dp(1)));
  ui.text({at.x + ui.dp(8), at.y + ui.dp(2)}, Type::small, ui.colours.text, words);
  return end.y - at.y;
}

// How much of the square of this rank the next smaller one leaves free, at its top.
float free_above_next(const SquaresShown& all, std::size_t rank) {
  const float top = std::max(rect_of(all, all.squares[all.order[rank]].side).min.y, all.panel.min.y);
  const float next = rank + 1 < 3 ? rect_of(all, all.squares[all.order[rank + 1]].side).min.y : all.corner.y;
  return std::max(next, all.panel.min.y) - top;
}

// A square that the next one hides nearly whole is outlined around both.
void draw_hidden(Ui& ui, const SquaresShown& all, std::size_t rank) {
  const Square& square = all.squares[all.order[rank]];
  if (rank + 1 >= 3 || square.parameters.value == 0 || all.squares[all.order[rank + 1]].parameters.value == 0) return;
  const Rect rect = rect_of(all, square.side);
  // Its upper edge is in sight, and close to the next one's.
  if (rect.min.y < all.panel.min.y || rect.width() < ui.dp(30) || free_above_next(all, rank) > ui.dp(4)) return;
  const float out = ui.dp(2);
  marks::dashed_rect(ui, {{rect.min.x, rect.min.y - out}, {rect.max.x + out, rect.max.y}}, square.colour,
                     std::max(2.0F, ui.dp(2)));
}

// The names at the squares' upper left. Where the next smaller one leaves no room, a name stands in that one, on a
// plate that is edged with its own colour.
void draw_names(Ui& ui, const SquaresShown& all, bool convolution_named) {
  const float line = ui.line_height(Type::small), pad = ui.dp(6);
  std::vector<std::size_t> waiting;
  for (std::size_t rank = 0; rank < 3; ++rank) {
    const Square& square = all.squares[all.order[rank]];
    if (square.parameters.value == 0) continue;
    if (!(all.order[rank] == 2 && convolution_named)) waiting.push_back(rank);
    if (waiting.empty()) continue;
    const Rect rect = rect_of(all, square.side);
    // Nothing is seen of a square that the next one covers as far as the panel goes.
    const bool covered = rect.min.y < all.panel.min.y && free_above_next(all, rank) <= 0.0F && rank < 2 &&
                         all.squares[all.order[rank + 1]].parameters.value > 0;
    if (covered) {
      waiting.clear();
      continue;
    }
    const float top = std::max(rect.min.y, all.panel.min.y), right = std::min(rect.max.x, all.panel.max.x);
    float free = free_above_next(all, rank);
    // The convolution's ring and its words need the corner.
    if (rank + 1 < 3 && all.order[rank + 1] == 2) free = std::min(free, all.corner.y - ui.dp(48) - top);
    float wide = 0.0F, high = pad;
    for (const std::size_t which : waiting) {
      wide = std::max(wide, ui.measure(Type::small, all.squares[all.order[which]].name).x);
      high += line + ui.dp(8);
    }
    if (free < high + pad - ui.dp(4) || wide + ui.dp(16) + 2 * pad > right - rect.min.x) continue;
    float y = top + pad;
    for (const std::size_t which : waiting) {
      const Square& named = all.squares[all.order[which]];
      if (which == rank) {
        const ImVec2 at{rect.min.x + pad, y + ui.dp(2)}, size = ui.measure(Type::small, named.name);
        // No line between weights crosses the words.
        ui.draw->AddRectFilled({at.x - ui.dp(3), at.y}, {at.x + size.x + ui.dp(3), at.y + size.y}, square.colour);
        ui.text(at, Type::small, ink_on(square.colour), named.name);
        y += line + ui.dp(8);
      } else {
        y += draw_plate(ui, {rect.min.x + pad, y}, named.colour, named.name) + ui.dp(4);
      }
    }
    waiting.clear();
  }
}

// A dot is easily overlooked: a ring around it, and a line to its name.
void draw_ring(Ui& ui, const SquaresShown& all) {
  const Rect square = rect_of(all, all.convolution().side);
  if (square.width() > ui.dp(22) || all.convolution().parameters.value == 0) return;
  const float radius = square.width() * 0.71F + ui.dp(5);
  const ImVec2 middle = square.centre();
  const ImVec2 to{middle.x + ui.dp(30), middle.y - ui.dp(26)};
  const std::array<std::string, 2> names = {"convolution", "conv"};
  const float room = all.panel.max.x - to.x - ui.dp(12);
  const std::string& words = first_fitting(ui, Type::small, room, names);
  const ImVec2 size = ui.measure(Type::small, words);
  const bool named = size.x <= room && to.y - size.y - ui.dp(6) > all.panel.min.y;
  const float length = std::hypot(to.x - middle.x, to.y - middle.y);
  const ImVec2 edge{middle.x + (to.x - middle.x) * radius / length, middle.y + (to.y - middle.y) * radius / length};
  ui.draw->AddCircle(middle, radius, ui.colours.outline, 28, std::max(3.0F, ui.dp(4)));
  ui.draw->AddCircle(middle, radius, ui.colours.conv, 28, std::max(1.5F, ui.dp(2)));
  if (!named) return;
  ui.draw->AddLine(edge, to, ui.colours.outline, std::max(2.0F, ui.dp(3)));
  ui.draw->AddLine(edge, to, ui.colours.conv, std::max(1.0F, ui.dp(1.5F)));
  draw_plate(ui, {to.x - ui.dp(8), to.y - size.y - ui.dp(4)}, ui.colours.conv, words);
}

void draw_panel(StageContext& context, const SquaresShown& all) {
  Ui& ui = context.ui;
  hit_area(ui, "parameters.squares", all.panel, fmt::format("{:.3f}", all.scene.zoom));
  if (ImGui::IsItemHovered()) {
    compat::own_wheel();
    const float wheel = ImGui::GetIO().MouseWheel;
    float& zoom = context.edit.scene.parameters.zoom;
    if (wheel != 0.0F) {
      zoom = std::clamp(zoom + wheel * wheel_step, 0.0F, 1.0F);
      context.edit({true, true});
      context.edit.gesture = "parameters.zoom";  // all turns are one step
    }
    if (ImGui::IsMouseDoubleClicked(0)) {
      zoom = 0.0F;
      context.edit({true, true});
    }
  }
  ui.tooltip(
      all.panel,
      "Each square's area is its layer's number of parameters, biases included. The wheel zooms from the largest "
      "layer to one kernel; a double click shows all.");
  ui.draw->AddRectFilled(all.panel.min, all.panel.max, ui.colours.panel, ui.dp(4));
  ui.draw->PushClipRect(all.panel.min, all.panel.max, true);
  for (const std::size_t which : all.order) {
    const Square& square = all.squares[which];
    if (square.parameters.value == 0) continue;
    Rect rect = rect_of(all, square.side);
    const float least = std::max(2.0F, ui.dp(2));  // a dot can be seen; the ring says that it is one
    if (rect.width() < least) rect = {{all.corner.x, all.corner.y - least}, {all.corner.x + least, all.corner.y}};
    ui.draw->AddRectFilled(rect.min, rect.max, square.colour);
    compat::add_rect(ui.draw, rect.min, rect.max, ui.colours.panel, 0.0F, 1.0F);
    draw_cells(ui, all, rect, square.colour);
  }
  for (std::size_t rank = 0; rank < 3; ++rank) draw_hidden(ui, all, rank);
  draw_kernel(ui, all);
  draw_ring(ui, all);
  ui.draw->PopClipRect();
  const bool ringed = rect_of(all, all.convolution().side).width() <= ui.dp(22);
  // One kernel that fills most of the panel has its own words there.
  const bool kernel_named =
      static_cast<double>(all.conv.kernel) * all.pixels > 0.6 * static_cast<double>(all.panel.height());
  draw_names(ui, all, ringed || kernel_named);
}

// Title and zoom on one line. Returns the height used.
float draw_squares_head(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const float line = ui.line_height(Type::section);
  const float height = std::max(line, ui.dp(20)) + ui.dp(6);
  static const std::array<std::string, 2> titles = {"PARAMETERS TO SCALE", "TO SCALE"};
  const float track_width = ui.dp(140) + ui.measure(Type::small, "zoom").x + ui.dp(24);
  const std::string& words = first_fitting(ui, Type::section, area.width() - track_width, titles);
  const float title = ui.measure(Type::section, words).x;
  ui.text_fit({area.min.x, area.min.y + (height - line) * 0.5F}, area.width(), Type::section, ui.colours.muted, words);
  const float zoom_name = ui.measure(Type::small, "zoom").x;
  const float from = area.min.x + title + ui.dp(16) + zoom_name + ui.dp(8);
  const Rect track{{std::max(from, area.max.x - ui.dp(180)), area.min.y}, {area.max.x, area.min.y + height}};
  if (track.width() < ui.dp(40)) return height;
  ui.text({track.min.x - ui.dp(8), area.min.y + (height - ui.line_height(Type::small)) * 0.5F}, Type::small,
          ui.colours.muted, "zoom", Align::right);
  Column column(ui, {{track.min.x, area.min.y + (height - ui.dp(20)) * 0.5F}, track.max});
  context.edit(
      column.track("parameters.zoom", context.edit.scene.parameters.zoom,
                   "From the whole of the largest layer to one kernel; the wheel over the squares does the same."));
  return height;
}

}  // namespace

void draw_squares(StageContext& context, const ParametersShown& shown, const Rect& area) {
  Ui& ui = context.ui;
  if (const PartState state = state_of(context, "parameters.squares"); state != PartState::shown) {
    if (state == PartState::kept_back) draw_kept_back(context, area, "parameters");
    return;
  }
  if (area.height() < ui.dp(48) || area.width() < ui.dp(80)) return;
  SquaresShown all = squares_of(ui, shown);
  const float head = draw_squares_head(context, area) + ui.dp(4);
  const float ratio = draw_ratio(ui, all, area, false);
  const Rect middle{{area.min.x, area.min.y + head}, {area.max.x, area.max.y - ratio - ui.dp(4)}};
  draw_ratio(ui, all, {{area.min.x, area.max.y - ratio + ui.dp(4)}, area.max}, true);
  if (middle.height() < ui.dp(32)) return;
  // Numbers beside the panel, or below where the area is high.
  const float beside = std::min(legend_width(ui, all), std::max(ui.dp(120), middle.width() * 0.5F));
  const bool high = middle.height() > middle.width() * 1.25F;
  const bool room = high || middle.width() - beside - ui.dp(12) >= std::min(ui.dp(90), middle.height());
  Rect panel = middle, legend = middle;
  if (high) {
    const float below = std::min(middle.height() - middle.width(), ui.dp(180));
    panel.max.y = middle.max.y - below - ui.dp(10);
    legend.min.y = panel.max.y + ui.dp(10);
  } else if (room) {
    panel.max.x = std::min(middle.max.x - beside - ui.dp(12), middle.min.x + middle.height() * 1.4F);
    legend.min.x = panel.max.x + ui.dp(12);
  }
  place_squares(ui, all, panel);
  draw_panel(context, all);
  if (room) draw_legend(ui, all, legend);
  if (!ui.record.on()) return;
  ui.record.area("parameters.squares.panel", panel.min, panel.max);
  ui.record.fact("parameters.zoom", fmt::format("{:.3f}", shown.scene.zoom));
  ui.record.fact("parameters.pixels_a_weight", fmt::format("{:.4g}", all.pixels));
}

}  // namespace flatscope
