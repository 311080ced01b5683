// How the Flatten stage is being looked at: plain, never undone.
#pragma once

#include <optional>

#include "app/engine/camera.h"
#include "core/layers/flatten.h"

namespace flatscope {

struct FlattenView {
  std::optional<Place> hovered;  // wherever the pointer is: grid, overview or lens
  bool hovered_in_lens = false;
  Place lens_anchor;  // what the lens shows while the pointer is in it, so that its cells hold still
  Camera grid;
  // The part of the vector the overview shows, in shares of its length.
  float overview_from = 0.0F, overview_to = 1.0F;
  double lens_offset = 0.0;         // elements by which the lens was panned away from the pixel in hand
  float lens_zoom = 1.0F;           // size of its cells
  bool unrolling = false;           // the unroll plays by itself
  bool unroll_beside_grid = false;  // where its slider stands in this window
  bool operator==(const FlattenView&) const = default;
};

}  // namespace flatscope
