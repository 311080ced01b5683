#include "core/files/png.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/files/image_format.h"
#include "core/files/png_jump.h"
#include "core/tensor/breathe.h"

namespace flatscope {
namespace {

constexpr ImageFormat format = ImageFormat::png;

struct Reader : PngJump {
  explicit Reader(ByteSource& from) : source(from) {
    png = png_create_read_struct(PNG_LIBPNG_VER_STRING, static_cast<PngJump*>(this), give_up, ignore);
    if (png != nullptr) info = png_create_info_struct(png);
    if (info == nullptr) {
      png_destroy_read_struct(&png, nullptr, nullptr);
      throw std::bad_alloc();
    }
  }
  ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // Throws ImageError when libpng gives up. The step must hold nothing that has a destructor.
  template <typename Step>
  void run(const Step& step) {
    if (!returns(step)) refuse();
  }

  static void read(png_structp png, png_bytep to, std::size_t count) {
    Reader& self = *static_cast<Reader*>(png_get_io_ptr(png));
    const std::size_t got = self.source.read(self.position, std::as_writable_bytes(std::span(to, count)));
    self.position += got;
    if (got < count) {
      self.ran_out = true;
      png_error(png, "the file ends");
    }
  }

  [[noreturn]] void refuse() const {
    if (ran_out) refuse_truncated(format);
    const std::string_view why(text);
    if (why.find("emory") != why.npos) throw std::bad_alloc();
    if (why.find("Not enough image data") != why.npos || why.find("Not enough compressed data") != why.npos) {
      refuse_damaged(format, "it holds fewer pixels than its header promises");
    }
    refuse_damaged(format, "libpng says \"" + std::string(why) + '"');
  }

  ByteSource& source;
  std::uint64_t position = 0;
  bool ran_out = false;
  png_structp png = nullptr;
  png_infop info = nullptr;
};

// All rows, `row_bytes` apart, of a picture that may come in seven passes.
void read_rows(Reader& reader, int passes, std::int64_t height, std::uint8_t* to, std::size_t row_bytes) {
  for (int pass = 0; pass < passes; ++pass) {
    for (std::int64_t row = 0; row < height;) {
      const std::int64_t end = std::min(height, row + png_rows_at_once);
      reader.run([&] {
        for (; row < end; ++row) png_read_row(reader.png, to + static_cast<std::size_t>(row) * row_bytes, nullptr);
      });
      breathe((static_cast<float>(pass) + static_cast<float>(row) / static_cast<float>(height)) /
              static_cast<float>(passes));
    }
  }
}

// The colours that the numbers of a picture with a palette stand for. libpng's own look-up gives black to a number
// beyond the palette, a colour that was nowhere in the file.
std::vector<std::uint8_t> looked_up(Reader& reader, const std::vector<std::uint8_t>& numbers, int& channels) {
  png_colorp palette = nullptr;
  int count = 0, transparencies = 0;
  png_bytep alpha = nullptr;
  reader.run([&] {
    png_get_PLTE(reader.png, reader.info, &palette, &count);
    png_get_tRNS(reader.png, reader.info, &alpha, &transparencies, nullptr);
  });
  channels = alpha != nullptr ? 4 : 3;
  std::vector<std::uint8_t> samples(numbers.size() * static_cast<std::size_t>(channels));
  std::uint8_t* to = samples.data();
  for (const std::uint8_t number : numbers) {
    if (number >= count) refuse_colour(format, number, count);
    const png_color& colour = palette[number];
    *to++ = colour.red;
    *to++ = colour.green;
    *to++ = colour.blue;
    if (channels == 4) *to++ = number < transparencies ? alpha[number] : 255;
  }
  return samples;
}

}  // namespace

Image decode_png(ByteSource& source, std::int64_t width, std::int64_t height) {
  Reader reader(source);
  png_structp png = reader.png;
  png_infop info = reader.info;
  int type = 0, depth = 0, passes = 1;
  reader.run([&] {
    png_set_read_fn(png, &reader, Reader::read);
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_crc_action(png, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
#ifdef PNG_HANDLE_AS_UNKNOWN_SUPPORTED
    // Texts, profiles and the like are not unpacked: a small chunk may hold a very large one.
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
#endif
    png_read_info(png, info);
    type = png_get_color_type(png, info);
    depth = png_get_bit_depth(png, info);
    if (type == PNG_COLOR_TYPE_PALETTE) {
      png_set_packing(png);
    } else {
      png_set_expand(png);
    }
    if (depth == 16 && std::endian::native == std::endian::little) png_set_swap(png);
    passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
  });
  const std::int64_t channels = png_get_channels(png, info);
  const std::size_t sample_bytes = depth == 16 ? 2 : 1;
  const std::size_t row_samples = static_cast<std::size_t>(width * channels);
  if (static_cast<std::int64_t>(png_get_image_width(png, info)) != width ||
      static_cast<std::int64_t>(png_get_image_height(png, info)) != height ||
      png_get_rowbytes(png, info) != row_samples * sample_bytes) {
    refuse_contradiction(format);
  }
  Image image;
  image.width = width;
  image.height = height;
  image.channels = static_cast<int>(channels);
  const std::size_t count = row_samples * static_cast<std::size_t>(height);
  if (sample_bytes == 2) {
    std::vector<std::uint16_t> samples(count);
    read_rows(reader, passes, height, reinterpret_cast<std::uint8_t*>(samples.data()), row_samples * 2);
    image.samples = std::move(samples);
  } else {
    std::vector<std::uint8_t> samples(count);
    read_rows(reader, passes, height, samples.data(), row_samples);
    if (type == PNG_COLOR_TYPE_PALETTE) samples = looked_up(reader, samples, image.channels);
    image.samples = std::move(samples);
  }
  return image;
}

}  // namespace flatscope
