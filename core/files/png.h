// PNG, decoded by libpng row by row into its place.
#pragma once

#include "core/files/byte_source.h"
#include "core/files/image.h"

namespace flatscope {

// As stored: 1 (grey), 2 (grey, alpha), 3 or 4 channels of 8 or 16 bit; palettes are looked up, fewer bits stretched to
// 8, a transparent colour becomes alpha. Width and height are those that its header, checked before, promises. Throws
// ImageError for a picture that is truncated or damaged, or names a colour that its palette does not have. Checksums
// are not looked at: see png_checksums.h.
Image decode_png(ByteSource& source, std::int64_t width, std::int64_t height);

}  // namespace flatscope
