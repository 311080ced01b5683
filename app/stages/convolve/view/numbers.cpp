// Values as colours and as digits, for the pictures and the products of the row at the top.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/look/number_text.h"
#include "app/stages/convolve/view/row.h"
#include "app/widgets/feature_maps.h"

namespace flatscope {

std::string signed_number(double value, int digits) {
  return value > 0.0 ? "+" + short_number(value, digits) : short_number(value, digits);
}

void draw_numbers(Ui& ui, const CellPlane& plane, const Tensor& tensor, std::int64_t channel,
                  const TensorStyle& style) {
  const CellColours colours(ui.colours, style);
  const bool direct = style.map == ColourMap::direct;
  const double largest = direct ? 0.99 : static_cast<double>(style.range.high);
  const int decimals = std::min(2, decimals_for(largest, direct ? 2 : 3));
  const std::string widest = fixed_number(direct ? largest : -largest, decimals);
  const Type type = plane.cell >= ui.measure(Type::mono, widest).x + ui.dp(10) ? Type::mono : Type::mono_small;
  const float text = ui.line_height(type);
  if (plane.cell < ui.measure(type, widest).x + ui.dp(4) || plane.cell < text) return;
  const bool colour = channel < 0 && tensor.channels() == 3;
  const std::int64_t shown = std::max<std::int64_t>(channel, 0);
  const auto first = [](float from) { return std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(from))); };
  for (std::int64_t row = first(plane.cells.min.y);
       static_cast<float>(row) < plane.cells.max.y && row < tensor.height(); ++row) {
    for (std::int64_t column = first(plane.cells.min.x);
         static_cast<float>(column) < plane.cells.max.x && column < tensor.width(); ++column) {
      const Rect cell = plane.cell_rect(row, column);
      if (cell.min.x < plane.box.min.x - 1 || cell.min.y < plane.box.min.y - 1 || cell.max.x > plane.box.max.x + 1 ||
          cell.max.y > plane.box.max.y + 1)
        continue;
      const float value = tensor.at(shown, row, column);
      ImU32 ground = 0;
      colours.fill(tensor.data() + (shown * tensor.height() + row) * tensor.width() + column, tensor.plane_size(),
                   colour ? 3 : 1, 1, &ground);
      ui.text({cell.centre().x, cell.centre().y - text * 0.5F}, type, ink_on(ground),
              fixed_number(static_cast<double>(value), decimals), Align::centre);
    }
  }
}

void draw_legend(Ui& ui, const Rect& area, const TensorStyle& style, std::string_view id) {
  const std::string low = short_number(static_cast<double>(style.range.low)),
                    high = style.map == ColourMap::diverging ? signed_number(static_cast<double>(style.range.high))
                                                             : short_number(static_cast<double>(style.range.high));
  const float before = ui.measure(Type::mono_small, low).x + ui.dp(6),
              after = ui.measure(Type::mono_small, high).x + ui.dp(6);
  const bool narrow = area.width() - before - after < ui.dp(24);
  // Where both ends do not fit beside the colours, the signed one stands for both.
  const std::string end = narrow && style.map == ColourMap::diverging ? "±" + high.substr(1) : high;
  const float left = narrow ? area.min.x : area.min.x + before;
  const float room = area.max.x - left - ui.measure(Type::mono_small, end).x - ui.dp(6);
  const float ramp = std::min(ui.dp(96), room);
  const float y = area.min.y, middle = y + ui.line_height(Type::mono_small) * 0.5F, half = std::round(ui.dp(7) * 0.5F);
  if (!narrow) ui.text({area.min.x, y}, Type::mono_small, ui.colours.muted, low);
  if (ramp > 4.0F)
    colour_ramp(ui, {{left, std::round(middle - half)}, {left + ramp, std::round(middle + half)}}, style.map);
  ui.text({ramp > 4.0F ? left + ramp + ui.dp(6) : area.min.x, y}, Type::mono_small, ui.colours.muted, end);
  ui.record.fact(fmt::format("{}.range", id), low + " " + high);
}

}  // namespace flatscope
