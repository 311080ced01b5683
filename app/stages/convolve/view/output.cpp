// The map of the filter in hand: where the sum lands, and what an input under the pointer feeds.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/stages/convolve/model/padding_stripes.h"
#include "app/stages/convolve/view/row.h"
#include "app/stages/kept_back.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr std::size_t most_outlines = 400;  // more cells than these are one frame around them all

Rect grown(const Rect& rect, float least) {
  const float x = std::max(0.0F, (least - rect.width()) * 0.5F), y = std::max(0.0F, (least - rect.height()) * 0.5F);
  return {{rect.min.x - x, rect.min.y - y}, {rect.max.x + x, rect.max.y + y}};
}

// All outputs that an input under the pointer acts on.
void draw_fed(Ui& ui, const ConvolveShown& shown, const CellPlane& plane, const ConvElement& hovered) {
  const LayerAnswer& answer = *shown.answer;
  if (hovered.level >= answer.conv_level) return;
  const FieldCells fed = shown.result.field->fed_by(hovered.level, hovered.row, hovered.column, answer.output_level);
  ui.record.fact("convolve.feeds", std::to_string(fed.rows.size() * fed.columns.size()));
  if (fed.rows.empty() || fed.columns.empty()) return;
  const float line = std::max(1.0F, std::min(ui.dp(2), plane.cell * 0.12F));
  const bool one_by_one = plane.cell >= 4.0F && fed.rows.size() * fed.columns.size() <= most_outlines;
  if (one_by_one) {
    for (const std::int64_t row : fed.rows)
      for (const std::int64_t column : fed.columns)
        marks::outline(ui, plane.cell_rect(row, column), ui.colours.conv, line);
    return;
  }
  const FieldRect bounds = fed.bounds();
  const Rect box = grown(plane.rect(bounds.top, bounds.left, bounds.bottom, bounds.right), ui.dp(9));
  if (fed.filled()) {
    marks::outline(ui, box, ui.colours.conv, line);
  } else {
    marks::dashed_rect(ui, box, ui.colours.conv, line);
  }
}

}  // namespace

std::optional<Place> landing_of(const ConvolveShown& shown) {
  const bool pooled = shown.answer->layer.pooling != Pooling::none;
  const Place place{0, pooled ? shown.patch.row / 2 : shown.patch.row,
                    pooled ? shown.patch.column / 2 : shown.patch.column};
  const Tensor& output = *shown.answer->output;
  if (place.row >= output.height() || place.column >= output.width()) return std::nullopt;
  return place;
}

void draw_conv_output(StageContext& context, const ConvolveShown& shown, const ConvRow& row) {
  Ui& ui = context.ui;
  const LayerAnswer& answer = *shown.answer;
  const std::int64_t count = answer.output->channels();
  const char* pooled = answer.layer.pooling == Pooling::none ? "" : ", POOLED";
  const std::array<std::string, 4> titles = {fmt::format("FEATURE MAP {} OF {}{}", shown.filter + 1, count, pooled),
                                             fmt::format("FEATURE MAP {} OF {}", shown.filter + 1, count),
                                             fmt::format("MAP {} OF {}", shown.filter + 1, count),
                                             fmt::format("MAP {}", shown.filter + 1)};
  ui.text_fit(row.output_label.min, row.output_label.width(), Type::section, ui.colours.muted,
              first_fitting(ui, Type::section, row.output_label.width(), titles));

  const TensorStyle style = map_style(shown.scene, answer, shown.filter);
  const CellPlane& plane = row.output;
  ui.draw->PushClipRect({plane.box.min.x - ui.dp(4), plane.box.min.y - ui.dp(4)},
                        {plane.box.max.x + ui.dp(4), plane.box.max.y + ui.dp(4)}, true);
  compat::add_rect(ui.draw, {plane.box.min.x - 1.0F, plane.box.min.y - 1.0F},
                   {plane.box.max.x + 1.0F, plane.box.max.y + 1.0F}, ui.colours.line, 0.0F, 1.0F);
  const Tensor& output = *answer.output;
  ui.anchors.cells(fmt::format("map/{}", shown.filter + 1), plane.box,
                   plane.rect(0, 0, output.height(), output.width()), static_cast<double>(output.width()),
                   static_cast<double>(output.height()));
  const bool tells = context.shows("convolve.map");
  if (tells) draw_numbers(ui, plane, output, static_cast<std::int64_t>(shown.filter), style);
  if (tells && context.view.convolve.hovered) draw_fed(ui, shown, plane, *context.view.convolve.hovered);
  if (const std::optional<Place> landing = landing_of(shown); landing && tells) {
    const Rect cell = plane.cell_rect(landing->row, landing->column);
    marks::outline(ui, grown(cell, ui.dp(7)), ui.colours.pixel, std::clamp(plane.cell * 0.12F, ui.dp(2), ui.dp(3)));
  }
  ui.draw->PopClipRect();
  if (!tells) return;
  draw_legend(ui, row.output_legend, style, "convolve.output");

  // Where there is room below; the panel of all maps says it too.
  const float left = plane.box.min.x, top = row.output_legend.max.y + ui.dp(8);
  if (shown.scene.convolve.panel == ConvolvePanel::maps) return;
  for (const std::string& sentence : stripe_sentences(padding_stripes(answer, shown.filter))) {
    const float width = row.output_label.max.x - left;
    if (top + ui.text_wrapped({left, top}, width, Type::small, 0, sentence, false) > row.products.max.y) continue;
    ui.text_wrapped({left, top}, width, Type::small, ui.colours.muted, sentence);
    break;
  }
}

}  // namespace flatscope
