#include "core/files/psd.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/files/image_format.h"

namespace flatscope {
namespace {

constexpr ImageFormat format = ImageFormat::psd;

[[noreturn]] void refuse_kind(const std::string& what) {
  throw ImageError("this PSD picture " + what + ", which can't be read; save it as PNG instead");
}

// Unpacks a row that lies in `length` bytes from `at` on: a count and bytes as they are, or a count and one to repeat.
void unpack_row(SourceReader& reader, std::uint64_t at, std::uint64_t length, std::vector<std::uint8_t>& row) {
  const std::uint64_t end = at + length;
  std::size_t filled = 0;
  while (filled < row.size()) {
    if (at >= end) refuse_damaged(format, "a packed row in it is too short");
    const unsigned code = reader.byte(at++);
    if (code == 128) continue;  // stands for nothing
    const std::size_t count = code < 128 ? code + 1 : 257 - code;
    if (count > row.size() - filled) refuse_damaged(format, "a packed row in it is too long");
    if (code < 128) {
      for (std::size_t i = 0; i < count; ++i) row[filled++] = reader.byte(at++);
    } else {
      std::fill_n(row.begin() + static_cast<std::ptrdiff_t>(filled), count, reader.byte(at++));
      filled += count;
    }
    if (reader.ended()) refuse_truncated(format);
  }
}

template <typename Sample>
Image decode(ByteSource& source, SourceReader& reader, const PsdHeader& header) {
  const int colours = header.grey ? 1 : 3;
  Image image;
  image.width = header.width;
  image.height = header.height;
  image.channels = colours + (header.stored_channels > colours ? 1 : 0);
  const std::uint64_t rows = static_cast<std::uint64_t>(header.height);
  const std::uint64_t row_bytes = static_cast<std::uint64_t>(header.width) * sizeof(Sample);
  const std::uint64_t all_rows = rows * static_cast<std::uint64_t>(header.stored_channels);
  // Packed rows come after a table of their lengths, and each takes at least two bytes for 128.
  const std::uint64_t least =
      header.packed ? all_rows * (2 + row_bytes / 64) : rows * static_cast<std::uint64_t>(image.channels) * row_bytes;
  if (header.data + least > source.size()) refuse_truncated(format);

  const std::size_t channels = static_cast<std::size_t>(image.channels);
  std::vector<Sample> samples(static_cast<std::size_t>(image.width * image.height) * channels);
  std::vector<std::uint8_t> row(static_cast<std::size_t>(row_bytes));
  SourceReader lengths(source);
  std::uint64_t at = header.data + (header.packed ? 2 * all_rows : 0);
  for (std::size_t channel = 0; channel < channels; ++channel) {
    for (std::uint64_t r = 0; r < rows; ++r) {
      if (header.packed) {
        const std::uint64_t length = lengths.big(header.data + 2 * (channel * rows + r), 2);
        unpack_row(reader, at, length, row);
        at += length;
      } else {
        if (source.read(at, std::as_writable_bytes(std::span(row))) < row.size()) refuse_truncated(format);
        at += row_bytes;
      }
      Sample* to = samples.data() + r * static_cast<std::uint64_t>(header.width) * channels + channel;
      for (std::size_t i = 0; i < row.size(); i += sizeof(Sample), to += channels) {
        unsigned value = row[i];
        if constexpr (sizeof(Sample) == 2) value = value << 8 | row[i + 1];
        *to = static_cast<Sample>(value);
      }
    }
  }
  image.samples = std::move(samples);
  return image;
}

}  // namespace

PsdHeader read_psd_header(SourceReader& reader) {
  PsdHeader header;
  const unsigned version = reader.big(4, 2);
  header.stored_channels = static_cast<int>(reader.big(12, 2));
  header.height = reader.big(14, 4);
  header.width = reader.big(18, 4);
  header.bits = static_cast<int>(reader.big(22, 2));
  const unsigned mode = reader.big(24, 2);
  if (reader.ended()) refuse_cut_header();
  if (version == 2) refuse_kind("is a large document (PSB)");
  if (header.bits != 8 && header.bits != 16) refuse_kind("has " + std::to_string(header.bits) + " bits a sample");
  if (mode != 1 && mode != 3) {
    const char* const names[] = {"black and white", "",         "a palette", "", "CMYK", "", "",
                                 "spot colours",    "two inks", "Lab"};
    refuse_kind(std::string("holds ") +
                (mode < std::size(names) && *names[mode] != 0 ? names[mode] : "no known colours"));
  }
  header.grey = mode == 1;
  if (header.stored_channels < (header.grey ? 1 : 3) || header.stored_channels > 56) refuse_damaged_header(format);
  // Three sections, each after its length, stand before the pixels.
  std::uint64_t at = 26;
  for (int section = 0; section < 3; ++section) at += 4 + std::uint64_t{reader.big(at, 4)};
  const unsigned packing = reader.big(at, 2);
  if (reader.ended()) refuse_truncated(format);
  if (packing > 1) refuse_kind("is packed in a way that pictures of whole documents never are");
  header.packed = packing == 1;
  header.data = at + 2;
  return header;
}

Image decode_psd(ByteSource& source) {
  SourceReader reader(source);
  const PsdHeader header = read_psd_header(reader);
  return header.bits == 16 ? decode<std::uint16_t>(source, reader, header)
                           : decode<std::uint8_t>(source, reader, header);
}

}  // namespace flatscope
