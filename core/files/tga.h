// Truevision's Targa. Source: "Truevision TGA File Format Specification, version 2.0".
#pragma once

#include <cstdint>
#include <optional>

#include "core/files/byte_source.h"
#include "core/files/image.h"

namespace flatscope {

struct TgaHeader {
  std::int64_t width = 0, height = 0;
  bool from_top = false, from_right = false;   // else the rows run from the bottom, and each from the left
  bool mapped = false, grey = false;           // numbers of a colour map, grey levels; else colours
  bool packed = false;                         // in packets of up to 128 equal or different pixels
  int pixel_bytes = 0;                         // as stored: 1 to 4
  std::int64_t first_colour = 0, colours = 0;  // which numbers the colour map holds
  int colour_bytes = 0;                        // of one of its entries: 2 to 4
  std::uint64_t map = 0, data = 0;             // where it and the pixels begin
  std::uint64_t shortest = 0;                  // the fewest bytes that such a file has
};

// The format has no mark of its own: empty where a field holds what no TGA does.
std::optional<TgaHeader> read_tga_header(SourceReader& reader);

// 1 (grey), 2 (grey, alpha), 3 or 4 channels of 8 bit. Throws ImageError when the pixels end too early or name a colour
// that the colour map does not have. The size must have been checked.
Image decode_tga(ByteSource& source);

}  // namespace flatscope
