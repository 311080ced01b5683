#include "core/training/canvas.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/tensor/parallel.h"
#include "core/tensor/reduce.h"
#include "core/tensor/resample.h"

namespace flatscope {
namespace {

void require_images(const Tensor& images) {
  if (images.rank() != 4) {
    throw std::invalid_argument("pictures of a data set have shape (N, C, H, W), not " + to_string(images.shape()));
  }
}

std::string size_text(std::int64_t width, std::int64_t height) {
  return std::to_string(width) + " x " + std::to_string(height);
}

// All pictures' channels as one picture's: (N * C, H, W).
Tensor as_planes(const Tensor& images) {
  return images.reshaped({images.shape()[0] * images.shape()[1], images.height(), images.width()});
}

Tensor resized(Tensor planes, const Placement& placement) {
  if (placement.half_size) planes = block_means(planes, 2);
  const std::int64_t height = planes.height(), width = planes.width(), canvas = placement.canvas;
  if (placement.share == 0.0) {
    if (std::max(height, width) <= canvas) return planes;
    throw std::invalid_argument("pictures of " + size_text(width, height) + " pixels do not fit on a canvas of " +
                                size_text(canvas, canvas) + "; a canvas of " + std::to_string(std::max(height, width)) +
                                (placement.half_size ? "" : ", half size") + " or a share of the canvas would do");
  }
  const auto longest = static_cast<std::int64_t>(std::llround(placement.share * static_cast<double>(canvas)));
  const PixelSize size = fit_size(width, height, longest);
  if (std::max(size.width, size.height) < std::max(width, height)) {
    return resample_area(planes, size.height, size.width);
  }
  return resample_bilinear(planes, size.height, size.width);
}

}  // namespace

Tensor placed(const Tensor& images, const Placement& placement) {
  require_images(images);
  if (images.empty()) throw std::invalid_argument("there are no pictures to place on a canvas");
  const std::int64_t canvas = placement.canvas;
  if (canvas < 1 || canvas > possible_canvas) {
    throw std::invalid_argument("a canvas can't have " + std::to_string(canvas) + " pixels a side; 1 to " +
                                std::to_string(possible_canvas) + " are possible");
  }
  if (!(placement.share >= 0.0 && placement.share <= 1.0)) {
    throw std::invalid_argument("pictures can't fill " + std::to_string(placement.share) +
                                " of the canvas; a share above 0 and up to 1, or 0 for their own size, is needed");
  }
  const Tensor planes = resized(as_planes(images), placement);
  const std::int64_t count = planes.channels(), height = planes.height(), width = planes.width();
  const std::int64_t top = (canvas - height) / 2, left = (canvas - width) / 2;
  Tensor output({images.shape()[0], images.shape()[1], canvas, canvas});
  for (std::int64_t plane = 0; plane < count; ++plane) {
    const float* from = planes.data() + plane * height * width;
    float* to = output.data() + (plane * canvas + top) * canvas + left;
    for (std::int64_t row = 0; row < height; ++row) std::copy_n(from + row * width, width, to + row * canvas);
  }
  return output;
}

Dataset placed(Dataset data, const Placement& placement) {
  for (LabelledImages* part : {&data.train, &data.test}) part->images = placed(part->images, placement);
  return data;
}

std::vector<EdgeRoom> edge_rooms(const Tensor& images) {
  require_images(images);
  const std::int64_t channels = images.shape()[1], height = images.height(), width = images.width();
  std::vector<EdgeRoom> rooms(static_cast<std::size_t>(images.shape()[0]), {width, height, width, height});
  parallel_for(static_cast<std::int64_t>(rooms.size()), 256, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      EdgeRoom& room = rooms[static_cast<std::size_t>(i)];
      const float* value = images.data() + i * channels * height * width;
      for (std::int64_t line = 0; line < channels * height; ++line) {
        for (std::int64_t column = 0; column < width; ++column) {
          if (!(*value++ > 0.0F)) continue;
          const std::int64_t row = line % height;
          room.left = std::min(room.left, column);
          room.right = std::min(room.right, width - 1 - column);
          room.top = std::min(room.top, row);
          room.bottom = std::min(room.bottom, height - 1 - row);
        }
      }
    }
  });
  return rooms;
}

EdgeRoom least_room(std::span<const EdgeRoom> rooms) {
  if (rooms.empty()) return {};
  EdgeRoom least = rooms.front();
  for (const EdgeRoom& room : rooms) {
    least = {std::min(least.left, room.left), std::min(least.top, room.top), std::min(least.right, room.right),
             std::min(least.bottom, room.bottom)};
  }
  return least;
}

double leaving_share(std::span<const EdgeRoom> rooms, std::int64_t dx, std::int64_t dy) {
  if (rooms.empty()) return 0.0;
  const auto leaving =
      std::count_if(rooms.begin(), rooms.end(), [&](const EdgeRoom& room) { return room.leaves(dx, dy); });
  return static_cast<double>(leaving) / static_cast<double>(rooms.size());
}

}  // namespace flatscope
