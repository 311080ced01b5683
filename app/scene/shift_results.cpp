// The layers' answers to a picture and to the same picture moved.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <utility>

#include "app/scene/results.h"
#include "app/scene/spare_tensors.h"
#include "core/conv2d.h"
#include "core/filters.h"
#include "core/parallel.h"
#include "core/pool.h"
#include "core/shift.h"

namespace flatscope {
namespace {

constexpr std::int64_t kernel_side = 3;
constexpr std::int64_t parallel_grain = 65'536;

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

// Not negative, so that as integers they are ordered as the floats are; a loop over them uses the machine's vectors,
// which one over floats may not (NaN).
std::int32_t magnitude_bits(float value) {
  std::int32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits & 0x7FFF'FFFF;
}

// The first place, in row-major order, of the largest absolute value.
Peak peak_of(std::span<const float> map, std::int64_t width) {
  constexpr std::size_t block = 4096;
  std::size_t best_block = 0;
  std::int32_t best = -1;
  for (std::size_t start = 0; start < map.size(); start += block) {
    const std::size_t end = std::min(start + block, map.size());
    std::int32_t largest = 0;
    for (std::size_t i = start; i < end; ++i) largest = std::max(largest, magnitude_bits(map[i]));
    if (largest > best) {
      best = largest;
      best_block = start;
    }
  }
  std::size_t index = best_block;
  while (index + 1 < map.size() && magnitude_bits(map[index]) != best) ++index;
  const auto place = static_cast<std::int64_t>(index);
  return {place / width, place % width, map[index]};
}

void find_peaks(Answers& answers) {
  const std::int64_t maps = answers.maps.channels();
  answers.peaks.resize(static_cast<std::size_t>(maps));
  answers.pooled.resize(static_cast<std::size_t>(maps));
  const std::int64_t grain = std::max<std::int64_t>(1, parallel_grain / answers.maps.plane_size());
  parallel_for(maps, grain, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t m = begin; m < end; ++m) {
      const Peak peak = peak_of(answers.maps.plane(m), answers.maps.width());
      answers.peaks[static_cast<std::size_t>(m)] = peak;
      answers.pooled[static_cast<std::size_t>(m)] = std::abs(peak.value);
    }
  });
}

Tensor convolve(const Tensor& picture, const LayerInputs& inputs, const ShiftedLayer& layer) {
  const Conv2dOptions& conv = layer.conv;
  const Tensor weight = filter_bank(inputs.filters, picture.channels());
  const auto side = [&](std::int64_t size, std::int64_t padding) {
    return conv_output_size(size, padding, padding, kernel_side, conv.stride, conv.dilation);
  };
  const Shape shape = {weight.shape()[0], side(picture.height(), conv.padding_h),
                       side(picture.width(), conv.padding_w)};
  Tensor maps = take_spare(shape);
  conv2d_into(picture, weight, {}, conv, maps.values());
  if (!layer.pooled) return maps;
  Tensor pooled = pool2d(maps, layer.pool, layer.pool_kernel, layer.pool_stride);
  keep_spare(std::move(maps));
  return pooled;
}

std::shared_ptr<const Answers> answers_at(const LayerInputs& inputs, int dx, int dy) {
  const ObjectResult& what = *inputs.object;
  const ShiftedLayer layer = layer_of(inputs);
  const std::shared_ptr<Answers> answers(new Answers, [](Answers* old) {
    keep_spare(std::move(old->maps));
    delete old;
  });
  answers->picture = what.whole_picture ? shift(what.object, dx, dy, inputs.border)
                                        : composite(what.background, what.object, what.mask, dx, dy, inputs.border);
  const Tensor& picture = answers->picture;
  answers->dense = dense(picture, SeededDense{inputs.dense_seed, inputs.dense_outputs, picture.size()});
  answers->maps = convolve(picture, inputs, layer);
  find_peaks(*answers);
  return answers;
}

