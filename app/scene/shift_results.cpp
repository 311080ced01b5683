// The layers' answers to a picture and to the same picture moved.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <tuple>
#include <utility>

#include "app/scene/map_peaks.h"
#include "app/scene/results.h"
#include "app/scene/spare_tensors.h"
#include "core/conv2d.h"
#include "core/filters.h"
#include "core/parallel.h"
#include "core/pool.h"
#include "core/reduce.h"
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

// Pixels along the longer side that a stage has room for: the picture on half a large window, a map on an eighth.
constexpr std::int64_t picture_shown = 960, map_shown = 480;

void reduce_for_screen(Answers& answers) {
  const auto block = [](const Tensor& tensor, std::int64_t shown) {
    return (std::max(tensor.width(), tensor.height()) + shown - 1) / shown;
  };
  const std::int64_t of_picture = block(answers.picture, picture_shown), of_maps = block(answers.maps, map_shown);
  if (of_picture > 1) answers.picture_shown = block_means(answers.picture, of_picture);
  if (of_maps > 1) answers.maps_shown = block_extremes(answers.maps, of_maps);
}

std::pair<InteriorSpan, InteriorSpan> interior_of(const ShiftedLayer& layer, const Tensor& picture, const Tensor& maps,
                                                  int dx, int dy) {
  return {interior_rows(layer, picture.height(), kernel_side, maps.height(), dy),
          interior_columns(layer, picture.width(), kernel_side, maps.width(), dx)};
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
  const auto [rows, columns] = interior_of(layer, picture, answers->maps, dx, dy);
  MapExtremes extremes = find_extremes(answers->maps, {rows.first, rows.last, columns.first, columns.last});
  reduce_for_screen(*answers);
  answers->peaks = std::move(extremes.inside);
  answers->pooled = std::move(extremes.everywhere);
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

// The locked range of a map: what the picture gave before it was moved, away from the edges. A drag does not change it;
// what the edge itself answers may lie beyond it.
void measure_scales(ShiftResult& result) {
  const std::vector<float>&before = result.before->pooled, &after = result.after->pooled;
  result.map_scale.resize(before.size());
  for (std::size_t m = 0; m < before.size(); ++m) {
    const float inside = std::abs(result.before->peaks[m].value);
    result.map_scale[m] = inside > 0.0F ? inside : std::max(before[m], after[m]);
    result.pooled_change = std::max(result.pooled_change, std::abs(after[m] - before[m]));
  }
  result.dense_scale = std::max(max_abs(result.before->dense.values()), max_abs(result.after->dense.values()));
}

// Where the peaks of `after` came from: the strongest answers before, among the places that are still inside.
void find_peaks_before(const LayerInputs& inputs, ShiftResult& result) {
  const InteriorSpan &rows = result.interior_rows, &columns = result.interior_columns;
  const bool exact = inputs.stride == 1 && inputs.pooling == Pooling::none && !inputs.object->background_stays;
  const bool interior = rows.first < rows.last && columns.first < columns.last;
  if (exact && interior) {  // the same values, moved: no need to look
    for (const Peak& peak : result.after->peaks)
      result.peaks_before.push_back({peak.row - rows.output_delta, peak.column - columns.output_delta, peak.value});
    return;
  }
  MapRegion region;
  if (interior) {
    region = {rows.first - rows.output_delta, rows.last - rows.output_delta, columns.first - columns.output_delta,
              columns.last - columns.output_delta};
  }
  result.peaks_before = find_extremes(result.before->maps, region).inside;
}

void measure_equivariance(const LayerInputs& inputs, ShiftResult& result) {
  const ShiftedLayer layer = layer_of(inputs);
  const Tensor &picture = result.before->picture, &maps = result.before->maps;
  std::tie(result.interior_rows, result.interior_columns) = interior_of(layer, picture, maps, inputs.dx, inputs.dy);
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
  find_peaks_before(inputs, result);
  measure_scales(result);
  return result;
}

}  // namespace flatscope
