#include "core/image.h"

#include <stb_image.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "core/byte_source.h"
#include "core/exif.h"
#include "core/file.h"
#include "core/image_format.h"
#include "core/png_checksums.h"
#include "core/pnm.h"
#include "third_party/stb_limit.h"

namespace flatscope {
namespace fs = std::filesystem;
namespace {

// Feeds stb from a source and notices when it asks for more than there is: stb itself goes on with zeros then, and a
// half picture would pass for a whole one.
class StbFeed {
 public:
  StbFeed(ByteSource& source, ImageFormat format) : source_(source), format_(format) {}

  bool ran_out() const { return ran_out_; }

  static const stbi_io_callbacks* callbacks() {
    static const stbi_io_callbacks table{read, skip, at_end};
    return &table;
  }

 private:
  static int read(void* user, char* data, int wanted) {
    StbFeed& feed = *static_cast<StbFeed*>(user);
    // The first call fills stb's own look-ahead buffer, and so do all others with the same address. There a short
    // answer is no harm; an empty one, or a short one to a direct request, means that bytes are missing.
    if (feed.look_ahead_ == nullptr) feed.look_ahead_ = data;
    if (wanted <= 0) return 0;
    const std::size_t size = static_cast<std::size_t>(wanted);
    const std::size_t got = feed.source_.read(feed.position_, {reinterpret_cast<std::byte*>(data), size});
    feed.position_ += got;
    if (got == 0 || (got < size && data != feed.look_ahead_)) feed.ran_out_ = true;
    // stb leaves the rest of a short answer as it was.
    std::fill(data + got, data + size, '\0');
    if (got == 0 && feed.format_ == ImageFormat::hdr) {
      // stb 2.27 waits for ever on runs of length 0, which is what it makes of the end; long runs let it finish.
      std::fill(data, data + size, '\xFF');
      return wanted;
    }
    return static_cast<int>(got);
  }
  static void skip(void* user, int count) {
    StbFeed& feed = *static_cast<StbFeed*>(user);
    if (count < 0) return;
    feed.position_ += static_cast<std::uint64_t>(count);
    if (feed.position_ > feed.source_.size()) feed.ran_out_ = true;
  }
  static int at_end(void* user) {
    const StbFeed& feed = *static_cast<const StbFeed*>(user);
    return feed.position_ >= feed.source_.size() ? 1 : 0;
  }

  ByteSource& source_;
  ImageFormat format_;
  const char* look_ahead_ = nullptr;
  std::uint64_t position_ = 0;
  bool ran_out_ = false;
};

// A ceiling for what stb allocates at once, for the length of a scope.
class StbLimit {
 public:
  explicit StbLimit(std::uint64_t bytes) { flatscope_stb_limit(static_cast<std::size_t>(bytes)); }
  ~StbLimit() { flatscope_stb_limit(0); }
  StbLimit(const StbLimit&) = delete;
  StbLimit& operator=(const StbLimit&) = delete;
};

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

template <typename Sample>
bool is_opaque(const Sample* samples, std::int64_t pixels, int channels) {
  const Sample full = std::is_floating_point_v<Sample> ? Sample{1} : static_cast<Sample>(~std::uint64_t{0});
  for (std::int64_t i = 0; i < pixels; ++i) {
    if (samples[i * channels + channels - 1] != full) return false;
  }
  return true;
}

// Decodes with one of stb's three loaders.
template <typename Sample, typename Load>
Image decode_as(ByteSource& source, const ImageHeader& header, const Load& load) {
  struct Release {
    void operator()(Sample* samples) const { stbi_image_free(samples); }
  };
  StbFeed feed(source, header.format);
  int width = 0, height = 0, channels = 0;
  const std::unique_ptr<Sample, Release> samples(load(StbFeed::callbacks(), &feed, &width, &height, &channels, 0));
  const std::string name(to_string(header.format));
  if (feed.ran_out()) {
    throw ImageError("the " + name + " picture is truncated: the file ends before the picture does");
  }
  if (samples == nullptr) {
    std::string_view why = stbi_failure_reason() != nullptr ? stbi_failure_reason() : "";
    // What is left over from stb's first guess, where the right decoder gave up without a reason of its own.
    if (why == "bad png sig") why = {};
    if (why == "outofmem") {
      throw ImageError("the " + name + " picture of " + std::to_string(header.width) + " x " +
                       std::to_string(header.height) + " pixels is damaged or too large for the memory");
    }
    throw ImageError("the " + name + " picture is damaged or of a kind that can't be read" +
                     (why.empty() ? std::string() : " (" + std::string(why) + ")"));
  }
  if (width != header.width || height != header.height || channels < 1 || channels > 4) {
    throw ImageError("the header of the " + name + " picture contradicts itself");
  }
  Image image;
  image.channels = channels;
  const std::int64_t pixels = header.width * header.height;
  // stb gives these two alpha whether they have it or not.
  if ((header.format == ImageFormat::gif || header.format == ImageFormat::psd) && channels == 4 &&
      is_opaque(samples.get(), pixels, channels)) {
    image.channels = 3;
  }
  const int orientation = orientation_of(source, header);
  image.width = orientation >= 5 ? header.height : header.width;
  image.height = orientation >= 5 ? header.width : header.height;
  if (orientation == 1 && image.channels == channels) {
    image.samples = std::vector<Sample>(samples.get(), samples.get() + pixels * channels);
  } else {
    std::vector<Sample> upright(static_cast<std::size_t>(pixels * image.channels));
    copy_upright(samples.get(), header.height, header.width, channels, image.channels, orientation, upright.data());
    image.samples = std::move(upright);
  }
  return image;
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
  if (header.format == ImageFormat::png) require_png_checksums(source);
  try {
    if (header.format == ImageFormat::pnm) return decode_pnm(source);
    // Four channels of 4 bytes are the most a pixel takes; a growing buffer for packed bytes may double.
    const StbLimit limit(pixels * 16 + 2 * source.size() + (1 << 20));
    if (header.format == ImageFormat::hdr) return decode_as<float>(source, header, stbi_loadf_from_callbacks);
    if (header.deep) {
      return decode_as<std::uint16_t>(source, header, stbi_load_16_from_callbacks);
    }
    return decode_as<std::uint8_t>(source, header, stbi_load_from_callbacks);
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
