// The layers' answers to a picture and to the same picture moved.
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/engine/results.h"
#include "app/stages/shift/model/map_peaks.h"
#include "app/stages/shift/model/scan_maps.h"
#include "app/stages/shift/model/scan_picture.h"
#include "app/stages/shift/model/spare_tensors.h"
#include "core/layers/conv2d.h"
#include "core/layers/filters.h"
#include "core/layers/pool.h"
#include "core/layers/seeded_dense.h"
#include "core/layers/shift.h"
#include "core/tensor/reduce.h"

namespace flatscope {
namespace {

constexpr std::int64_t kernel_side = 3;

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

// The weights that the filters give to the channels' sum.
Tensor weight_of(const LayerInputs& inputs, const Answers& answers) {
  Tensor weight = filter_bank(inputs.filters, 1);
  for (float& value : weight.values()) value /= static_cast<float>(answers.picture.channels());
  return weight;
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
    scanned.moved = compare_shifted(scanned.maps, *original, rows, columns, layer.conv.padding_mode);
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
    return conv_output_size(size, padding, padding, kernel_side, conv.stride, conv.dilation);
  };
  const std::int64_t convolved_h = side(answers->picture.height(), conv.padding_h);
  const std::int64_t convolved_w = side(answers->picture.width(), conv.padding_w);
  const auto pooled = [&](std::int64_t size) {
    return layer.pooled ? (size - layer.pool_kernel) / layer.pool_stride + 1 : size;
  };
  const std::int64_t height = pooled(convolved_h), width = pooled(convolved_w);
  measured.rows = interior_rows(layer, answers->picture.height(), kernel_side, height, dy);
  measured.columns = interior_columns(layer, answers->picture.width(), kernel_side, width, dx);
  const std::int64_t block = block_for(height, width, map_shown);
  const bool drawn_whole = block == 1;
  ScannedMaps maps =
      layer.pooled ? scan_pooled(answers->filtered(), weight, layer, {weight.shape()[0], convolved_h, convolved_w},
                                 measured.rows, measured.columns, before != nullptr ? &before->maps : nullptr, block,
                                 drawn_whole || before == nullptr)
                   : scan_maps(answers->filtered(), weight, conv, measured.rows, measured.columns,
                               before != nullptr ? &before->filtered() : nullptr, block, drawn_whole);
  measured.equivariance = maps.moved;
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

// Rows [first, first + count) of every map of `answers`: (filters, count, W').
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
                                                    kernel_side, layer.conv.stride, layer.conv.dilation);
  Tensor rows({maps, convolved, convolved_w});
  conv2d_rows_into(answers.filtered(), weight_of(inputs, answers), {}, layer.conv, first * step, convolved,
                   rows.values());
  return layer.pooled ? pool2d(rows, layer.pool, layer.pool_kernel, layer.pool_stride) : rows;
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
  const Answers& before = *result.before;
  result.peaks_before = before.maps.empty() ? scan_maps(before.filtered(), weight_of(inputs, before),
                                                        layer_of(inputs).conv, {region.first_row, region.last_row, 0},
                                                        {region.first_column, region.last_column, 0}, nullptr, 1, false)
                                                  .extremes.inside
                                            : find_extremes(before.maps, region).inside;
}

// How far the answer of a peak may be from what it was for the same peak: a stride looks at other pixels after a move.
constexpr float same_peak = 0.25F;

// Looks for each peak of `before` where the shift says that it is now, which may be between places of the map: the
// nearest of these that answers as the peak did. The strongest answer of `after` may be another peak, even one on the
// other side.
void follow_peaks(const LayerInputs& inputs, ShiftResult& result) {
  const std::vector<Peak>&from = result.peaks_before, &strongest = result.after->peaks;
  result.peaks_after = strongest;
  result.peak_followed.assign(strongest.size(), true);
  if (result.after == result.before) return;
  const bool exact = inputs.stride == 1 && inputs.pooling == Pooling::none && !inputs.object->background_stays;
  const InteriorSpan &rows = result.interior_rows, &columns = result.interior_columns;
  const bool interior = rows.first < rows.last && columns.first < columns.last;
  if (exact && interior) return;  // the same values, moved
  const Shape& shape = result.after->maps_shape;
  const std::int64_t top = interior ? rows.first : 0, bottom = interior ? rows.last : shape[1];
  const std::int64_t left = interior ? columns.first : 0, right = interior ? columns.last : shape[2];
  const double step = inputs.stride * (inputs.pooling == Pooling::none ? 1 : 2);
  for (std::size_t m = 0; m < from.size(); ++m) {
    const double row = static_cast<double>(from[m].row) + inputs.dy / step,
                 column = static_cast<double>(from[m].column) + inputs.dx / step;
    const std::int64_t first = std::max(top, static_cast<std::int64_t>(std::floor(row))),
                       last = std::min(bottom, static_cast<std::int64_t>(std::ceil(row)) + 1);
    const std::int64_t begin = std::max(left, static_cast<std::int64_t>(std::floor(column))),
                       end = std::min(right, static_cast<std::int64_t>(std::ceil(column)) + 1);
    result.peak_followed[m] = false;
    if (first >= last) continue;
    const Tensor near = map_rows(inputs, *result.after, first, last - first);
    double nearest = 0.0;
    for (std::int64_t r = first; r < last; ++r) {
      for (std::int64_t c = begin; c < end; ++c) {
        const float value = near.at(static_cast<std::int64_t>(m), r - first, c);
        const float off = std::abs(value - from[m].value);
        if (off > same_peak * std::abs(from[m].value)) continue;
        // Of two places as near, the one that answers more alike.
        const double far = std::hypot(static_cast<double>(r) - row, static_cast<double>(c) - column) + 1e-3 * off;
        if (result.peak_followed[m] && far >= nearest) continue;
        nearest = far;
        result.peak_followed[m] = true;
        result.peaks_after[m] = {r, c, value};
      }
    }
    // What has not moved along at all is followed as well: a background that stayed.
    const Peak& most = strongest[m];
    if (!result.peak_followed[m] && most.row == from[m].row && most.column == from[m].column)
      result.peak_followed[m] = most.value == from[m].value;
  }
}

// Nothing moved: `after` is `before` itself.
Measured measure_unmoved(const LayerInputs& inputs, std::shared_ptr<const Answers> before) {
  const ShiftedLayer layer = layer_of(inputs);
  const Tensor &picture = before->picture, &maps = before->maps, &filtered = before->filtered();
  const Shape& shape = before->maps_shape;
  Measured measured;
  measured.rows = interior_rows(layer, picture.height(), kernel_side, shape[1], 0);
  measured.columns = interior_columns(layer, picture.width(), kernel_side, shape[2], 0);
  measured.equivariance = maps.empty() ? scan_maps(filtered, weight_of(inputs, *before), layer.conv, measured.rows,
                                                   measured.columns, &filtered, 1, false)
                                             .moved
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
  return inputs;
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
  find_peaks_before(inputs, result);
  follow_peaks(inputs, result);
  measure_scales(result);
  return result;
}

}  // namespace flatscope
