// What TensorPainter drew, without the graphics card: the same colours as shaders/tensor.frag.
#include <algorithm>
#include <cmath>

#include "app/widgets/tensor_view.h"

namespace flatscope {

std::optional<TensorPicture> TensorPainter::picture_of(const ImDrawCmd& draw_command) {
  if (draw_command.UserCallback != &TensorPainter::run) return {};
  const auto& c = *static_cast<const Command*>(draw_command.UserCallbackData);
  TensorPicture picture;
  picture.where = c.where;
  picture.cells = c.cells;
  picture.columns = c.columns;
  picture.rows = c.rows;
  picture.planes = c.planes;
  picture.map = c.map;
  picture.range = c.range;
  picture.opacity = c.opacity;
  std::copy(std::begin(c.ramp), std::end(c.ramp), std::begin(picture.ramp));
  std::copy(std::begin(c.line), std::end(c.line), std::begin(picture.line));
  picture.values = gl::read_red(c.texture, c.columns, c.rows * c.planes);
  return picture;
}

ImU32 TensorPicture::colour(int column, int row) const {
  const auto at = [&](int plane) {
    const auto place = static_cast<std::size_t>(plane * rows + row);
    return values[place * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column)];
  };
  const ImU32 ground = ImGui::ColorConvertFloat4ToU32({line[0], line[1], line[2], 1.0F});
  float value = at(0);
  if (map == 0) {
    const float green = planes == 3 ? at(1) : value, blue = planes == 3 ? at(2) : value;
    if (value < 0.0F && green < 0.0F && blue < 0.0F) return ground;
    return ImGui::ColorConvertFloat4ToU32({value, green, blue, 1.0F});
  }
  if (std::isnan(value)) return ground;
  if (map == 2) value = std::fabs(value);
  const float share = (value - range.low) / std::max(range.high - range.low, 1e-30F);
  const float place = std::clamp(share, 0.0F, 1.0F) * 10.0F;
  const int step = std::min(static_cast<int>(place), 9);
  const float into = place - static_cast<float>(step);
  const float* const from = ramp + static_cast<std::ptrdiff_t>(3 * step);
  return ImGui::ColorConvertFloat4ToU32({from[0] + (from[3] - from[0]) * into, from[1] + (from[4] - from[1]) * into,
                                         from[2] + (from[5] - from[2]) * into, 1.0F});
}

}  // namespace flatscope
