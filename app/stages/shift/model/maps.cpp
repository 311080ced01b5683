#include "app/stages/shift/model/maps.h"

#include <algorithm>

#include "core/layers/conv2d.h"
#include "core/layers/filters.h"
#include "core/layers/pool.h"

namespace flatscope {

ShiftedLayer layer_of(const LayerInputs& inputs) {
  ShiftedLayer layer;
  layer.conv.stride = inputs.stride;
  layer.conv.padding_h = layer.conv.padding_w = 1;  // "same" for 3 x 3, which a stride does not allow by that name
  // One border for the picture and for the layer that looks at it: with wrap both close, and nothing is lost anywhere.
  layer.conv.padding_mode = inputs.border;
  layer.pooled = inputs.pooling != Pooling::none;
  layer.pool = inputs.pooling == Pooling::avg ? PoolKind::avg : PoolKind::max;
  return layer;
}

Tensor weight_of(const LayerInputs& inputs, const Answers& answers) {
  Tensor weight = filter_bank(inputs.filters, 1);
  for (float& value : weight.values()) value /= static_cast<float>(answers.picture.channels());
  return weight;
}

Tensor map_rows(const LayerInputs& inputs, const Answers& answers, std::int64_t first, std::int64_t count) {
  const std::int64_t maps = answers.maps_shape[0], width = answers.maps_shape[2];
  if (!answers.maps.empty()) {
    Tensor rows({maps, count, width});
    for (std::int64_t m = 0; m < maps; ++m) {
      const float* from = answers.maps.plane(m).data() + first * width;
      std::copy(from, from + count * width, rows.plane(m).data());
    }
    return rows;
  }
  const ShiftedLayer layer = layer_of(inputs);
  const std::int64_t step = layer.pooled ? layer.pool_stride : 1, kernel = layer.pooled ? layer.pool_kernel : 1;
  const std::int64_t convolved = (count - 1) * step + kernel;
  const std::int64_t convolved_w = conv_output_size(answers.picture.width(), layer.conv.padding_w, layer.conv.padding_w,
                                                    shift_kernel_size, layer.conv.stride, layer.conv.dilation);
  Tensor rows({maps, convolved, convolved_w});
  conv2d_rows_into(answers.filtered(), weight_of(inputs, answers), {}, layer.conv, first * step, convolved,
                   rows.values());
  return layer.pooled ? pool2d(rows, layer.pool, layer.pool_kernel, layer.pool_stride) : rows;
}

Tensor maps_of(const LayerInputs& inputs, const Answers& answers) {
  if (!answers.maps.empty()) return answers.maps;
  const ShiftedLayer layer = layer_of(inputs);
  const Tensor maps = conv2d(answers.filtered(), weight_of(inputs, answers), {}, layer.conv);
  return layer.pooled ? pool2d(maps, layer.pool, layer.pool_kernel, layer.pool_stride) : maps;
}

float map_value(const LayerInputs& inputs, const Answers& answers, const Place& place) {
  if (!answers.maps.empty()) return answers.maps.at(place.channel, place.row, place.column);
  return map_rows(inputs, answers, place.row, 1).at(place.channel, 0, place.column);
}

}  // namespace flatscope
