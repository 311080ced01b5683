#include "core/training/samples.h"

#include <algorithm>

namespace flatscope {
namespace {

constexpr std::int64_t lanes = Batch::lanes;

// One plane of one sample into its place among 16.
struct Plane {
  const float* from;
  std::int64_t height, width;
  PixelShift shift;
  Border border;
  std::span<const std::int32_t> permutation;

  void lay(float* to) const {
    if (shift == PixelShift{}) {
      lay_still(to);
    } else if (permutation.empty()) {
      for (std::int64_t row = 0; row < height; ++row) lay_moved_row(row, to + row * width * lanes);
    } else {
      for (std::int64_t p = 0; p < height * width; ++p) {
        const std::int64_t place = permutation[static_cast<std::size_t>(p)];
        to[p * lanes] = moved_value(place / width, place % width);
      }
    }
  }

 private:
  void lay_still(float* to) const {
    if (permutation.empty()) {
      for (std::int64_t p = 0; p < height * width; ++p) to[p * lanes] = from[p];
    } else {
      for (std::int64_t p = 0; p < height * width; ++p) to[p * lanes] = from[permutation[static_cast<std::size_t>(p)]];
    }
  }

  float moved_value(std::int64_t row, std::int64_t column) const {
    const std::int64_t y = source_index(row - shift.dy, height, border);
    const std::int64_t x = source_index(column - shift.dx, width, border);
    return y < 0 || x < 0 ? 0.0F : from[y * width + x];
  }

  void lay_moved_row(std::int64_t row, float* to) const {
    const std::int64_t y = source_index(row - shift.dy, height, border);
    // Columns that come from inside, in one piece.
    const std::int64_t begin = std::clamp<std::int64_t>(shift.dx, 0, width);
    const std::int64_t end = std::clamp<std::int64_t>(width + shift.dx, begin, width);
    for (std::int64_t x = 0; x < width; ++x) {
      if (x == begin && y >= 0) {
        const float* const inside = from + y * width - shift.dx;
        for (; x < end; ++x) to[x * lanes] = inside[x];
        if (x == width) return;
      }
      to[x * lanes] = moved_value(row, x);
    }
  }
};

}  // namespace

void fill_batch(const Tensor& images, std::span<const std::int64_t> samples, std::span<const PixelShift> shifts,
                Border border, std::span<const std::int32_t> permutation, Batch& batch) {
  const Shape& shape = images.shape();
  const std::int64_t channels = shape[1], height = shape[2], width = shape[3], plane = height * width;
  const auto count = static_cast<std::int64_t>(samples.size());
  batch.set_samples(count);
  parallel_parts(batch.blocks() * channels, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t block = i / channels, channel = i % channels;
      for (std::int64_t lane = 0; lane < lanes; ++lane) {
        float* const to = batch.plane(block, channel) + lane;
        const std::int64_t index = block * lanes + lane;
        if (index >= count) {
          for (std::int64_t p = 0; p < plane; ++p) to[p * lanes] = 0.0F;
          continue;
        }
        const float* const from =
            images.data() + (samples[static_cast<std::size_t>(index)] * channels + channel) * plane;
        const PixelShift shift =
            shifts.empty() ? PixelShift{} : shifts[shifts.size() == 1 ? 0 : static_cast<std::size_t>(index)];
        Plane{from, height, width, shift, border, permutation}.lay(to);
      }
    }
  });
}

}  // namespace flatscope
