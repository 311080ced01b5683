#include "core/files/bmp.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "core/files/image_format.h"

namespace flatscope {
namespace {

constexpr ImageFormat format = ImageFormat::bmp;

using Colour = std::array<std::uint8_t, 3>;

[[noreturn]] void refuse_kind(const std::string& what) {
  throw ImageError("this BMP picture " + what + ", which can't be read; save it as PNG instead");
}

// What the field "compression" says; 64 bytes is the header of OS/2 2.0, whose numbers mean other things from 3 on.
void read_packing(BmpHeader& header, std::uint32_t packing, std::uint32_t header_length) {
  const bool os2 = header_length == 64;
  if (packing == 1 || packing == 2) {
    header.run_bits = packing == 1 ? 8 : 4;
    if (header.run_bits != header.bits || header.from_top) refuse_damaged_header(format);
  } else if (os2 && packing >= 3) {
    refuse_kind("is packed in a way that only OS/2 knew");
  } else if (packing == 4 || packing == 5) {
    refuse_kind(packing == 4 ? "holds a JPEG" : "holds a PNG");
  } else if (packing != 0 && ((packing != 3 && packing != 6) || (header.bits != 16 && header.bits != 32))) {
    refuse_damaged_header(format);
  }
}

void read_masks(SourceReader& reader, BmpHeader& header, std::uint32_t packing, std::uint32_t header_length) {
  if (packing == 3 || packing == 6) {
    const bool alpha = packing == 6 || header_length >= 56;
    for (std::size_t i = 0; i < (alpha ? 4U : 3U); ++i) header.masks[i] = reader.little(54 + 4 * i, 4);
    for (const std::uint32_t mask : header.masks) {
      // The ones of a mask must stand together.
      const std::uint32_t low = mask == 0 ? 0 : mask >> std::countr_zero(mask);
      if ((low & (low + 1)) != 0) refuse_damaged_header(format);
    }
    if (header.masks[0] == 0 && header.masks[1] == 0 && header.masks[2] == 0) refuse_damaged_header(format);
  } else if (header.bits == 16) {
    header.masks = {0x7C00, 0x03E0, 0x001F, 0};
  } else {
    header.masks = {0xFF0000, 0xFF00, 0xFF, 0xFF000000};
    header.alpha_may_be_unused = true;
  }
}

std::vector<Colour> read_palette(SourceReader& reader, const BmpHeader& header) {
  std::vector<Colour> palette;
  for (std::int64_t i = 0; i < header.colours; ++i) {
    const std::uint64_t at = header.palette + static_cast<std::uint64_t>(i * header.colour_bytes);
    palette.push_back({reader.byte(at + 2), reader.byte(at + 1), reader.byte(at)});
  }
  if (reader.ended()) refuse_cut_header();
  return palette;
}

void put(const std::vector<Colour>& palette, unsigned number, std::uint8_t* to) {
  if (number >= palette.size()) refuse_colour(format, number, static_cast<std::int64_t>(palette.size()));
  std::copy_n(palette[number].data(), 3, to);
}

// The bits of a pixel that a mask tells, stretched to 8 by repeating them.
std::uint8_t field(std::uint32_t pixel, std::uint32_t mask) {
  if (mask == 0) return 0;
  const int width = std::popcount(mask);
  const std::uint32_t value = (pixel & mask) >> std::countr_zero(mask);
  if (width >= 8) return static_cast<std::uint8_t>(value >> (width - 8));
  std::uint32_t stretched = value << (8 - width);
  for (int filled = width; filled < 8; filled *= 2) stretched |= stretched >> filled;
  return static_cast<std::uint8_t>(stretched);
}

// One row, as stored, into its place.
void decode_row(const BmpHeader& header, const std::vector<Colour>& palette, const std::uint8_t* row, int channels,
                std::uint8_t* to) {
  for (std::int64_t column = 0; column < header.width; ++column, to += channels) {
    if (header.bits <= 8) {
      const std::int64_t bit = column * header.bits;
      const unsigned number = row[bit / 8] >> (8 - header.bits - bit % 8) & ((1U << header.bits) - 1U);
      put(palette, number, to);
    } else if (header.bits == 24) {
      for (int i = 0; i < 3; ++i) to[i] = row[column * 3 + 2 - i];
    } else {
      const int bytes = header.bits / 8;
      std::uint32_t pixel = 0;
      for (int i = bytes; i-- > 0;) pixel = pixel << 8 | row[column * bytes + i];
      for (int i = 0; i < channels; ++i) to[i] = field(pixel, header.masks[static_cast<std::size_t>(i)]);
    }
  }
}

// Runs and pixels as they are, from the bottom row up. Packed pixels that are not there have been filled already.
void decode_runs(SourceReader& reader, const BmpHeader& header, const std::vector<Colour>& palette,
                 std::vector<std::uint8_t>& samples) {
  std::uint64_t at = header.data;
  std::int64_t row = 0, column = 0;
  const auto next = [&] {
    const std::uint8_t value = reader.byte(at++);
    if (reader.ended()) refuse_truncated(format);
    return value;
  };
  const auto pixel = [&](unsigned number) {
    // Some writers round a row's last run up.
    if (row >= header.height || column >= header.width) return;
    put(palette, number, samples.data() + ((header.height - 1 - row) * header.width + column++) * 3);
  };
  const bool halves = header.run_bits == 4;
  for (;;) {
    // The end is not always marked.
    if (row >= header.height || (row == header.height - 1 && column >= header.width)) return;
    const unsigned count = next();
    const unsigned value = next();
    if (count > 0) {
      for (unsigned i = 0; i < count; ++i) pixel(!halves ? value : i % 2 == 0 ? value >> 4 : value & 15U);
    } else if (value == 0) {
      column = 0;
      ++row;
    } else if (value == 1) {
      return;
    } else if (value == 2) {
      column += next();
      row += next();
    } else {
      unsigned both = 0;
      for (unsigned i = 0; i < value; ++i) {
        if (!halves || i % 2 == 0) both = next();
        pixel(!halves ? both : i % 2 == 0 ? both >> 4 : both & 15U);
      }
      const unsigned bytes = halves ? (value + 1) / 2 : value;
      at += bytes % 2;
    }
  }
}

// Where a file keeps a fourth byte that it never filled, the picture has no alpha.
void drop_empty_alpha(Image& image) {
  auto& samples = std::get<std::vector<std::uint8_t>>(image.samples);
  for (std::size_t i = 3; i < samples.size(); i += 4) {
    if (samples[i] != 0) return;
  }
  std::size_t to = 0;
  for (std::size_t i = 0; i < samples.size(); i += 4) {
    for (std::size_t c = 0; c < 3; ++c) samples[to++] = samples[i + c];
  }
  samples.resize(to);
  image.channels = 3;
}

}  // namespace

BmpHeader read_bmp_header(SourceReader& reader) {
  BmpHeader header;
  header.data = reader.little(10, 4);
  const std::uint32_t length = reader.little(14, 4);
  std::uint32_t packing = 0, named_colours = 0;
  if (length == 12) {
    header.width = reader.little(18, 2);
    header.height = reader.little(20, 2);
    header.bits = static_cast<int>(reader.little(24, 2));
    header.colour_bytes = 3;
  } else {
    header.width = static_cast<std::int32_t>(reader.little(18, 4));
    const std::int64_t height = static_cast<std::int32_t>(reader.little(22, 4));
    header.from_top = height < 0;
    header.height = std::abs(height);
    header.bits = static_cast<int>(reader.little(28, 2));
    if (length >= 20) packing = reader.little(30, 4);
    if (length >= 36) named_colours = reader.little(46, 4);
  }
  if (reader.ended()) refuse_cut_header();
  if (header.width < 0 || length < 12 || (length > 12 && length < 16)) refuse_damaged_header(format);
  const int bits = header.bits;
  if (bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
    refuse_kind("has " + std::to_string(bits) + " bits a pixel");
  }
  read_packing(header, packing, length);
  if (bits == 16 || bits == 32) read_masks(reader, header, packing, length);
  header.palette = 14 + std::uint64_t{length};
  // Masks stand behind the oldest of Windows' headers, and inside of the later ones.
  if (length == 40 && packing == 3) header.palette += 12;
  if (length == 40 && packing == 6) header.palette += 16;
  if (reader.ended()) refuse_cut_header();
  if (header.data < header.palette) refuse_damaged_header(format);
  if (bits <= 8) {
    const std::int64_t most = std::int64_t{1} << bits;
    const std::int64_t room = static_cast<std::int64_t>(header.data - header.palette) / header.colour_bytes;
    header.colours = std::min({named_colours == 0 ? most : std::int64_t{named_colours}, most, room});
  }
  return header;
}

Image decode_bmp(ByteSource& source) {
  SourceReader reader(source);
  const BmpHeader header = read_bmp_header(reader);
  const std::vector<Colour> palette = read_palette(reader, header);
  Image image;
  image.width = header.width;
  image.height = header.height;
  image.channels = header.masks[3] != 0 ? 4 : 3;
  // Rows are padded to four bytes; the last one's padding may be missing.
  const std::uint64_t row_bytes = static_cast<std::uint64_t>((header.width * header.bits + 7) / 8);
  const std::uint64_t step = (row_bytes + 3) / 4 * 4;
  const std::uint64_t rows = static_cast<std::uint64_t>(header.height);
  if (header.run_bits == 0 && header.data + step * (rows - 1) + row_bytes > source.size()) refuse_truncated(format);

  const std::size_t row_samples = static_cast<std::size_t>(header.width * image.channels);
  std::vector<std::uint8_t> samples(row_samples * static_cast<std::size_t>(rows));
  if (header.run_bits != 0) {
    for (std::size_t i = 0; i < samples.size(); i += 3) put(palette, 0, samples.data() + i);
    decode_runs(reader, header, palette, samples);
  } else {
    std::vector<std::uint8_t> row(static_cast<std::size_t>(row_bytes));
    for (std::uint64_t r = 0; r < rows; ++r) {
      if (source.read(header.data + r * step, std::as_writable_bytes(std::span(row))) < row.size()) {
        refuse_truncated(format);
      }
      const std::uint64_t place = header.from_top ? r : rows - 1 - r;
      decode_row(header, palette, row.data(), image.channels, samples.data() + place * row_samples);
    }
  }
  image.samples = std::move(samples);
  if (header.alpha_may_be_unused) drop_empty_alpha(image);
  return image;
}

}  // namespace flatscope
