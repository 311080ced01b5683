#include "core/files/radiance.h"

#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/files/image_format.h"

namespace flatscope {
namespace {

constexpr ImageFormat format = ImageFormat::hdr;

// Reads rows of stored pixels, four bytes each.
class Rows {
 public:
  Rows(SourceReader& reader, const RadianceHeader& header)
      : reader_(reader), width_(header.width), at_(header.data), row_(static_cast<std::size_t>(header.width)) {}

  const std::vector<std::array<std::uint8_t, 4>>& next() {
    // Only rows of these widths may be packed by component; those begin with a pixel that can't be one.
    const bool may_be = width_ >= 8 && width_ < 32768;
    const std::uint64_t size = reader_.big(at_ + 2, 2);
    if (may_be && reader_.big(at_, 2) == 0x0202 && size < 32768) {
      if (size != static_cast<std::uint64_t>(width_)) refuse_damaged(format, "a row in it has another length");
      at_ += 4;
      for (std::size_t component = 0; component < 4; ++component) read_component(component);
    } else {
      read_pixels();
    }
    return row_;
  }

 private:
  std::uint8_t byte() {
    const std::uint8_t value = reader_.byte(at_++);
    if (reader_.ended()) refuse_truncated(format);
    return value;
  }

  [[noreturn]] static void refuse_run() { refuse_damaged(format, "a run of equal values leaves its row"); }

  void read_component(std::size_t component) {
    for (std::size_t filled = 0; filled < row_.size();) {
      const unsigned code = byte();
      const std::size_t count = code > 128 ? code - 128 : code;
      if (count == 0) refuse_damaged(format, "a run of equal values has no length");
      if (count > row_.size() - filled) refuse_run();
      std::uint8_t value = byte();
      for (std::size_t i = 0; i < count; ++i) {
        if (code <= 128 && i > 0) value = byte();
        row_[filled++][component] = value;
      }
    }
  }

  // Pixels as they are; 1, 1, 1 and a count repeat the last one, and such marks in a row are digits of one count.
  void read_pixels() {
    int bit = 0;
    for (std::size_t filled = 0; filled < row_.size();) {
      std::array<std::uint8_t, 4> pixel{};
      for (std::uint8_t& value : pixel) value = byte();
      if (pixel[0] != 1 || pixel[1] != 1 || pixel[2] != 1) {
        row_[filled++] = pixel;
        bit = 0;
        continue;
      }
      const std::size_t count = bit < 24 ? std::size_t{pixel[3]} << bit : row_.size() + 1;
      if (filled == 0 || count > row_.size() - filled) refuse_run();
      for (std::size_t i = 0; i < count; ++i, ++filled) row_[filled] = row_[filled - 1];
      bit += 8;
    }
  }

  SourceReader& reader_;
  std::int64_t width_;
  std::uint64_t at_;
  std::vector<std::array<std::uint8_t, 4>> row_;
};

}  // namespace

RadianceHeader read_radiance_header(SourceReader& reader) {
  constexpr std::uint64_t longest = 1 << 16;
  std::uint64_t at = 0;
  const auto line = [&] {
    std::string text;
    for (; at < longest; ++at) {
      const char c = static_cast<char>(reader.byte(at));
      if (reader.ended()) refuse_cut_header();
      if (c == '\n') {
        ++at;
        return text;
      }
      text += c;
    }
    refuse_damaged_header(format);
  };
  for (std::string text = line(); !text.empty(); text = line()) {
    if (text == "FORMAT=32-bit_rle_xyze") {
      throw ImageError("this HDR picture holds XYZ colours, which can't be read; convert it to RGB first");
    }
  }
  // The size stands after a blank line: "-Y height +X width".
  const std::string size = line();
  const auto number = [&](std::size_t& from) -> std::int64_t {
    std::int64_t value = 0;
    std::size_t digits = 0;
    for (; from < size.size() && size[from] >= '0' && size[from] <= '9'; ++from, ++digits) {
      if (digits > 9) refuse_damaged_header(format);
      value = value * 10 + (size[from] - '0');
    }
    return digits > 0 ? value : -1;
  };
  if (size.substr(0, 3) != "-Y ") {
    throw ImageError("the HDR picture is stored turned or mirrored, which can't be read; save it upright");
  }
  RadianceHeader header;
  std::size_t from = 3;
  header.height = number(from);
  if (header.height < 0 || size.substr(from, 4) != " +X ") refuse_damaged_header(format);
  from += 4;
  header.width = number(from);
  if (header.width < 0) refuse_damaged_header(format);
  header.data = at;
  return header;
}

Image decode_radiance(ByteSource& source) {
  SourceReader reader(source);
  const RadianceHeader header = read_radiance_header(reader);
  // The most that stands for pixels is a run of 127 in each of four components, or one mark for a whole row.
  const std::uint64_t rows = static_cast<std::uint64_t>(header.height);
  if (header.data + rows * 4 > source.size()) refuse_truncated(format);
  Image image;
  image.width = header.width;
  image.height = header.height;
  image.channels = 3;
  std::vector<float> samples(static_cast<std::size_t>(image.width * image.height * 3));
  float* to = samples.data();
  // What a mantissa of 1 is worth; the exponent 0 is black.
  std::array<float, 256> steps{};
  for (int exponent = 1; exponent < 256; ++exponent) {
    steps[static_cast<std::size_t>(exponent)] = std::ldexp(1.0F, exponent - 136);
  }
  Rows all(reader, header);
  for (std::uint64_t r = 0; r < rows; ++r) {
    for (const std::array<std::uint8_t, 4>& pixel : all.next()) {
      for (std::size_t c = 0; c < 3; ++c) *to++ = static_cast<float>(pixel[c]) * steps[pixel[3]];
    }
  }
  image.samples = std::move(samples);
  return image;
}

}  // namespace flatscope
