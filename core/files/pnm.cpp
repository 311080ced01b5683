#include "core/files/pnm.h"

#include <string>
#include <utility>
#include <vector>

namespace flatscope {
namespace {

bool is_space(std::uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

[[noreturn]] void ends_early() {
  throw ImageError("the PNM picture is truncated: the file ends before the picture does");
}

// White space, and comments from # to the end of the line.
void skip_space(SourceReader& reader, std::uint64_t& at) {
  for (;;) {
    const std::uint8_t c = reader.byte(at);
    if (reader.ended()) return;
    if (c == '#') {
      while (!reader.ended() && reader.byte(at) != '\n') ++at;
    } else if (is_space(c)) {
      ++at;
    } else {
      return;
    }
  }
}

std::uint32_t read_number(SourceReader& reader, std::uint64_t& at) {
  skip_space(reader, at);
  std::uint32_t value = 0;
  bool any = false;
  for (;; ++at) {
    const std::uint8_t c = reader.byte(at);
    if (reader.ended() && any) return value;  // the file's last number may end with the file
    if (reader.ended()) ends_early();
    if (c < '0' || c > '9') break;
    value = value * 10 + (c - '0');
    any = true;
    if (value > 100'000'000) throw ImageError("the PNM picture is damaged: a number in it is too large");
  }
  if (!any) throw ImageError("the PNM picture is damaged: a number is missing");
  return value;
}

template <typename Sample>
Sample stretched(std::uint32_t value, std::uint32_t maximum) {
  constexpr std::uint32_t white = static_cast<Sample>(~Sample{0});
  if (value > maximum) throw ImageError("the PNM picture is damaged: a value in it is brighter than its white");
  return static_cast<Sample>((value * white + maximum / 2) / maximum);
}

template <typename Sample>
void decode_text(SourceReader& reader, const PnmHeader& header, std::vector<Sample>& samples) {
  std::uint64_t at = header.data;
  for (Sample& sample : samples) {
    if (header.kind == 1) {
      // Bits may stand without space between them; 1 is black.
      skip_space(reader, at);
      const std::uint8_t c = reader.byte(at++);
      if (reader.ended()) ends_early();
      if (c != '0' && c != '1') throw ImageError("the PNM picture is damaged: a bit is neither 0 nor 1");
      sample = c == '0' ? 255 : 0;
    } else {
      sample = stretched<Sample>(read_number(reader, at), header.maximum);
    }
  }
}

template <typename Sample>
void decode_raw(ByteSource& source, const PnmHeader& header, std::vector<Sample>& samples) {
  const std::size_t row_samples = samples.size() / static_cast<std::size_t>(header.height);
  const std::size_t row_bytes = header.kind == 4 ? (row_samples + 7) / 8 : row_samples * sizeof(Sample);
  std::vector<std::byte> row(row_bytes);
  Sample* to = samples.data();
  std::uint64_t at = header.data;
  for (std::int64_t r = 0; r < header.height; ++r, at += row_bytes) {
    if (source.read(at, row) < row_bytes) ends_early();
    for (std::size_t i = 0; i < row_samples; ++i) {
      if (header.kind == 4) {
        const unsigned bit = static_cast<unsigned>(row[i / 8]) >> (7 - i % 8) & 1U;
        *to++ = bit == 0 ? 255 : 0;
      } else if constexpr (sizeof(Sample) == 1) {
        *to++ = stretched<Sample>(static_cast<std::uint32_t>(row[i]), header.maximum);
      } else {
        const std::uint32_t value =
            static_cast<std::uint32_t>(row[2 * i]) << 8 | static_cast<std::uint32_t>(row[2 * i + 1]);
        *to++ = stretched<Sample>(value, header.maximum);
      }
    }
  }
}

template <typename Sample>
Image decode(ByteSource& source, SourceReader& reader, const PnmHeader& header) {
  Image image;
  image.width = header.width;
  image.height = header.height;
  image.channels = header.kind == 3 || header.kind == 6 ? 3 : 1;
  std::vector<Sample> samples(static_cast<std::size_t>(image.width * image.height * image.channels));
  if (header.kind <= 3) {
    decode_text(reader, header, samples);
  } else {
    decode_raw(source, header, samples);
  }
  image.samples = std::move(samples);
  return image;
}

}  // namespace

bool is_pnm(SourceReader& reader) {
  const std::uint8_t kind = reader.byte(1);
  return reader.byte(0) == 'P' && kind >= '1' && kind <= '6' && (is_space(reader.byte(2)) || reader.byte(2) == '#');
}

PnmHeader read_pnm_header(SourceReader& reader) {
  PnmHeader header;
  header.kind = reader.byte(1) - '0';
  std::uint64_t at = 2;
  header.width = read_number(reader, at);
  header.height = read_number(reader, at);
  const bool bits = header.kind == 1 || header.kind == 4;
  header.maximum = bits ? 1 : read_number(reader, at);
  if (header.maximum < 1 || header.maximum > 65535) {
    throw ImageError("the PNM picture is damaged: its white is " + std::to_string(header.maximum) +
                     ", which must be from 1 to 65535");
  }
  // A single white space stands before the samples.
  if (!is_space(reader.byte(at))) ends_early();
  header.data = at + 1;
  return header;
}

Image decode_pnm(ByteSource& source) {
  SourceReader reader(source);
  const PnmHeader header = read_pnm_header(reader);
  // Every sample takes at least a bit (P4), a character (P1) or two, the last one's separator aside: a short file
  // is refused before memory is taken for what it promises.
  const std::uint64_t pixels = static_cast<std::uint64_t>(header.width) * static_cast<std::uint64_t>(header.height);
  const std::uint64_t samples = pixels * (header.kind % 3 == 0 ? 3 : 1);
  const std::uint64_t raw_bytes = header.kind == 4 ? pixels / 8 : header.maximum > 255 ? samples * 2 : samples;
  const std::uint64_t least = header.kind == 1 ? pixels : header.kind <= 3 ? samples * 2 - 1 : raw_bytes;
  if (header.data + least > source.size()) ends_early();
  return header.maximum > 255 ? decode<std::uint16_t>(source, reader, header)
                              : decode<std::uint8_t>(source, reader, header);
}

}  // namespace flatscope
