#include "app/stages/shift/model/followed_peaks.h"

#include <algorithm>
#include <cmath>

#include "app/stages/shift/model/map_peaks.h"
#include "app/stages/shift/model/map_residual.h"
#include "app/stages/shift/model/maps.h"

namespace flatscope {
namespace {

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
void find_peaks_after(const LayerInputs& inputs, ShiftResult& result) {
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

}  // namespace

void follow_peaks(const LayerInputs& inputs, ShiftResult& result) {
  find_peaks_before(inputs, result);
  find_peaks_after(inputs, result);
}

}  // namespace flatscope
