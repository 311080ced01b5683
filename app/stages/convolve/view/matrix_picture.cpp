// The matrix as a picture: its cells at any zoom, the blocks of its channels, numbers, and bands through what is in
// hand.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "app/stages/convolve/model/stepping.h"
#include "app/stages/convolve/view/matrix.h"
#include "app/widgets/camera.h"
#include "app/widgets/cell_values.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/pointer_cue.h"

namespace flatscope {
namespace {

constexpr float largest_entry = 44.0F;  // design units

MatrixSight sight(const StageContext& context, const MatrixShown& shown, const Rect& box) {
  return sight_of(context.view.convolve.matrix_camera, box, shown.rows, shown.columns);
}

// The entry at a point; where a cell stands for many, the one that it is drawn for.
MatrixCell cell_at(Ui& ui, const MatrixShown& shown, const MatrixSight& at, ImVec2 point) {
  const auto index = [](double value, std::int64_t count) {
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(value)), 0, count - 1);
  };
  MatrixCell cell{index(at.row_at(point.y), shown.rows), index(at.column_at(point.x), shown.columns)};
  if (shown.result == nullptr || draws_entries(ui, at) || shown.result->cells.empty()) return cell;
  const MatrixResult& result = *shown.result;
  const std::int64_t row = cell.row + shown.first_row;
  const std::int64_t y = (row - result.part.row_begin) / result.row_step;
  const std::int64_t x = (cell.column - result.part.column_begin) / result.column_step;
  if (row < result.part.row_begin || cell.column < result.part.column_begin || y >= result.cells.height() ||
      x >= result.cells.width())
    return cell;
  const std::int64_t entry = result.entries[static_cast<std::size_t>(y * result.cells.width() + x)];
  const MatrixCell found{entry / shown.columns - shown.first_row, entry % shown.columns};
  // A cell at the edge of a map's block can be drawn for an entry of the next one.
  return entry < 0 || found.row < 0 || found.row >= shown.rows ? cell : found;
}

ConvElement element(const Tensor& tensor, std::size_t level, std::int64_t index) {
  return {level, index / tensor.plane_size(), index / tensor.width() % tensor.height(), index % tensor.width()};
}

// Thin lines where one channel ends and the next begins.
void draw_blocks(Ui& ui, const MatrixShown& shown, const MatrixSight& at) {
  const LayerAnswer& answer = *shown.stage.answer;
  const ImU32 colour = with_alpha(ui.colours.muted, 0.75F);
  const float thin = std::max(1.0F, ui.dp(1));
  for (std::int64_t map = 1; map < shown.maps(); ++map) {
    const float y = std::round(at.y_of(static_cast<double>(map * answer.conv->plane_size())));
    if (y > at.box.min.y && y < at.box.max.y)
      ui.draw->AddRectFilled({at.box.min.x, y}, {at.box.max.x, y + thin}, colour);
  }
  for (std::int64_t channel = 1; channel < answer.input->channels(); ++channel) {
    const float x = std::round(at.x_of(static_cast<double>(channel * answer.input->plane_size())));
    if (x > at.box.min.x && x < at.box.max.x)
      ui.draw->AddRectFilled({x, at.box.min.y}, {x + thin, at.box.max.y}, colour);
  }
}

// Faint lines between entries that are large: where nothing is connected, too, one sees rows and columns.
void draw_grid(Ui& ui, const MatrixSight& at) {
  if (std::min(at.cell_height(), at.cell_width()) < static_cast<double>(ui.dp(6))) return;
  const ImU32 colour = with_alpha(ui.colours.line, 0.6F);
  for (double row = std::ceil(at.row); row < at.row + at.rows; row += 1.0) {
    const float y = std::round(at.y_of(row));
    ui.draw->AddRectFilled({at.box.min.x, y}, {at.box.max.x, y + 1.0F}, colour);
  }
  for (double column = std::ceil(at.column); column < at.column + at.columns; column += 1.0) {
    const float x = std::round(at.x_of(column));
    ui.draw->AddRectFilled({x, at.box.min.y}, {x + 1.0F, at.box.max.y}, colour);
  }
}

