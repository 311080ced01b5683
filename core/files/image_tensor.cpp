// Pictures as tensors, and tensors as PNG.
#include <stb_image_write.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <new>
#include <stdexcept>
#include <type_traits>

#include "core/files/image.h"
#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

float sample_value(std::uint8_t value) { return static_cast<float>(value) / 255.0F; }
float sample_value(std::uint16_t value) { return static_cast<float>(value) / 65535.0F; }
// NaN fails the first comparison and becomes 0.
float sample_value(float value) { return value > 0.0F ? std::min(value, 1.0F) : 0.0F; }

// Copies `lanes` of the interleaved channels, from `first` on, to planes of their own.
void to_planes(const Image& image, int first, int lanes, float* to) {
  const std::int64_t pixels = image.width * image.height;
  const int channels = image.channels;
  std::visit(
      [&](const auto& samples) {
        using Sample = typename std::decay_t<decltype(samples)>::value_type;
        // All 256 quotients, so that a large picture costs no divisions.
        std::array<float, 256> quotients{};
        if constexpr (std::is_same_v<Sample, std::uint8_t>) {
          for (std::size_t i = 0; i < 256; ++i) quotients[i] = sample_value(static_cast<std::uint8_t>(i));
        }
        parallel_for(pixels, 1 << 16, [&](std::int64_t begin, std::int64_t end) {
          for (int lane = 0; lane < lanes; ++lane) {
            const Sample* from = samples.data() + begin * channels + first + lane;
            float* out = to + lane * pixels;
            for (std::int64_t i = begin; i < end; ++i, from += channels) {
              if constexpr (std::is_same_v<Sample, std::uint8_t>) {
                out[i] = quotients[*from];
              } else {
                out[i] = sample_value(*from);
              }
            }
          }
        });
      },
      image.samples);
}

}  // namespace

Tensor to_tensor(const Image& image) {
  Tensor tensor({image.colour_channels(), image.height, image.width});
  to_planes(image, 0, image.colour_channels(), tensor.data());
  return tensor;
}

Tensor alpha_mask(const Image& image) {
  const Shape shape{image.height, image.width};
  if (!image.has_alpha())
    return Tensor(shape, std::vector<float>(static_cast<std::size_t>(element_count(shape)), 1.0F));
  Tensor mask(shape);
  to_planes(image, image.channels - 1, 1, mask.data());
  return mask;
}

std::vector<std::byte> encode_png(std::span<const std::uint8_t> samples, std::int64_t width, std::int64_t height,
                                  int channels) {
  constexpr std::int64_t most = std::numeric_limits<int>::max() / 8;  // stb counts in int
  const bool plausible = width >= 1 && height >= 1 && channels >= 1 && channels <= 4 && width <= most / channels &&
                         height <= most / (width * channels + 1);
  if (!plausible || samples.size() != static_cast<std::size_t>(width * height * channels)) {
    throw std::invalid_argument(std::to_string(samples.size()) + " values can't become a PNG picture of " +
                                std::to_string(width) + " x " + std::to_string(height) + " pixels with " +
                                std::to_string(channels) + " channels");
  }
  std::vector<std::byte> png;
  // An exception must not pass through C code; a failed copy leaves the vector empty.
  const auto take = [](void* user, void* data, int size) {
    auto& to = *static_cast<std::vector<std::byte>*>(user);
    const std::byte* from = static_cast<const std::byte*>(data);
    try {
      to.assign(from, from + size);
    } catch (const std::bad_alloc&) {
    }
  };
  stbi_write_png_to_func(take, &png, static_cast<int>(width), static_cast<int>(height), channels, samples.data(),
                         static_cast<int>(width * channels));
  if (png.empty()) throw std::bad_alloc();
  return png;
}

std::vector<std::byte> encode_png(const Tensor& image) {
  const std::int64_t channels = image.channels();
  const bool fits = (image.rank() == 2 || image.rank() == 3) && (channels == 1 || channels == 3 || channels == 4);
  if (!fits || image.empty()) {
    throw std::invalid_argument("a tensor of shape " + to_string(image.shape()) +
                                " is no picture; (height, width) or (1, 3 or 4, height, width) is needed");
  }
  std::vector<std::uint8_t> samples(static_cast<std::size_t>(image.size()));
  const std::int64_t pixels = image.plane_size();
  for (std::int64_t channel = 0; channel < channels; ++channel) {
    const float* from = image.plane(channel).data();
    std::uint8_t* to = samples.data() + channel;
    for (std::int64_t i = 0; i < pixels; ++i, to += channels) {
      *to = static_cast<std::uint8_t>(std::lround(sample_value(from[i]) * 255.0F));
    }
  }
  return encode_png(samples, image.width(), image.height(), static_cast<int>(channels));
}

}  // namespace flatscope
