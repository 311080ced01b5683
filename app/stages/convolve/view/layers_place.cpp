#include "app/stages/convolve/view/layers_place.h"

#include <algorithm>
#include <cmath>

namespace flatscope {
namespace {

float lines_high(const Ui& ui, Type type, float lines) { return std::round(ui.line_height(type) * 1.18F) * lines; }

}  // namespace

LayersPlace place_layers(const Ui& ui, const Rect& area, const std::vector<ConvLevel>& levels) {
  LayersPlace place;
  const float units = area.height() / ui.scale;
  const float sentence = lines_high(ui, Type::body, units < 200.0F ? 1.0F : 2.0F);
  const float line = ui.line_height(Type::small) + ui.dp(1);
  place.sentence = {{area.min.x, area.max.y - sentence}, area.max};
  place.names = area.min.y;
  place.sizes = area.min.y + line;
  const float top = place.sizes + line + ui.dp(5);
  const float bottom = place.sentence.min.y - ui.dp(8) - line;
  const float height = std::max(ui.dp(24), bottom - ui.dp(4) - top);
  const float dense =
      std::max(std::min(ui.dp(104), area.width() * 0.16F), ui.measure(Type::small, "dense").x + ui.dp(9));
  const float gap = ui.dp(units < 200.0F ? 14 : 28);
  const auto count = static_cast<float>(levels.size());
  // Shares of the width, but no further apart than words and boxes ask for.
  const float widest = (area.width() - dense - gap * count) / count;
  float broadest = 0.0F;
  for (const ConvLevel& level : levels)
    broadest = std::max(
        broadest, height * static_cast<float>(level.tensor->width()) / static_cast<float>(level.tensor->height()));
  place.slot = std::min(widest, std::max(ui.dp(132), broadest));
  std::vector<ImVec2> sizes;
  float tallest = 0.0F;
  for (const ConvLevel& level : levels) {
    const auto w = static_cast<float>(level.tensor->width()), h = static_cast<float>(level.tensor->height());
    float cell = std::min(place.slot / w, height / h);
    if (cell >= 10.0F) cell = std::floor(cell);
    sizes.push_back({std::max(2.0F, std::round(cell * w)), std::max(2.0F, std::round(cell * h))});
    tallest = std::max(tallest, sizes.back().y);
  }
  float x = area.min.x;
  for (const ImVec2& size : sizes) {
    const float y = std::round(top + (tallest - size.y) * 0.5F);
    place.boxes.push_back({{std::round(x), y}, {std::round(x) + size.x, y + size.y}});
    x += place.slot + gap;
  }
  place.words = top + tallest + ui.dp(5);
  place.dense = {
      {x + ui.dp(8), top},
      {std::min(area.max.x, x + std::max(dense, ui.dp(220))), top + std::min(height, std::max(tallest, ui.dp(120)))}};
  const float below = std::max(place.words + line, place.dense.max.y) + ui.dp(14);
  const float spare = std::max(0.0F, place.sentence.min.y - below);
  place.sentence.min.y -= spare;
  place.sentence.max.y -= spare;
  return place;
}

}  // namespace flatscope
