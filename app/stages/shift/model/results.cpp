// The layers' answers to a picture and to the same picture moved.
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/engine/results.h"
#include "app/stages/shift/model/followed_peaks.h"
#include "app/stages/shift/model/map_peaks.h"
#include "app/stages/shift/model/map_residual.h"
#include "app/stages/shift/model/maps.h"
#include "app/stages/shift/model/scan_picture.h"
#include "app/stages/shift/model/spare_tensors.h"
#include "core/layers/conv2d.h"
#include "core/layers/pool.h"
#include "core/layers/seeded_dense.h"
#include "core/layers/shift.h"
#include "core/tensor/reduce.h"

namespace flatscope {
namespace {

// Pixels along the longer side that a stage has room for: the picture on half a large window, a map on an eighth.
constexpr std::int64_t picture_shown = 960, map_shown = 480;

std::int64_t block_for(std::int64_t height, std::int64_t width, std::int64_t shown) {
  return (std::max(width, height) + shown - 1) / shown;
}

// What a picture at one place gives, and how it differs from where it was.
struct Measured {
  std::shared_ptr<const Answers> answers;
  RowRuns<std::uint16_t> changed;
  std::int64_t elements_changed = 0;
  InteriorSpan rows, columns;
  EquivarianceResult equivariance;
};

ScannedPicture picture_at(const LayerInputs& inputs, int dx, int dy, const Tensor* before) {
  const ObjectResult& what = *inputs.object;
  const std::int64_t block = block_for(what.object.height(), what.object.width(), picture_shown);
  if (what.whole_picture) {
    // The object is also what stood there before, and is in hand.
    return scan_shifted(what.object, dx, dy, inputs.border, before != nullptr ? &what.object : nullptr, block);
  }
  return scan_picture(composite(what.background, what.object, what.mask, dx, dy, inputs.border), before, block);
}

// The same as scan_maps for maps that are pooled, step by step, with the pooled maps before the move.
ScannedMaps scan_pooled(const Tensor& picture, const Tensor& weight, const ShiftedLayer& layer, const Shape& convolved,
                        const InteriorSpan& rows, const InteriorSpan& columns, const Tensor* original,
                        std::int64_t block, bool keep) {
  ScannedMaps scanned;
  Tensor maps = take_spare(convolved);
  conv2d_into(picture, weight, {}, layer.conv, maps.values());
  scanned.maps = pool2d(maps, layer.pool, layer.pool_kernel, layer.pool_stride);
  keep_spare(std::move(maps));
  if (block > 1) scanned.shown = block_extremes(scanned.maps, block);
  scanned.extremes = find_extremes(scanned.maps, {rows.first, rows.last, columns.first, columns.last});
  if (original != nullptr)
    scanned.residual = compare_shifted(scanned.maps, *original, rows, columns, layer.conv.padding_mode);
  if (!keep) keep_spare(std::exchange(scanned.maps, {}));
  return scanned;
}

// before: the answers at (0, 0) to compare with, or null.
Measured measure_at(const LayerInputs& inputs, int dx, int dy, const Answers* before) {
  const ShiftedLayer layer = layer_of(inputs);
  const Conv2dOptions& conv = layer.conv;
  const std::shared_ptr<Answers> answers(new Answers, [](Answers* old) {
    keep_spare(std::move(old->maps));
    keep_spare(std::move(old->picture));
    keep_spare(std::move(old->channel_sum));
    keep_spare(std::move(old->picture_shown));
    keep_spare(std::move(old->maps_shown));
    delete old;
  });
  Measured measured;
  ScannedPicture picture = picture_at(inputs, dx, dy, before != nullptr ? &before->picture : nullptr);
  measured.changed = std::move(picture.changed);
  measured.elements_changed = picture.elements_changed;
  answers->picture = std::move(picture.picture);
  answers->channel_sum = std::move(picture.channel_sum);
  answers->picture_shown = std::move(picture.shown);
  answers->sums = std::move(picture.sums);
  answers->dense =
      dense(answers->picture, SeededDense{inputs.dense_seed, inputs.dense_outputs, answers->picture.size()});

  const Tensor weight = weight_of(inputs, *answers);
  const auto side = [&](std::int64_t size, std::int64_t padding) {
    return conv_output_size(size, padding, padding, shift_kernel_size, conv.stride, conv.dilation);
  };
  const std::int64_t convolved_h = side(answers->picture.height(), conv.padding_h);
  const std::int64_t convolved_w = side(answers->picture.width(), conv.padding_w);
  const auto pooled = [&](std::int64_t size) {
    return layer.pooled ? (size - layer.pool_kernel) / layer.pool_stride + 1 : size;
  };
  const std::int64_t height = pooled(convolved_h), width = pooled(convolved_w);
  measured.rows = interior_rows(layer, answers->picture.height(), shift_kernel_size, height, dy);
  measured.columns = interior_columns(layer, answers->picture.width(), shift_kernel_size, width, dx);
  const std::int64_t block = block_for(height, width, map_shown);
  const bool drawn_whole = block == 1;
  ScannedMaps maps =
      layer.pooled ? scan_pooled(answers->filtered(), weight, layer, {weight.shape()[0], convolved_h, convolved_w},
                                 measured.rows, measured.columns, before != nullptr ? &before->maps : nullptr, block,
                                 drawn_whole || before == nullptr)
                   : scan_maps(answers->filtered(), weight, conv, measured.rows, measured.columns,
                               before != nullptr ? &before->filtered() : nullptr, block, drawn_whole);
  measured.equivariance = maps.residual;
  answers->maps_shape = {weight.shape()[0], height, width};
  answers->maps = std::move(maps.maps);
  answers->maps_shown = std::move(maps.shown);
  answers->peaks = std::move(maps.extremes.inside);
  answers->pooled = std::move(maps.extremes.everywhere);
  measured.answers = answers;
  return measured;
}

bool same_before(const LayerInputs& a, const LayerInputs& b) {
  return a.object == b.object && a.border == b.border && a.stride == b.stride && a.pooling == b.pooling &&
         a.filters == b.filters && a.dense_outputs == b.dense_outputs && a.dense_seed == b.dense_seed;
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
}

// Nothing moved: `after` is `before` itself.
Measured measure_unmoved(const LayerInputs& inputs, std::shared_ptr<const Answers> before) {
  const ShiftedLayer layer = layer_of(inputs);
  const Tensor &picture = before->picture, &maps = before->maps, &filtered = before->filtered();
  const Shape& shape = before->maps_shape;
  Measured measured;
  measured.rows = interior_rows(layer, picture.height(), shift_kernel_size, shape[1], 0);
  measured.columns = interior_columns(layer, picture.width(), shift_kernel_size, shape[2], 0);
  measured.equivariance = maps.empty() ? scan_maps(filtered, weight_of(inputs, *before), layer.conv, measured.rows,
                                                   measured.columns, &filtered, 1, false)
                                             .residual
                                       : compare_shifted(maps, maps, measured.rows, measured.columns, inputs.border);
  measured.answers = std::move(before);
  return measured;
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
  // Trained networks saw zeros come in over the edge; the filters beside them see the same picture.
  if (answering_pair(shift) != nullptr) inputs.border = Border::zeros;
  return inputs;
}

ShiftResult compute(const LayerInputs& inputs, const Stored<LayerInputs, ShiftResult>& previous) {
  ShiftResult result;
  result.before =
      previous && same_before(previous.inputs, inputs) ? previous->before : measure_at(inputs, 0, 0, nullptr).answers;
  Measured measured = inputs.dx == 0 && inputs.dy == 0 ? measure_unmoved(inputs, result.before)
                                                       : measure_at(inputs, inputs.dx, inputs.dy, result.before.get());
  result.after = std::move(measured.answers);
  result.changed = std::move(measured.changed);
  result.elements_changed = measured.elements_changed;
  result.interior_rows = measured.rows;
  result.interior_columns = measured.columns;
  result.equivariance = measured.equivariance;
  result.dense_relative_change = relative_change(result.before->dense, result.after->dense);
  follow_peaks(inputs, result);
  measure_scales(result);
  return result;
}

}  // namespace flatscope
