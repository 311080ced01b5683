// What kind of picture some bytes are, and what their header promises, before anything is decoded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/files/byte_source.h"
#include "core/files/jpeg.h"

namespace flatscope {

enum class ImageFormat { png, jpeg, gif, bmp, tga, psd, hdr, pnm };

std::string_view to_string(ImageFormat format);  // "PNG"

struct ImageHeader {
  ImageFormat format = ImageFormat::png;
  std::int64_t width = 0, height = 0;  // as stored, before any turning
  // Where EXIF's block lies (a TIFF header), length 0 if there is none.
  std::uint64_t exif_offset = 0, exif_length = 0;
  JpegHeader jpeg;  // where it is one
};

// By content. Throws ImageError for what is no picture, a known kind that can't be read, a header that ends too early,
// sizes of 0 and more than max_image_pixels. TGA has no mark of its own: its header must be plausible in every
// field and the file long enough for it.
ImageHeader read_image_header(ByteSource& source);

// Throws as read_image_header does where the beginning of a longer file already shows that no picture can follow.
void require_picture_beginning(std::span<const std::byte> beginning);

// The sentences that decoders have in common; each throws ImageError.
[[noreturn]] void refuse_truncated(ImageFormat format);
[[noreturn]] void refuse_damaged(ImageFormat format, std::string_view why);  // "…: a run in it is too long"
// A pixel names a colour that the palette, whose numbers begin with `first`, does not have.
[[noreturn]] void refuse_colour(ImageFormat format, std::int64_t number, std::int64_t count, std::int64_t first = 0);
[[noreturn]] void refuse_cut_header();
[[noreturn]] void refuse_damaged_header(ImageFormat format);
[[noreturn]] void refuse_contradiction(ImageFormat format);

// For every format: throws ImageError when a side is 0 or there are more than max_image_pixels pixels.
void require_image_size(std::int64_t width, std::int64_t height);

}  // namespace flatscope
