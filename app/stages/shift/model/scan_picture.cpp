#include "app/stages/shift/model/scan_picture.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "app/stages/shift/model/spare_tensors.h"
#include "core/layers/shift.h"
#include "core/tensor/line_scan.h"
#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

// Elements below which a second thread costs more than it saves.
constexpr std::int64_t parallel_grain = 65'536;

// Fills in all but scanned.picture; make_line(channel, row) puts a row of it there first.
template <class MakeLine>
void scan_lines(ScannedPicture& scanned, const Tensor* before, std::int64_t block, MakeLine make_line) {
  const Tensor& picture = scanned.picture;
  const std::int64_t channels = picture.channels(), height = picture.height(), width = picture.width();
  const std::int64_t rows = (height + block - 1) / block, columns = (width + block - 1) / block;
  if (block > 1) scanned.shown = take_spare({channels, rows, columns});
  if (channels > 1) scanned.channel_sum = take_spare({height, width});
  scanned.sums = RowRuns<float>(channels * height, width);
  if (before != nullptr) scanned.changed = RowRuns<std::uint16_t>(channels * height, width);
  const auto scan_line = [&](std::int64_t channel, std::int64_t row) {
    make_line(channel, row);
    const std::int64_t at = (channel * height + row) * width;
    const float* const line = picture.data() + at;
    scanned.sums.fill(channel * height + row,
                      [line](std::int64_t first, std::int64_t run) { return line_sum(line + first, run); });
    if (before == nullptr) return;
    scanned.changed.fill(channel * height + row, [&](std::int64_t first, std::int64_t run) {
      return static_cast<std::uint16_t>(count_differences(before->data() + at + first, line + first, run));
    });
  };
  const std::int64_t grain = std::max<std::int64_t>(1, parallel_grain / (channels * block * width));
  parallel_for(rows, grain, [&](std::int64_t begin, std::int64_t end) {
    std::vector<float> joined(static_cast<std::size_t>(width));
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t top = i * block, bottom = std::min(height, top + block);
      for (std::int64_t channel = 0; channel < channels; ++channel) {
        for (std::int64_t row = top; row < bottom; ++row) scan_line(channel, row);
        if (block == 1) continue;
        join_sum(picture.data() + (channel * height + top) * width, width, bottom - top, width, joined.data());
        join_mean_columns(joined.data(), width, block, bottom - top,
                          scanned.shown.data() + (channel * rows + i) * columns);
      }
      if (channels == 1) continue;
      const std::int64_t first = top * width, count = (bottom - top) * width;
      join_sum(picture.data() + first, height * width, channels, count, scanned.channel_sum.data() + first);
    }
  });
  const std::vector<std::uint16_t>& changed = scanned.changed.sums;
  scanned.elements_changed = std::accumulate(changed.begin(), changed.end(), std::int64_t{0});
}

}  // namespace

ScannedPicture scan_shifted(const Tensor& picture, std::int64_t dx, std::int64_t dy, Border border,
                            const Tensor* before, std::int64_t block) {
  const std::int64_t height = picture.height(), width = picture.width();
  const ShiftedAxis rows(height, dy, border), columns(width, dx, border);
  ScannedPicture scanned;
  scanned.picture = take_spare(picture.shape());
  float* const to = scanned.picture.data();
  scan_lines(scanned, before, block, [&](std::int64_t channel, std::int64_t row) {
    rows.shift_line(picture.data() + channel * height * width, row, columns, to + (channel * height + row) * width);
  });
  return scanned;
}

ScannedPicture scan_picture(Tensor picture, const Tensor* before, std::int64_t block) {
  ScannedPicture scanned;
  scanned.picture = std::move(picture);
  scan_lines(scanned, before, block, [](std::int64_t, std::int64_t) {});
  return scanned;
}

}  // namespace flatscope
