// Where the object stood: dots along its edge.
#include <algorithm>

#include "app/stages/shift_stage.h"

namespace flatscope {
namespace {

constexpr float part_of_object = 0.5F;  // mask values above it
constexpr std::int64_t dots_a_side = 64;

}  // namespace

ObjectOutline outline_of(const ObjectResult& object) {
  const Tensor& mask = object.mask;
  const std::int64_t width = mask.width(), height = mask.height();
  ObjectOutline outline;
  outline.centre = {static_cast<float>(width) * 0.5F, static_cast<float>(height) * 0.5F};
  if (object.whole_picture) {
    outline.right = width;
    outline.bottom = height;
    outline.empty = false;
    return outline;
  }
  const auto inside = [&](std::int64_t row, std::int64_t column) {
    return row >= 0 && row < height && column >= 0 && column < width && mask.at(0, row, column) > part_of_object;
  };
  outline.left = width;
  outline.top = height;
  const std::int64_t apart = std::max<std::int64_t>(1, std::max(width, height) / dots_a_side);
  const std::int64_t coarse_width = (width + apart - 1) / apart;
  std::vector<bool> taken(static_cast<std::size_t>(coarse_width * ((height + apart - 1) / apart)));
  for (std::int64_t row = 0; row < height; ++row) {
    const float* values = mask.data() + row * width;
    for (std::int64_t column = 0; column < width; ++column) {
      // Every trace of the object counts for its box, as every such pixel moves.
      if (!(values[column] > 0.0F)) continue;
      outline.left = std::min(outline.left, column);
      outline.right = std::max(outline.right, column + 1);
      outline.top = std::min(outline.top, row);
      outline.bottom = row + 1;
      if (!(values[column] > part_of_object)) continue;
      if (inside(row - 1, column) && inside(row + 1, column) && inside(row, column - 1) && inside(row, column + 1))
        continue;
      const auto coarse = static_cast<std::size_t>(row / apart * coarse_width + column / apart);
      if (taken[coarse]) continue;
      taken[coarse] = true;
      outline.edge.push_back({static_cast<float>(column) + 0.5F, static_cast<float>(row) + 0.5F});
    }
  }
  outline.empty = outline.right == 0;
  if (!outline.empty)
    outline.centre = {static_cast<float>(outline.left + outline.right) * 0.5F,
                      static_cast<float>(outline.top + outline.bottom) * 0.5F};
  return outline;
}

const ObjectOutline& outline_of(const std::shared_ptr<const ObjectResult>& object) {
  // One object is shown at a time. Weak: must not keep a large picture alive.
  static std::weak_ptr<const ObjectResult> owner;
  static ObjectOutline outline;
  if (owner.expired() || owner.owner_before(object) || object.owner_before(owner)) {
    outline = outline_of(*object);
    owner = object;
  }
  return outline;
}

}  // namespace flatscope
