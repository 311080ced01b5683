// A decoded picture as it came from its file, upright, in the file's own depth so that a large one costs little.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "core/tensor/tensor.h"

namespace flatscope {

// HWC, channels 1 (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGB, alpha). 8 and 16 bit are v / 255 and v / 65535; float
// (HDR, PFM) is as stored. Values read through it are clamped to [0, 1].
struct Image {
  std::int64_t width = 0, height = 0;
  int channels = 0;
  std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<float>> samples;

  bool colour() const { return channels >= 3; }
  bool has_alpha() const { return channels == 2 || channels == 4; }
  int colour_channels() const { return colour() ? 3 : 1; }
};

// Everything decode_image and the file functions below throw for a file that can't be used; what() is one sentence
// for a person, without the path.
class ImageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Pictures of more pixels than this are refused with a sentence (a header that promises 60,000 x 60,000).
inline constexpr std::int64_t max_image_pixels = 250'000'000;

// JPEG, PNG, BMP, TGA, GIF (its first frame), PSD, HDR, PNM (P1 to P6), by content. EXIF orientation is applied, so the
// result stands upright. What is cut off or damaged is refused with its cause, a PNG whose checksums are wrong too: no
// value is made up for a pixel that the file does not tell.
Image decode_image(std::span<const std::byte> bytes);

// Reads and decodes; folders, missing files, missing permission, empty and truncated files each have their sentence.
// Memory stays within about twice the decoded size.
Image load_image(const std::filesystem::path& path);

// PNG bytes of a CHW tensor of 1, 3 or 4 channels, or HW; values clamped to [0, 1], rounded to 8 bit. Throws
// std::invalid_argument for another shape.
std::vector<std::byte> encode_png(const Tensor& image);
// PNG of 8-bit samples, HWC, 1 to 4 channels.
std::vector<std::byte> encode_png(std::span<const std::uint8_t> samples, std::int64_t width, std::int64_t height,
                                  int channels);

// The whole picture as a tensor: (1 or 3, H, W) in [0, 1], alpha left out.
Tensor to_tensor(const Image& image);
// Alpha as (H, W) in [0, 1]; all ones where the picture has none.
Tensor alpha_mask(const Image& image);

}  // namespace flatscope
