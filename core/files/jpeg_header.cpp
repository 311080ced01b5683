// The segments of a JPEG file, walked through before anything is decoded. Source: ITU-T T.81, annex B.
#include <string_view>

#include "core/files/image_format.h"
#include "core/files/jpeg.h"

namespace flatscope {
namespace {

constexpr ImageFormat format = ImageFormat::jpeg;

bool is_frame(std::uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// What may stand between scans and after them, each with a length: tables, a number of lines, restart intervals,
// applications' segments, comments and the next scan.
bool may_follow_a_scan(std::uint8_t marker) {
  return marker == 0xC4 || marker == 0xCC || (marker >= 0xDA && marker <= 0xDD) || (marker >= 0xE0 && marker <= 0xEF) ||
         marker == 0xFE;
}

}  // namespace

JpegHeader read_jpeg_header(SourceReader& reader, std::uint64_t size) {
  JpegHeader header;
  header.end = size;
  std::uint64_t at = 2;
  bool in_scans = false;
  for (;;) {
    if (reader.byte(at) != 0xFF) {
      if (reader.ended() && in_scans) return header;
      if (reader.ended()) refuse_cut_header();
      // Pixels, or stray bytes between segments, which decoders pass over.
      ++at;
      continue;
    }
    while (reader.byte(at) == 0xFF) ++at;
    if (reader.ended() && in_scans) return header;
    if (reader.ended()) refuse_cut_header();
    const std::uint8_t marker = reader.byte(at++);
    if (marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) continue;  // without a length
    if (marker == 0xD8 && !in_scans) continue;
    if (marker == 0xD9) {
      header.end = at;
      header.has_end_marker = true;
      return header;
    }
    const std::uint64_t length = reader.big(at, 2);
    if (reader.ended() && in_scans) return header;
    if (in_scans && (!may_follow_a_scan(marker) || length < 2)) {
      header.end = at - 2;
      return header;
    }
    if (reader.ended()) refuse_cut_header();
    if (length < 2) refuse_damaged_header(format);
    if (is_frame(marker) && !in_scans) {
      header.height = reader.big(at + 3, 2);
      header.width = reader.big(at + 5, 2);
      if (reader.ended()) refuse_cut_header();
    }
    if (marker == 0xE1 && !in_scans && header.exif_length == 0 && length > 8 &&
        reader.starts_with(at + 2, std::string_view("Exif\0\0", 6))) {
      header.exif_offset = at + 8;
      header.exif_length = length - 8;
    }
    in_scans = in_scans || marker == 0xDA;
    at += length;
  }
}

}  // namespace flatscope