// As short as it can be read: "-1", "0.125".
std::string entry_number(float value) { return fmt::format("{}{:.3g}", value < 0.0F ? "−" : "", std::abs(value)); }

// The width that entries need for their numbers, all or none of them.
float number_width(const Ui& ui, const MatrixShown& shown) {
  const Tensor& weight = shown.stage.answer->weight;
  if (shown.kind != MatrixKind::shared || weight.size() > 400)
    return ui.measure(Type::mono_small, entry_number(-0.0123F)).x;
  float widest = 0.0F;
  for (const float value : weight.values())
    widest = std::max(widest, ui.measure(Type::mono_small, entry_number(value)).x);
  return widest;
}

// The values of entries that are large enough to read.
void draw_values(StageContext& context, const MatrixShown& shown, const MatrixSight& at) {
  Ui& ui = context.ui;
  const CellColours colours(ui.colours, matrix_style(ui, shown));
  const float text = ui.line_height(Type::mono_small);
  if (std::min(at.cell_height(), at.cell_width()) < static_cast<double>(text)) return;
  if (at.cell_width() < static_cast<double>(number_width(ui, shown) + ui.dp(2))) return;
  const std::int64_t last_row = std::min(static_cast<std::int64_t>(std::floor(at.row + at.rows)), shown.rows);
  const std::int64_t last_column =
      std::min(static_cast<std::int64_t>(std::floor(at.column + at.columns)), shown.columns);
  for (auto row = static_cast<std::int64_t>(std::ceil(at.row)); row < last_row; ++row) {
    for (auto column = static_cast<std::int64_t>(std::ceil(at.column)); column < last_column; ++column) {
      const std::optional<float> value = matrix_value(context, shown, {row, column});
      if (!value) continue;
      const std::string words = entry_number(*value);
      if (static_cast<double>(ui.measure(Type::mono_small, words).x) > at.cell_width() - 2.0) continue;
      const float x = at.x_of(static_cast<double>(column) + 0.5), y = at.y_of(static_cast<double>(row) + 0.5);
      ui.text({x, y - text * 0.5F}, Type::mono_small, ink_on(colours.of(*value)), words, Align::centre);
    }
  }
}

// From `low` to `high` at least `least` thick, about its middle.
std::array<float, 2> thick(float low, float high, float least) {
  const float middle = (low + high) * 0.5F, half = std::max(high - low, least) * 0.5F;
  return {middle - half, middle + half};
}

// A small triangle at the edge that is nearest to a band out of sight.
void draw_pointer_to(Ui& ui, ImVec2 tip, ImVec2 way) {
  const float size = ui.dp(7);
  const ImVec2 back{tip.x - way.x * size, tip.y - way.y * size};
  const ImVec2 across{way.y * size * 0.7F, way.x * size * 0.7F};
  ui.draw->AddTriangleFilled(tip, {back.x - across.x, back.y - across.y}, {back.x + across.x, back.y + across.y},
                             ui.colours.outline);
  const ImVec2 in{tip.x - way.x * 2.0F, tip.y - way.y * 2.0F};
  ui.draw->AddTriangleFilled(in, {back.x - across.x * 0.7F, back.y - across.y * 0.7F},
                             {back.x + across.x * 0.7F, back.y + across.y * 0.7F}, ui.colours.pixel);
}

void draw_row_band(Ui& ui, const MatrixSight& at, std::int64_t row) {
  const float out = ui.dp(3), line = std::max(1.0F, ui.dp(1.5F));
  const auto [top, bottom] = thick(at.y_of(static_cast<double>(row)), at.y_of(static_cast<double>(row + 1)), ui.dp(4));
  if (bottom < at.box.min.y) return draw_pointer_to(ui, {at.box.min.x + ui.dp(8), at.box.min.y}, {0, -1});
  if (top > at.box.max.y) return draw_pointer_to(ui, {at.box.min.x + ui.dp(8), at.box.max.y}, {0, 1});
  const Rect band{{at.box.min.x - out, std::max(top, at.box.min.y - out)},
                  {at.box.max.x + out, std::min(bottom, at.box.max.y + out)}};
  ui.draw->AddRectFilled(band.min, band.max, with_alpha(ui.colours.pixel, 0.12F));
  marks::outline(ui, band, ui.colours.pixel, line);
}

