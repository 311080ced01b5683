#include "app/widgets/vector_strip.h"

#include <algorithm>
#include <cmath>

#include "app/widgets/tensor_view.h"
#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

std::shared_ptr<const Tensor> make_columns(const Tensor& vector, const Flattening& flattening, const StripRange& range,
                                           int width) {
  const std::int64_t planes = flattening.channels() == 3 ? 3 : 1;
  const std::int64_t plane_size = flattening.height() * flattening.width();
  auto columns = std::make_shared<Tensor>(Shape{planes, 1, width});
  const double per_pixel = (range.to - range.from) / width;
  parallel_for(width, 64, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t x = begin; x < end; ++x) {
      const auto first = std::clamp<std::int64_t>(
          static_cast<std::int64_t>(range.from + per_pixel * static_cast<double>(x)), 0, vector.size() - 1);
      const auto last = std::clamp<std::int64_t>(
          static_cast<std::int64_t>(range.from + per_pixel * static_cast<double>(x + 1)), first + 1, vector.size());
      double sums[3] = {};
      std::int64_t counts[3] = {};
      for (std::int64_t i = first; i < last; ++i) {
        const std::int64_t channel = planes == 1 ? 0 : flattening.layout() == Layout::chw ? i / plane_size : i % 3;
        sums[channel] += vector.data()[i];
        ++counts[channel];
      }
      for (std::int64_t c = 0; c < planes; ++c)
        columns->at(c, 0, x) = counts[c] > 0 ? static_cast<float>(sums[c] / static_cast<double>(counts[c])) : 0.0F;
    }
  });
  return columns;
}

}  // namespace

void VectorStrip::draw(Ui& ui, const Rect& where, const std::shared_ptr<const Tensor>& vector,
                       const Flattening& flattening, const StripRange& range, double limit) {
  const int width = std::max(1, static_cast<int>(where.width()));
  if (vector != vector_ || &flattening != flattening_ || !(range == range_) || width != width_) {
    columns_ = make_columns(*vector, flattening, range, width);
    vector_ = vector;
    flattening_ = &flattening;
    range_ = range;
    width_ = width;
  }
  const float end = std::clamp(range.x_of(where, limit), where.min.x, where.max.x);
  if (end <= where.min.x) return;
  const float shown = (end - where.min.x) / where.width() * static_cast<float>(width);
  TensorStyle style;
  style.lines = false;
  ui.painter.draw(ui, columns_, *columns_, -1, {where.min, {end, where.max.y}}, Rect{{0, 0}, {shown, 1}}, style);
}

}  // namespace flatscope
