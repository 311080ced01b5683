#include "core/image_format.h"

#include <cstdlib>
#include <optional>
#include <string>

#include "core/image.h"
#include "core/pnm.h"

namespace flatscope {
namespace {

[[noreturn]] void header_ends() { throw ImageError("the picture is truncated: the file ends within its header"); }

[[noreturn]] void header_damaged(ImageFormat format) {
  throw ImageError("the header of the " + std::string(to_string(format)) + " picture is damaged");
}

bool starts_with(SourceReader& reader, std::uint64_t at, std::string_view mark) {
  for (std::size_t i = 0; i < mark.size(); ++i) {
    if (reader.byte(at + i) != static_cast<std::uint8_t>(mark[i])) return false;
  }
  return true;
}

// Kinds that people do have, so that the sentence can name them.
std::string_view known_but_not_readable(SourceReader& reader) {
  if (starts_with(reader, 0, "RIFF") && starts_with(reader, 8, "WEBP")) return "a WebP picture";
  if (starts_with(reader, 0, std::string_view("II*\0", 4)) || starts_with(reader, 0, std::string_view("MM\0*", 4))) {
    return "a TIFF picture";
  }
  if (starts_with(reader, 4, "ftypavif")) return "an AVIF picture";
  if (starts_with(reader, 4, "ftyphei") || starts_with(reader, 4, "ftypmif1")) return "a HEIC picture";
  if (starts_with(reader, 4, "ftyp")) return "a film";
  if (starts_with(reader, 0, "%PDF")) return "a PDF document";
  if (starts_with(reader, 0, "<svg") || starts_with(reader, 0, "<?xml")) return "a drawing or text in XML";
  return {};
}

// A segment of Huffman tables must not give a table more than 256 codes: stb 2.27 writes past its arrays then.
void check_huffman_tables(SourceReader& reader, std::uint64_t at, std::uint64_t end) {
  while (at + 17 <= end) {
    unsigned codes = 0;
    for (int i = 1; i <= 16; ++i) codes += reader.byte(at + static_cast<std::uint64_t>(i));
    if (codes > 256) throw ImageError("the JPEG picture is damaged: one of its code tables is too long");
    at += 17 + codes;
  }
}

// Walks the segments for the picture's size and its EXIF block, and those between and after the scans for their tables.
void read_jpeg(SourceReader& reader, ImageHeader& header) {
  std::uint64_t at = 2;
  bool in_scans = false;
  for (;;) {
    if (reader.byte(at) != 0xFF) {
      if (reader.ended() && in_scans) return;  // the decoder will notice
      if (reader.ended()) header_ends();
      // Stray bytes between segments are passed over, as decoders do.
      ++at;
      continue;
    }
    while (reader.byte(at) == 0xFF) ++at;
    if (reader.ended() && in_scans) return;
    if (reader.ended()) header_ends();
    const std::uint8_t marker = reader.byte(at++);
    if (marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) continue;  // without a length
    if (marker == 0xD9) return;
    const std::uint64_t length = reader.big(at, 2);
    if (reader.ended() && in_scans) return;
    if (reader.ended()) header_ends();
    if (length < 2) header_damaged(header.format);
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    in_scans = in_scans || marker == 0xDA;
    if (marker == 0xC4) check_huffman_tables(reader, at + 2, at + length);
    if (frame && !in_scans) {
      header.height = reader.big(at + 3, 2);
      header.width = reader.big(at + 5, 2);
      if (reader.ended()) header_ends();
    }
    if (marker == 0xE1 && !in_scans && header.exif_length == 0 && length > 8 &&
        starts_with(reader, at + 2, std::string_view("Exif\0\0", 6))) {
      header.exif_offset = at + 8;
      header.exif_length = length - 8;
    }
    at += length;
  }
}

void read_png(SourceReader& reader, ImageHeader& header) {
  if (!starts_with(reader, 12, "IHDR") || reader.big(8, 4) != 13) {
    if (reader.ended()) header_ends();
    header_damaged(header.format);
  }
  header.width = reader.big(16, 4);
  header.height = reader.big(20, 4);
  header.deep = reader.byte(24) == 16;
  if (reader.ended()) header_ends();
  // Chunks: length, name, data, checksum. EXIF may stand before or after the picture's own data.
  for (std::uint64_t at = 33;;) {
    const std::uint64_t length = reader.big(at, 4);
    const bool is_exif = starts_with(reader, at + 4, "eXIf");
    const bool is_end = starts_with(reader, at + 4, "IEND");
    if (reader.ended()) throw ImageError("the PNG picture is truncated: the file ends before the picture does");
    if (is_end || length > 0x7FFFFFFF) return;
    if (is_exif && header.exif_length == 0) {
      header.exif_offset = at + 8;
      header.exif_length = length;
    }
    at += length + 12;
  }
}

void read_bmp(SourceReader& reader, ImageHeader& header) {
  const std::uint32_t length = reader.little(14, 4);
  if (length == 12) {
    header.width = reader.little(18, 2);
    header.height = reader.little(20, 2);
  } else {
    header.width = static_cast<std::int32_t>(reader.little(18, 4));
    // A negative height says that the rows run from top to bottom.
    header.height = std::abs(static_cast<std::int64_t>(static_cast<std::int32_t>(reader.little(22, 4))));
  }
  if (reader.ended()) header_ends();
  if (header.width < 0) header_damaged(header.format);
}

void read_psd(SourceReader& reader, ImageHeader& header) {
  header.height = reader.big(14, 4);
  header.width = reader.big(18, 4);
  header.deep = reader.big(22, 2) == 16;
  // Three sections, each after its length, stand before the pixels.
  std::uint64_t at = 26;
  if (reader.ended()) header_ends();
  for (int section = 0; section < 3; ++section) at += 4 + std::uint64_t{reader.big(at, 4)};
  // stb would take packed 16-bit samples for 8-bit ones.
  if (header.deep && reader.big(at, 2) == 1) {
    throw ImageError("this PSD picture holds packed 16-bit samples, which can't be read; save it as PNG instead");
  }
}

// The size stands after a blank line: "-Y height +X width".
void read_hdr(SourceReader& reader, ImageHeader& header) {
  constexpr std::uint64_t longest = 1 << 16;
  std::uint64_t at = 0;
  const auto line = [&] {
    std::string text;
    for (; at < longest; ++at) {
      const char c = static_cast<char>(reader.byte(at));
      if (reader.ended()) header_ends();
      if (c == '\n') {
        ++at;
        return text;
      }
      text += c;
    }
    header_damaged(header.format);
  };
  while (!line().empty()) {
  }
  const std::string size = line();
  const auto number = [&](std::size_t& from) -> std::int64_t {
    std::int64_t value = 0;
    std::size_t digits = 0;
    for (; from < size.size() && size[from] >= '0' && size[from] <= '9'; ++from, ++digits) {
      if (digits > 9) header_damaged(header.format);
      value = value * 10 + (size[from] - '0');
    }
    return digits > 0 ? value : -1;
  };
  std::size_t from = 3;
  if (size.substr(0, 3) != "-Y ") {
    throw ImageError("the HDR picture is stored turned or mirrored, which can't be read; save it upright");
  }
  header.height = number(from);
  if (header.height < 0 || size.substr(from, 4) != " +X ") header_damaged(header.format);
  from += 4;
  header.width = number(from);
  if (header.width < 0) header_damaged(header.format);
}

// The fewest bytes that a TGA file with this header has; empty where it is none.
std::optional<std::uint64_t> shortest_tga(SourceReader& reader, ImageHeader& header) {
  const unsigned identifier = reader.byte(0), has_map = reader.byte(1), kind = reader.byte(2);
  const unsigned map_length = reader.little(5, 2), map_bits = reader.byte(7);
  const unsigned bits = reader.byte(16), descriptor = reader.byte(17);
  const bool packed = kind >= 9;
  const unsigned plain_kind = packed ? kind - 8 : kind;
  if (plain_kind < 1 || plain_kind > 3 || (descriptor & 0xC0) != 0 || (descriptor & 15) > 8) return std::nullopt;
  const bool mapped = plain_kind == 1;
  if (has_map != (mapped ? 1U : 0U)) return std::nullopt;
  if (mapped &&
      (map_length == 0 || bits != 8 || (map_bits != 15 && map_bits != 16 && map_bits != 24 && map_bits != 32))) {
    return std::nullopt;
  }
  if (!mapped && (map_length != 0 || map_bits > 32)) return std::nullopt;
  if (plain_kind == 2 && bits != 15 && bits != 16 && bits != 24 && bits != 32) return std::nullopt;
  if (plain_kind == 3 && bits != 8 && bits != 16) return std::nullopt;
  header.width = reader.little(12, 2);
  header.height = reader.little(14, 2);
  if (header.width == 0 || header.height == 0) return std::nullopt;
  const std::uint64_t pixels = static_cast<std::uint64_t>(header.width * header.height);
  const std::uint64_t bytes = (bits + 7) / 8;
  // A packet stands for at most 128 pixels.
  const std::uint64_t least = packed ? (pixels + 127) / 128 * (1 + bytes) : pixels * bytes;
  const std::uint64_t start = 18 + identifier + (mapped ? map_length * ((map_bits + 7) / 8) : 0);
  return start + least;
}

// The format that a mark at its beginning tells; TGA has none.
std::optional<ImageFormat> marked_format(SourceReader& reader, std::uint64_t size) {
  if (starts_with(reader, 0, "\x89PNG\r\n\x1A\n")) return ImageFormat::png;
  if (starts_with(reader, 0, "\xFF\xD8\xFF")) return ImageFormat::jpeg;
  if (starts_with(reader, 0, "GIF87a") || starts_with(reader, 0, "GIF89a")) return ImageFormat::gif;
  if (starts_with(reader, 0, "8BPS")) return ImageFormat::psd;
  if (starts_with(reader, 0, "#?RADIANCE\n") || starts_with(reader, 0, "#?RGBE\n")) return ImageFormat::hdr;
  if (is_pnm(reader)) return ImageFormat::pnm;
  const bool bmp = starts_with(reader, 0, "BM") && size >= 18;
  if (bmp && reader.little(14, 4) >= 12 && reader.little(14, 4) <= 124) return ImageFormat::bmp;
  return std::nullopt;
}

void refuse_known_kinds(SourceReader& reader) {
  const std::string_view known = known_but_not_readable(reader);
  if (known.empty()) return;
  throw ImageError("this is " + std::string(known) + ", which can't be read here; save it as PNG or JPEG first");
}

[[noreturn]] void refuse_unknown(SourceReader& reader, std::uint64_t size) {
  const std::string_view png("\x89PNG", 4);
  if (starts_with(reader, 0, "BM") || starts_with(reader, 0, png.substr(0, std::min<std::uint64_t>(4, size)))) {
    header_ends();
  }
  throw ImageError("this is not a picture that can be read; PNG, JPEG, BMP, TGA, GIF, PSD, HDR and PNM can");
}

}  // namespace

std::string_view to_string(ImageFormat format) {
  switch (format) {
    case ImageFormat::png:
      return "PNG";
    case ImageFormat::jpeg:
      return "JPEG";
    case ImageFormat::gif:
      return "GIF";
    case ImageFormat::bmp:
      return "BMP";
    case ImageFormat::tga:
      return "TGA";
    case ImageFormat::psd:
      return "PSD";
    case ImageFormat::hdr:
      return "HDR";
    case ImageFormat::pnm:
      return "PNM";
  }
  return "";
}

void require_image_size(std::int64_t width, std::int64_t height) {
  const std::string size = std::to_string(width) + " x " + std::to_string(height);
  if (width < 1 || height < 1) throw ImageError("the picture has no pixels: its header says " + size);
  if (width > max_image_pixels / height) {
    throw ImageError("the header promises " + size + " pixels, more than the " +
                     std::to_string(max_image_pixels / 1'000'000) + " million that can be opened");
  }
}

ImageHeader read_image_header(ByteSource& source) {
  if (source.size() == 0) throw ImageError("the file is empty");
  SourceReader reader(source);
  ImageHeader header;
  const std::optional<ImageFormat> format = marked_format(reader, source.size());
  if (format) {
    header.format = *format;
  } else {
    refuse_known_kinds(reader);
    const std::optional<std::uint64_t> shortest = shortest_tga(reader, header);
    if (!shortest || *shortest > source.size()) refuse_unknown(reader, source.size());
    header.format = ImageFormat::tga;
  }
  switch (header.format) {
    case ImageFormat::png:
      read_png(reader, header);
      break;
    case ImageFormat::jpeg:
      read_jpeg(reader, header);
      break;
    case ImageFormat::gif:
      header.width = reader.little(6, 2);
      header.height = reader.little(8, 2);
      if (reader.ended()) header_ends();
      break;
    case ImageFormat::psd:
      read_psd(reader, header);
      break;
    case ImageFormat::hdr:
      read_hdr(reader, header);
      break;
    case ImageFormat::pnm: {
      const PnmHeader pnm = read_pnm_header(reader);
      header.width = pnm.width;
      header.height = pnm.height;
      break;
    }
    case ImageFormat::bmp:
      read_bmp(reader, header);
      break;
    case ImageFormat::tga:
      break;
  }
  require_image_size(header.width, header.height);
  return header;
}

void require_picture_beginning(std::span<const std::byte> beginning) {
  MemorySource source(beginning);
  SourceReader reader(source);
  if (marked_format(reader, source.size())) return;
  refuse_known_kinds(reader);
  ImageHeader unused;
  if (!shortest_tga(reader, unused)) refuse_unknown(reader, source.size());
}

}  // namespace flatscope
