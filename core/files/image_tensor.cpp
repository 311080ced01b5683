// Pictures as tensors, and tensors as pictures.
#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
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
