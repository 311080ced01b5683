#include "app/files/open_npy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>

#include "core/files/file.h"
#include "core/files/image_format.h"
#include "core/files/npy.h"

namespace flatscope {
namespace {

bool begins_like_npy(const std::filesystem::path& path) {
  std::array<char, 8> start = {};
  std::ifstream file(path, std::ios::binary);
  file.read(start.data(), start.size());
  return is_npy(std::as_bytes(std::span(start)).first(static_cast<std::size_t>(file.gcount())));
}

Image image_of(const Tensor& tensor) {
  const bool flat = tensor.rank() == 2, planes = tensor.rank() == 3;
  const std::int64_t channels = tensor.channels();
  if (!(flat || (planes && (channels == 1 || channels == 3))) || tensor.empty()) {
    throw ImageError(fmt::format(
        "An array of shape {} is no picture; it must be height x width, or 1 or 3 channels x height x width.",
        to_string(tensor.shape())));
  }
  if (tensor.plane_size() > max_image_pixels) {
    throw ImageError(fmt::format("{} x {} pixels are too many; at most {} million can be opened.", tensor.width(),
                                 tensor.height(), max_image_pixels / 1'000'000));
  }
  Image image;
  image.width = tensor.width();
  image.height = tensor.height();
  image.channels = static_cast<int>(channels);
  std::vector<float> samples(static_cast<std::size_t>(tensor.size()));
  for (std::int64_t c = 0; c < channels; ++c) {
    const std::span<const float> plane = tensor.plane(c);
    for (std::size_t i = 0; i < plane.size(); ++i) {
      const float value = std::isnan(plane[i]) ? 0.0F : std::clamp(plane[i], 0.0F, 1.0F);
      samples[i * static_cast<std::size_t>(channels) + static_cast<std::size_t>(c)] = value;
    }
  }
  image.samples = std::move(samples);
  return image;
}

}  // namespace

Image open_stream(const std::filesystem::path& path) {
  constexpr std::uintmax_t most = 1 << 30;  // a pipe or a device has no size of its own
  const std::vector<std::byte> bytes = read_file(path, most, [](std::span<const std::byte> beginning) {
    if (!is_npy(beginning)) require_picture_beginning(beginning);
  });
  return is_npy(bytes) ? image_of(decode_npy(bytes)) : decode_image(bytes);
}

std::optional<Image> open_npy(const std::filesystem::path& path) {
  if (!begins_like_npy(path)) return std::nullopt;
  return image_of(decode_npy(read_file(path)));
}

}  // namespace flatscope
