// The Flatten stage's part of the Scene.
#pragma once

#include <optional>

#include "core/layers/flatten.h"
#include "core/tensor/resample.h"

namespace flatscope {

struct Scene;

struct FlattenScene {
  int working_size = 16;  // longest side in pixels, 4 to max_working_size(image)
  bool colour = false;    // false: grey
  Order order = Order::row_major;
  Layout layout = Layout::chw;
  std::optional<Place> pinned;
  float unroll = 0.0F;  // 0 grid, 1 line
  bool operator==(const FlattenScene&) const = default;
};

// The picture fitted to working_size.
PixelSize flatten_size(const Scene& scene);

void clamp_flatten(Scene& scene);

}  // namespace flatscope
