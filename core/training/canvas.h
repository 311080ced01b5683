// Pictures of a data set on a canvas, and how much room is left around what they show.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/training/dataset.h"

namespace flatscope {

inline constexpr std::int64_t smallest_canvas = 8, largest_canvas = 32;  // what a person may choose
inline constexpr std::int64_t possible_canvas = 256;                     // what is computed

struct Placement {
  std::int64_t canvas = 24;  // pixels a side, 1 to possible_canvas
  // 0: at their own size. Else in (0, 1]: the longer side takes this share of the canvas, rounded to whole pixels.
  double share = 0.0;
  // First the mean of every 2 x 2 values (fewer at the right and the bottom of an odd size).
  bool half_size = false;
  bool operator==(const Placement&) const = default;
};

// (N, C, H, W) -> (N, C, canvas, canvas): each picture in the middle (half a pixel goes up and to the left), zeros
// around it. What must become larger is enlarged by resample_bilinear, what must become smaller by resample_area.
// Throws std::invalid_argument for another rank, an empty tensor, values out of range, and pictures that do not fit at
// their own size, saying what would.
Tensor placed(const Tensor& images, const Placement& placement);
// Both parts; takes the data over, so that never more than one part is held twice.
Dataset placed(Dataset data, const Placement& placement);

// The rows and columns beside the outline of what a picture shows, the smallest rectangle around its values > 0 in any
// channel. A picture without any has all rows and columns on each side.
struct EdgeRoom {
  std::int64_t left = 0, top = 0, right = 0, bottom = 0;
  bool operator==(const EdgeRoom&) const = default;

  // Whether something of the outline is cut off when it is shifted: dx to the right, dy down.
  bool leaves(std::int64_t dx, std::int64_t dy) const { return dx > right || -dx > left || dy > bottom || -dy > top; }
};
// One for each of (N, C, H, W). Throws std::invalid_argument for another rank.
std::vector<EdgeRoom> edge_rooms(const Tensor& images);
// What all of them have on each side: no outline leaves the canvas as long as this does not. {} for none.
EdgeRoom least_room(std::span<const EdgeRoom> rooms);
// How many of them, in [0, 1], lose something of their outline; 0 for none.
double leaving_share(std::span<const EdgeRoom> rooms, std::int64_t dx, std::int64_t dy);

}  // namespace flatscope
