#include "app/widgets/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/look/number_text.h"
#include "app/widgets/controls.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"

namespace flatscope {

void draw_plot(Ui& ui, const Rect& area, const LinePlot& plot) {
  if (plot.values.size() < 2) return;
  const float label = ui.line_height(Type::mono_small);
  const float left = ui.measure(Type::mono_small,
                                "−"
                                "0.5")
                         .x +
                     ui.dp(6);
  const Rect box{{area.min.x + left, area.min.y + label * 0.5F},
                 {area.max.x - ui.dp(4), area.max.y - label - ui.dp(4)}};
  const auto last = static_cast<float>(plot.values.size() - 1);
  float low = 0.0F;
  for (const float v : plot.values) low = std::min(low, v);
  low = std::max(-1.0F, std::floor(low * 4.0F) / 4.0F);
  const float high = 1.0F;
  const auto x_at = [&](float x) { return box.min.x + box.width() * x / last; };
  const auto y_at = [&](float y) { return box.max.y - box.height() * (y - low) / (high - low); };

  ui.draw->AddLine({box.min.x, y_at(0)}, {box.max.x, y_at(0)}, ui.colours.line, 1.0F);
  const auto y_label = [&](float y, const char* words) {
    ui.text({box.min.x - ui.dp(6), y_at(y) - label * 0.5F}, Type::mono_small, ui.colours.muted, words, Align::right);
  };
  y_label(high, "1");
  y_label(0.0F, "0");
  if (low < 0.0F && y_at(low) - y_at(0) > label) y_label(low, short_number(low, 2).c_str());

  float free_from = box.min.x;
  const auto x_label = [&](int x) {
    const std::string words = grouped(x);
    const float half = ui.measure(Type::mono_small, words).x * 0.5F;
    const float at = std::min(x_at(static_cast<float>(x)), area.max.x - half);
    if (at - half < free_from) return;
    free_from = at + half + ui.dp(6);
    ui.text({at, box.max.y + ui.dp(4)}, Type::mono_small, ui.colours.muted, words, Align::centre);
  };
  free_from = box.min.x - ui.dp(8);
  x_label(0);
  if (plot.marks_every > 0) {
    const int step = plot.marks_every * std::max(1, static_cast<int>(last) / plot.marks_every / 6);
    for (int x = step; static_cast<float>(x) <= last; x += step) {
      marks::dashed_line(ui, {x_at(static_cast<float>(x)), box.min.y}, {x_at(static_cast<float>(x)), box.max.y},
                         plot.mark_colour, 1.0F);
      x_label(x);
    }
  }

  // One point a pixel column at the most: the highest value there, so that no peak is lost.
  std::vector<ImVec2> points;
  const auto count = plot.values.size();
  const std::size_t columns = std::min(count, static_cast<std::size_t>(std::max(2.0F, box.width())));
  for (std::size_t column = 0; column < columns; ++column) {
    const std::size_t from = count * column / columns, to = count * (column + 1) / columns;
    const float most = *std::max_element(plot.values.begin() + static_cast<std::ptrdiff_t>(from),
                                         plot.values.begin() + static_cast<std::ptrdiff_t>(to));
    points.push_back({x_at(static_cast<float>(count <= columns ? from : (from + to) / 2)), y_at(most)});
  }
  // A sharp turn's joint would stick out over the highest value there can be.
  ui.draw->PushClipRect({box.min.x, box.min.y - 1.0F}, {box.max.x + 1.0F, box.max.y + 1.0F}, true);
  compat::add_polyline(ui.draw, points.data(), static_cast<int>(points.size()), ui.colours.text, false,
                       std::max(1.5F, ui.dp(1.5F)));
  ui.draw->PopClipRect();

  hit_area(ui, plot.name.c_str(), box);
  if (ImGui::IsItemHovered()) {
    const float share = (ImGui::GetIO().MousePos.x - box.min.x) / std::max(1.0F, box.width());
    const int x = std::clamp(static_cast<int>(std::lround(share * last)), 0, static_cast<int>(last));
    const float y = plot.values[static_cast<std::size_t>(x)];
    ui.draw->AddCircleFilled({x_at(static_cast<float>(x)), y_at(y)}, ui.dp(4), ui.colours.pixel);
    ui.draw->AddCircle({x_at(static_cast<float>(x)), y_at(y)}, ui.dp(4), ui.colours.outline);
    if (plot.describe) {
      const std::string words = plot.describe(x, y);
      const float width = ui.measure(Type::mono_small, words).x;
      const float at = std::clamp(x_at(static_cast<float>(x)), box.min.x + width * 0.5F + ui.dp(4),
                                  box.max.x - width * 0.5F - ui.dp(4));
      const float top = box.min.y - label * 0.5F;
      ui.draw->AddRectFilled({at - width * 0.5F - ui.dp(4), top},
                             {at + width * 0.5F + ui.dp(4), top + label + ui.dp(2)}, ui.colours.panel, ui.dp(2));
      ui.text({at, top}, Type::mono_small, ui.colours.text, words, Align::centre);
    }
  }
}

}  // namespace flatscope
