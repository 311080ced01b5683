#include "app/stages/flatten/model/scene.h"

#include <algorithm>

#include "app/engine/ranges.h"
#include "app/engine/scene.h"

namespace flatscope {

PixelSize flatten_size(const Scene& scene) {
  const Image& image = *current_picture(scene).image;
  return fit_size(image.width, image.height, scene.flatten.working_size);
}

void clamp_flatten(Scene& scene) {
  const Image* const image = image_in_hand(scene);
  FlattenScene& flatten = scene.flatten;
  flatten.working_size = std::clamp(flatten.working_size, smallest_working_size, max_working_size(image));
  flatten.unroll = clamped(flatten.unroll, 0.0F, 1.0F, 0.0F);
  if (flatten.pinned && image != nullptr) {
    const PixelSize size = flatten_size(scene);
    const std::int64_t channels = flatten.colour ? image->colour_channels() : 1;
    flatten.pinned->channel = std::clamp<std::int64_t>(flatten.pinned->channel, 0, channels - 1);
    flatten.pinned->row = std::clamp<std::int64_t>(flatten.pinned->row, 0, size.height - 1);
    flatten.pinned->column = std::clamp<std::int64_t>(flatten.pinned->column, 0, size.width - 1);
  }
}

}  // namespace flatscope