void draw_column_band(Ui& ui, const MatrixSight& at, std::int64_t column) {
  const float out = ui.dp(3), line = std::max(1.0F, ui.dp(1.5F));
  const auto [left, right] =
      thick(at.x_of(static_cast<double>(column)), at.x_of(static_cast<double>(column + 1)), ui.dp(4));
  if (right < at.box.min.x) return draw_pointer_to(ui, {at.box.min.x, at.box.min.y + ui.dp(8)}, {-1, 0});
  if (left > at.box.max.x) return draw_pointer_to(ui, {at.box.max.x, at.box.min.y + ui.dp(8)}, {1, 0});
  const Rect band{{std::max(left, at.box.min.x - out), at.box.min.y - out},
                  {std::min(right, at.box.max.x + out), at.box.max.y + out}};
  ui.draw->AddRectFilled(band.min, band.max, with_alpha(ui.colours.pixel, 0.12F));
  marks::outline(ui, band, ui.colours.pixel, line);
}

}  // namespace

TensorStyle matrix_style(const Ui& ui, const MatrixShown& shown) {
  TensorStyle style;
  style.map = ColourMap::diverging;
  const float scale = shown.result != nullptr ? shown.result->scale : 1.0F;
  style.range = {-scale, scale};
  style.neutral = mix(ui.colours.diverging[5], ui.colours.muted, ui.theme == Theme::dark ? 0.4F : 0.45F);
  return style;
}

MatrixPointed point_in_matrix(StageContext& context, const MatrixShown& shown, const Rect& box) {
  Ui& ui = context.ui;
  ConvolveView& view = context.view.convolve;
  hit_area(ui, "convolve.matrix.picture", box);
  const bool clicked = clicked_in_place();
  const bool hovered = ImGui::IsItemHovered();
  hand_over_item();
  compat::own_wheel();
  const bool panned =
      move_camera(view.matrix_camera, sight(context, shown, box), static_cast<double>(ui.dp(largest_entry)));
  const MatrixSight at = sight(context, shown, box);
  view.matrix = draws_entries(ui, at) ? MatrixAsk{{}, 1, 0} : ask_for(at);
  if (shown.one_map && view.matrix.width > 0) {
    MatrixPart& part = view.matrix.part;
    if (at.shows_all()) part = {0, shown.rows, 0, shown.columns};
    part.row_begin += shown.first_row;
    part.row_end += shown.first_row;
  }
  MatrixPointed pointed;
  if (!hovered || panned || !box.contains(ImGui::GetIO().MousePos)) return pointed;
  const LayerAnswer& answer = *shown.stage.answer;
  pointed.cell = cell_at(ui, shown, at, ImGui::GetIO().MousePos);
  const ConvElement output = element(*answer.conv, answer.conv_level, pointed.cell->row + shown.first_row);
  if (clicked) {
    view.led = false;
    view.playing = 0;
    place_patch(context.edit.scene, {0, output.row, output.column});
    context.edit.scene.convolve.filter = static_cast<int>(output.channel);
    context.edit.commit = true;
  }
  if (!view.led) view.hovered = output;
  view.hovered_input = element(*answer.input, answer.conv_level - 1, pointed.cell->column);
  return pointed;
}

