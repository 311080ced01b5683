#include "app/stages/shift/model/map_peaks.h"

#include <algorithm>

#include "core/tensor/line_scan.h"
#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

constexpr std::int64_t parallel_grain = 65'536;

}  // namespace

MapExtremes find_extremes(const Tensor& maps, MapRegion inside) {
  const std::int64_t count = maps.channels(), height = maps.height(), width = maps.width();
  inside = {std::max<std::int64_t>(0, inside.first_row), std::min(height, inside.last_row),
            std::max<std::int64_t>(0, inside.first_column), std::min(width, inside.last_column)};
  if (inside.empty()) inside = {0, height, 0, width};
  MapExtremes extremes;
  extremes.inside.resize(static_cast<std::size_t>(count));
  extremes.everywhere.resize(static_cast<std::size_t>(count));
  const std::int64_t grain = std::max<std::int64_t>(1, parallel_grain / maps.plane_size());
  parallel_for(count, grain, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t m = begin; m < end; ++m) {
      const float* map = maps.plane(m).data();
      std::int32_t best = -1, outside = 0;
      std::int64_t best_row = inside.first_row;
      for (std::int64_t row = 0; row < height; ++row) {
        const float* line = map + row * width;
        if (row < inside.first_row || row >= inside.last_row) {
          outside = std::max(outside, largest_magnitude(line, width));
          continue;
        }
        outside = std::max({outside, largest_magnitude(line, inside.first_column),
                            largest_magnitude(line + inside.last_column, width - inside.last_column)});
        const std::int32_t here =
            largest_magnitude(line + inside.first_column, inside.last_column - inside.first_column);
        if (here > best) {
          best = here;
          best_row = row;
        }
      }
      std::int64_t column = inside.first_column;
      while (column + 1 < inside.last_column && magnitude_bits(map[best_row * width + column]) != best) ++column;
      extremes.inside[static_cast<std::size_t>(m)] = {best_row, column, map[best_row * width + column]};
      const std::int32_t bits = std::max(best, outside);
      extremes.everywhere[static_cast<std::size_t>(m)] = from_magnitude_bits(bits);
    }
  });
  return extremes;
}

}  // namespace flatscope
