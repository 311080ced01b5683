// Weights as colours and as words; the cells as they are drawn.
#include "app/stages/convolve/view/kernel_cells.h"
#include "app/look/number_text.h"

#include <algorithm>
#include <cmath>

namespace flatscope {

ImU32 weight_colour(const Ui& ui, float value, float peak) {
  const auto& ramp = ui.colours.diverging;
  const float share = peak > 0.0F ? std::clamp(value / peak, -1.0F, 1.0F) : 0.0F;
  const float at = (share + 1.0F) * 0.5F * static_cast<float>(ramp.size() - 1);
  const std::size_t low = std::min(static_cast<std::size_t>(at), ramp.size() - 2);
  return mix(ramp[low], ramp[low + 1], at - static_cast<float>(low));
}

void draw_kernel_picture(Ui& ui, const Rect& area, const Tensor& kernel, float peak) {
  const auto columns = static_cast<float>(kernel.width()), rows = static_cast<float>(kernel.height());
  const float side = std::min(area.width() / columns, area.height() / rows);
  const ImVec2 from{area.centre().x - side * columns * 0.5F, area.centre().y - side * rows * 0.5F};
  for (std::int64_t row = 0; row < kernel.height(); ++row) {
    for (std::int64_t column = 0; column < kernel.width(); ++column) {
      const float x = from.x + side * static_cast<float>(column), y = from.y + side * static_cast<float>(row);
      ui.draw->AddRectFilled({std::round(x), std::round(y)}, {std::round(x + side), std::round(y + side)},
                             weight_colour(ui, kernel.data()[row * kernel.width() + column], peak));
    }
  }
}

std::string weight_words(float value, int digits) {
  std::string words = short_number(value, digits);
  if (words.find('.') == std::string::npos || words.find('e') != std::string::npos) return words;
  while (words.back() == '0') words.pop_back();
  if (words.back() == '.') words.pop_back();
  return words;
}

}  // namespace flatscope