void draw_matrix(StageContext& context, const MatrixShown& shown, const Rect& box, const MatrixPointed& pointed) {
  Ui& ui = context.ui;
  const ConvolveView& view = context.view.convolve;
  const LayerAnswer& answer = *shown.stage.answer;
  const MatrixSight at = sight(context, shown, box);
  ui.draw->AddRectFilled(box.min, box.max, ui.colours.ground);
  ui.draw->PushClipRect(box.min, box.max, true);
  if (shown.result != nullptr) draw_matrix_cells(context, shown, at);
  draw_grid(ui, at);
  draw_blocks(ui, shown, at);
  if (shown.result != nullptr) draw_values(context, shown, at);
  ui.draw->PopClipRect();
  compat::add_rect(ui.draw, {box.min.x - 1, box.min.y - 1}, {box.max.x + 1, box.max.y + 1}, ui.colours.line, 0.0F,
                   1.0F);

  const auto index = [](const Tensor& tensor, const ConvElement& e) {
    return (e.channel * tensor.height() + e.row) * tensor.width() + e.column;
  };
  std::int64_t row = index(*answer.conv, shown.stage.patch) - shown.first_row;
  std::optional<std::int64_t> column;
  if (pointed.cell) {
    row = pointed.cell->row;
    column = pointed.cell->column;
  } else if (view.hovered && view.hovered->level + 1 == answer.conv_level) {
    column = index(*answer.input, *view.hovered);
  }
  if (column) draw_column_band(ui, at, *column);
  draw_row_band(ui, at, row);

  ui.record.area("convolve.matrix.box", box.min, box.max);
  if (!ui.record.on()) return;
  ui.record.fact("convolve.matrix.rows", std::to_string(shown.rows));
  ui.record.fact("convolve.matrix.columns", std::to_string(shown.columns));
  ui.record.fact("convolve.matrix.row", std::to_string(row));
  ui.record.fact("convolve.matrix.column", column ? std::to_string(*column) : "");
  ui.record.fact("convolve.matrix.seen", fmt::format("{:.3f} {:.3f} {:.3f} {:.3f}", at.row, at.row + at.rows, at.column,
                                                     at.column + at.columns));
  ui.record.fact("convolve.matrix.drawn", draws_entries(ui, at) ? "entries" : "cells");
  if (draws_entries(ui, at))
    ui.record.fact("convolve.matrix.step", "1 1");
  else if (shown.result != nullptr)
    ui.record.fact("convolve.matrix.step", fmt::format("{} {}", shown.result->row_step, shown.result->column_step));
}

float draw_matrix_legend(StageContext& context, const MatrixShown& shown, const Rect& area) {
  Ui& ui = context.ui;
  if (shown.result == nullptr) return area.max.x;
  const TensorStyle style = matrix_style(ui, shown);
  const std::string number = fmt::format("{:.3g}", style.range.high);
  const std::string low = "−" + number, high = "+" + number;
  const float ramp = ui.dp(72), gap = ui.dp(6);
  const float width = ui.measure(Type::mono, low).x + ui.measure(Type::mono, high).x + ramp + 2.0F * gap;
  ui.record.fact("convolve.matrix.legend", low + " " + high);
  const float middle = area.min.y + ui.line_height(Type::section) * 0.5F;
  const float from = area.max.x - width, y = middle - ui.line_height(Type::mono) * 0.5F;
  if (from < area.min.x + area.width() * 0.3F) return area.max.x;
  float x = from + ui.text({from, y}, Type::mono, ui.colours.muted, low) + gap;
  const Rect box{{x, std::round(middle - ui.dp(5))}, {x + ramp, std::round(middle + ui.dp(5))}};
  std::array<ImU32, 11> colours = ui.colours.diverging;
  colours[5] = style.neutral;
  for (std::size_t i = 0; i + 1 < colours.size(); ++i) {
    const float left = box.min.x + ramp * static_cast<float>(i) / 10.0F;
    ui.draw->AddRectFilledMultiColor({left, box.min.y}, {left + ramp / 10.0F, box.max.y}, colours[i], colours[i + 1],
                                     colours[i + 1], colours[i]);
  }
  ui.text({x + ramp + gap, y}, Type::mono, ui.colours.muted, high);
  std::string words =
      "The value of an entry. Grey is a connection whose weight is 0; where there is no connection the ground shows.";
  const std::int64_t rows = shown.result->row_step, columns = shown.result->column_step;
  if (rows * columns > 1 && context.view.convolve.matrix.width > 0)
    words += fmt::format(" A cell stands for {} rows × {} columns of entries now: {} is drawn.", grouped(rows),
                         grouped(columns), shown.kind == MatrixKind::shared ? "the largest" : "one of them");
  ui.tooltip({{from, box.min.y}, {area.max.x, box.max.y}}, words);
  return from;
}

}  // namespace flatscope