bool same_before(const LayerInputs& a, const LayerInputs& b) {
  return a.object == b.object && a.border == b.border && a.stride == b.stride && a.pooling == b.pooling &&
         a.filters == b.filters && a.dense_outputs == b.dense_outputs && a.dense_seed == b.dense_seed;
}

void mark_changed(ShiftResult& result) {
  const Tensor &before = result.before->picture, &after = result.after->picture;
  result.changed.resize(static_cast<std::size_t>(before.size()));
  std::atomic<std::int64_t> total = 0;
  parallel_for(before.size(), parallel_grain, [&](std::int64_t begin, std::int64_t end) {
    const float *old_values = before.data(), *new_values = after.data();
    std::uint8_t* changed = result.changed.data();
    std::int64_t count = 0;
    for (std::int64_t i = begin; i < end; ++i) {
      changed[i] = old_values[i] != new_values[i] ? 1 : 0;
      count += changed[i];
    }
    total += count;
  });
  result.elements_changed = total;
}

float relative_change(const Tensor& before, const Tensor& after) {
  double difference = 0.0, length = 0.0;
  for (std::int64_t i = 0; i < before.size(); ++i) {
    const double old_value = before.data()[i], step = static_cast<double>(after.data()[i]) - old_value;
    difference += step * step;
    length += old_value * old_value;
  }
  if (difference == 0.0) return 0.0F;
  return static_cast<float>(std::sqrt(difference / length));
}

// The locked range: the largest magnitude of both. A whole object has the same peaks wherever it stands, so the range
// only moves when the edge itself answers more strongly than the object does.
void measure_scales(ShiftResult& result) {
  const std::vector<float>&before = result.before->pooled, &after = result.after->pooled;
  result.map_scale.resize(before.size());
  for (std::size_t m = 0; m < before.size(); ++m) {
    result.map_scale[m] = std::max(before[m], after[m]);
    result.pooled_change = std::max(result.pooled_change, std::abs(after[m] - before[m]));
  }
  result.dense_scale = std::max(max_abs(result.before->dense.values()), max_abs(result.after->dense.values()));
}

void measure_equivariance(const LayerInputs& inputs, ShiftResult& result) {
  const ShiftedLayer layer = layer_of(inputs);
  const Tensor &picture = result.before->picture, &maps = result.before->maps;
  result.interior_rows = interior_rows(layer, picture.height(), kernel_side, maps.height(), inputs.dy);
  result.interior_columns = interior_columns(layer, picture.width(), kernel_side, maps.width(), inputs.dx);
  result.equivariance =
      compare_shifted(result.after->maps, maps, result.interior_rows, result.interior_columns, inputs.border);
}

}  // namespace

LayerInputs layer_inputs(const Scene& scene, std::shared_ptr<const ObjectResult> object) {
  const ShiftScene& shift = scene.shift;
  LayerInputs inputs;
  inputs.object = std::move(object);
  inputs.stride = shift.stride;
  inputs.pooling = shift.pooling;
  inputs.filters = shift.filters;
  inputs.dense_outputs = shift.dense_outputs;
  inputs.dense_seed = shift.dense_seed;
  inputs.border = shift.border;
  inputs.dx = shift.dx;
  inputs.dy = shift.dy;
  return inputs;
}

ShiftResult compute(const LayerInputs& inputs, const Stored<LayerInputs, ShiftResult>& previous) {
  ShiftResult result;
  result.before = previous && same_before(previous.inputs, inputs) ? previous->before : answers_at(inputs, 0, 0);
  result.after = inputs.dx == 0 && inputs.dy == 0 ? result.before : answers_at(inputs, inputs.dx, inputs.dy);
  mark_changed(result);
  result.dense_relative_change = relative_change(result.before->dense, result.after->dense);
  measure_equivariance(inputs, result);
  measure_scales(result);
  return result;
}

}  // namespace flatscope
