// Windows' and OS/2's bitmaps. Sources: Microsoft, "Bitmap Storage" and the structures BITMAPCOREHEADER to
// BITMAPV5HEADER; OS/2 2.0 "Bitmap file format".
#pragma once

#include <array>
#include <cstdint>

#include "core/files/byte_source.h"
#include "core/files/image.h"

namespace flatscope {

struct BmpHeader {
  std::int64_t width = 0, height = 0;
  bool from_top = false;                 // else the rows run from the bottom
  int bits = 0;                          // a pixel: 1, 2, 4 or 8 (with a palette), 16, 24 or 32
  int run_bits = 0;                      // 4 or 8 where runs of equal pixels are packed, else 0
  std::array<std::uint32_t, 4> masks{};  // red, green, blue, alpha (0: none), for 16 and 32 bit
  bool alpha_may_be_unused = false;      // the alpha mask is only customary: all 0 means none
  std::uint64_t palette = 0;             // where it begins
  std::int64_t colours = 0;              // in it
  int colour_bytes = 4;
  std::uint64_t data = 0;  // where the pixels begin
};

// Throws ImageError for a damaged header or a kind that can't be read.
BmpHeader read_bmp_header(SourceReader& reader);

// 3 or 4 channels. Throws ImageError when the pixels end too early or name a colour that the palette does not have.
// Pixels that packed runs leave out have colour 0 of the palette. The size must have been checked.
Image decode_bmp(ByteSource& source);

}  // namespace flatscope
