// Which way up a photograph was taken.
#pragma once

#include <cstddef>
#include <span>

namespace flatscope {

// The orientation tag of an EXIF block (from its TIFF header on), 1 to 8; 1 (upright as stored) when there is none or
// the block is damaged. Any integer type will do. 2 mirrored, 3 turned by 180 degrees, 4 upside down mirrored, 5 to 8
// the same with rows and columns exchanged; 6 and 8 are a camera held upright. Source: the EXIF standard, tag 0x0112.
int exif_orientation(std::span<const std::byte> block);

}  // namespace flatscope
