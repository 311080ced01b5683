#include "core/files/image.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <new>
#include <type_traits>
#include <utility>

#include "core/files/bmp.h"
#include "core/files/byte_source.h"
#include "core/files/exif.h"
#include "core/files/file.h"
#include "core/files/gif.h"
#include "core/files/image_format.h"
#include "core/files/jpeg.h"
#include "core/files/png.h"
#include "core/files/png_checksums.h"
#include "core/files/pnm.h"
#include "core/files/psd.h"
#include "core/files/radiance.h"
#include "core/files/tga.h"

namespace flatscope {
namespace fs = std::filesystem;
namespace {

int orientation_of(ByteSource& source, const ImageHeader& header) {
  constexpr std::uint64_t longest = 1 << 20;
  if (header.exif_length == 0 || header.exif_length > longest) return 1;
  std::vector<std::byte> block(static_cast<std::size_t>(header.exif_length));
  if (source.read(header.exif_offset, block) < block.size()) return 1;
  return exif_orientation(block);
}

// Copies `from` (rows x columns, `stored` samples a pixel, of which the first `kept` are taken) upright into `to`.
template <typename Sample>
void copy_upright(const Sample* from, std::int64_t rows, std::int64_t columns, int stored, int kept, int orientation,
                  Sample* to) {
  const bool exchanged = orientation >= 5;
  const bool from_below = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const std::int64_t out_columns = exchanged ? rows : columns;
  // Tiles keep both the rows read and the rows written in the cache when the two run across each other.
  constexpr std::int64_t tile = 64;
  for (std::int64_t top = 0; top < rows; top += tile) {
    for (std::int64_t left = 0; left < columns; left += tile) {
      for (std::int64_t row = top; row < std::min(rows, top + tile); ++row) {
        const Sample* pixel = from + (row * columns + left) * stored;
        const std::int64_t down = from_below ? rows - 1 - row : row;
        for (std::int64_t column = left; column < std::min(columns, left + tile); ++column, pixel += stored) {
          const std::int64_t right = from_right ? columns - 1 - column : column;
          Sample* out = to + (exchanged ? right * out_columns + down : down * out_columns + right) * kept;
          for (int i = 0; i < kept; ++i) out[i] = pixel[i];
        }
      }
    }
  }
}

// Photoshop's documents have alpha as soon as they have a channel more than colours.
bool is_opaque(const Image& image) {
  const std::size_t channels = static_cast<std::size_t>(image.channels);
  return std::visit(
      [&](const auto& samples) {
        using Sample = typename std::decay_t<decltype(samples)>::value_type;
        const Sample full = std::is_floating_point_v<Sample> ? Sample{1} : std::numeric_limits<Sample>::max();
        for (std::size_t i = channels - 1; i < samples.size(); i += channels) {
          if (samples[i] != full) return false;
        }
        return true;
      },
      image.samples);
}

// The picture turned upright, and without alpha where that is not wanted.
Image upright(Image stored, int orientation, bool keep_alpha) {
  const int kept = keep_alpha ? stored.channels : stored.colour_channels();
  if (orientation == 1 && kept == stored.channels) return stored;
  Image image;
  image.channels = kept;
  image.width = orientation >= 5 ? stored.height : stored.width;
  image.height = orientation >= 5 ? stored.width : stored.height;
  std::visit(
      [&](const auto& samples) {
        std::decay_t<decltype(samples)> turned(static_cast<std::size_t>(image.width * image.height * kept));
        copy_upright(samples.data(), stored.height, stored.width, stored.channels, kept, orientation, turned.data());
        image.samples = std::move(turned);
      },
      stored.samples);
  return image;
}

Image decode_stored(ByteSource& source, const ImageHeader& header) {
  switch (header.format) {
    case ImageFormat::png:
      require_png_checksums(source);
      return decode_png(source, header.width, header.height);
    case ImageFormat::jpeg:
      return decode_jpeg(source, header.jpeg);
    case ImageFormat::gif:
      return decode_gif(source, header.width, header.height);
    case ImageFormat::bmp:
      return decode_bmp(source);
    case ImageFormat::tga:
      return decode_tga(source);
    case ImageFormat::psd:
      return decode_psd(source);
    case ImageFormat::hdr:
      return decode_radiance(source);
    case ImageFormat::pnm:
      break;
  }
  return decode_pnm(source);
}

Image decode(ByteSource& source) {
  const ImageHeader header = read_image_header(source);
  const std::uint64_t pixels = static_cast<std::uint64_t>(header.width * header.height);
  // No kind of picture packs more than this into a byte (PNG: 8 pixels, then deflate's 1032 : 1). Small ones are
  // let through, since a GIF's canvas may be larger than what is drawn on it.
  constexpr std::uint64_t small = 16'000'000, most_pixels_a_byte = 8 * 1032;
  if (pixels > small && pixels / most_pixels_a_byte > source.size()) {
    throw ImageError("the header promises " + std::to_string(header.width) + " x " + std::to_string(header.height) +
                     " pixels, more than a file of " + std::to_string(source.size()) + " bytes can hold");
  }
  try {
    Image stored = decode_stored(source, header);
    const bool keep_alpha = header.format != ImageFormat::psd || !stored.has_alpha() || !is_opaque(stored);
    return upright(std::move(stored), orientation_of(source, header), keep_alpha);
  } catch (const std::bad_alloc&) {
    throw ImageError("there is not enough memory for a picture of " + std::to_string(header.width) + " x " +
                     std::to_string(header.height) + " pixels");
  }
}

}  // namespace

Image decode_image(std::span<const std::byte> bytes) {
  MemorySource source(bytes);
  return decode(source);
}

Image load_image(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  switch (status.type()) {
    case fs::file_type::not_found:
      throw ImageError("there is no such file");
    case fs::file_type::directory:
      throw ImageError("this is a folder, not a picture");
    case fs::file_type::regular:
      break;
    case fs::file_type::none:
      throw ImageError("the file can't be reached: permission is missing");
    default:
      try {
        constexpr std::uintmax_t most = 1 << 30;  // a pipe or a device has no size of its own
        return decode_image(read_file(path, most, require_picture_beginning));
      } catch (const FileError& problem) {
        throw ImageError(problem.what());
      }
  }
  errno = 0;
  FileSource source(path);
  if (!source.good()) {
    if (errno == EACCES || errno == EPERM) throw ImageError("there is no permission to read this file");
    throw ImageError("the file can't be opened");
  }
  return decode(source);
}

}  // namespace flatscope
