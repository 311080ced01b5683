#include "core/files/image_format.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/files/bmp.h"
#include "core/files/image.h"
#include "core/files/pnm.h"
#include "core/files/psd.h"
#include "core/files/radiance.h"
#include "core/files/tga.h"

namespace flatscope {
namespace {

// Kinds that people do have, so that the sentence can name them.
std::string_view known_but_not_readable(SourceReader& reader) {
  if (reader.starts_with(0, "RIFF") && reader.starts_with(8, "WEBP")) return "a WebP picture";
  if (reader.starts_with(0, std::string_view("II*\0", 4)) || reader.starts_with(0, std::string_view("MM\0*", 4))) {
    return "a TIFF picture";
  }
  if (reader.starts_with(4, "ftypavif")) return "an AVIF picture";
  if (reader.starts_with(4, "ftyphei") || reader.starts_with(4, "ftypmif1")) return "a HEIC picture";
  if (reader.starts_with(4, "ftyp")) return "a film";
  if (reader.starts_with(0, "%PDF")) return "a PDF document";
  if (reader.starts_with(0, "<svg") || reader.starts_with(0, "<?xml")) return "a drawing or text in XML";
  return {};
}

void read_png(SourceReader& reader, ImageHeader& header) {
  if (!reader.starts_with(12, "IHDR") || reader.big(8, 4) != 13) {
    if (reader.ended()) refuse_cut_header();
    refuse_damaged_header(header.format);
  }
  header.width = reader.big(16, 4);
  header.height = reader.big(20, 4);
  if (reader.ended()) refuse_cut_header();
  // Chunks: length, name, data, checksum. EXIF may stand before or after the picture's own data.
  for (std::uint64_t at = 33;;) {
    const std::uint64_t length = reader.big(at, 4);
    const bool is_exif = reader.starts_with(at + 4, "eXIf");
    const bool is_end = reader.starts_with(at + 4, "IEND");
    if (reader.ended()) refuse_truncated(header.format);
    if (is_end || length > 0x7FFFFFFF) return;
    if (is_exif && header.exif_length == 0) {
      header.exif_offset = at + 8;
      header.exif_length = length;
    }
    at += length + 12;
  }
}

template <typename Header>
void set_size(ImageHeader& header, const Header& from) {
  header.width = from.width;
  header.height = from.height;
}

// The format that a mark at its beginning tells; TGA has none.
std::optional<ImageFormat> marked_format(SourceReader& reader, std::uint64_t size) {
  if (reader.starts_with(0, "\x89PNG\r\n\x1A\n")) return ImageFormat::png;
  if (reader.starts_with(0, "\xFF\xD8\xFF")) return ImageFormat::jpeg;
  if (reader.starts_with(0, "GIF87a") || reader.starts_with(0, "GIF89a")) return ImageFormat::gif;
  if (reader.starts_with(0, "8BPS")) return ImageFormat::psd;
  if (reader.starts_with(0, "#?RADIANCE\n") || reader.starts_with(0, "#?RGBE\n")) return ImageFormat::hdr;
  if (is_pnm(reader)) return ImageFormat::pnm;
  const bool bmp = reader.starts_with(0, "BM") && size >= 18;
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
  if (reader.starts_with(0, "BM") || reader.starts_with(0, png.substr(0, std::min<std::uint64_t>(4, size)))) {
    refuse_cut_header();
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

void refuse_truncated(ImageFormat format) {
  throw ImageError("the " + std::string(to_string(format)) +
                   " picture is truncated: the file ends before the picture does");
}
void refuse_damaged(ImageFormat format, std::string_view why) {
  throw ImageError("the " + std::string(to_string(format)) + " picture is damaged: " + std::string(why));
}
void refuse_colour(ImageFormat format, std::int64_t number, std::int64_t count, std::int64_t first) {
  const std::string last = std::to_string(first + count - 1);
  refuse_damaged(format, "a pixel has colour number " + std::to_string(number) +
                             (count == 0 ? ", but its palette is empty"
                                         : ", but its palette goes from " + std::to_string(first) + " to " + last));
}
void refuse_cut_header() { throw ImageError("the picture is truncated: the file ends within its header"); }
void refuse_damaged_header(ImageFormat format) {
  throw ImageError("the header of the " + std::string(to_string(format)) + " picture is damaged");
}
void refuse_contradiction(ImageFormat format) {
  throw ImageError("the header of the " + std::string(to_string(format)) + " picture contradicts itself");
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
    const std::optional<TgaHeader> tga = read_tga_header(reader);
    if (!tga || tga->shortest > source.size()) refuse_unknown(reader, source.size());
    header.format = ImageFormat::tga;
    set_size(header, *tga);
  }
  switch (header.format) {
    case ImageFormat::png:
      read_png(reader, header);
      break;
    case ImageFormat::jpeg:
      header.jpeg = read_jpeg_header(reader, source.size());
      header.exif_offset = header.jpeg.exif_offset;
      header.exif_length = header.jpeg.exif_length;
      set_size(header, header.jpeg);
      break;
    case ImageFormat::gif:
      header.width = reader.little(6, 2);
      header.height = reader.little(8, 2);
      if (reader.ended()) refuse_cut_header();
      break;
    case ImageFormat::psd:
      set_size(header, read_psd_header(reader));
      break;
    case ImageFormat::hdr:
      set_size(header, read_radiance_header(reader));
      break;
    case ImageFormat::pnm:
      set_size(header, read_pnm_header(reader));
      break;
    case ImageFormat::bmp:
      set_size(header, read_bmp_header(reader));
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
  if (!read_tga_header(reader)) refuse_unknown(reader, source.size());
}

}  // namespace flatscope
