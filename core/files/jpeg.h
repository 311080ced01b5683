// Photographs. Decoded by libjpeg-turbo: as most programs show them, to the last bit, and several times faster than
// stb.
#pragma once

#include <cstdint>

#include "core/files/byte_source.h"
#include "core/files/image.h"

namespace flatscope {

struct JpegHeader {
  std::int64_t width = 0, height = 0;  // as stored, before any turning
  // Where EXIF's block lies (a TIFF header), length 0 if there is none.
  std::uint64_t exif_offset = 0, exif_length = 0;
  // Where the picture ends: after its end marker, before the first thing behind its scans that is no segment of a
  // JPEG, or with the file.
  std::uint64_t end = 0;
  bool has_end_marker = false;
};

// Throws ImageError for a damaged header.
JpegHeader read_jpeg_header(SourceReader& reader, std::uint64_t size);

// As stored: grey, or RGB (YCbCr, CMYK and YCCK become RGB; inks are stored inverted only where Adobe's segment says
// who wrote them). Throws ImageError for a picture that is truncated, damaged in its pixels, in more than a hundred
// scans, or of a kind that libjpeg can't read. The size must have been checked.
Image decode_jpeg(ByteSource& source, const JpegHeader& header);

}  // namespace flatscope
