// GIF, its first frame, decoded by stb.
#pragma once

#include <cstdint>

#include "core/files/byte_source.h"
#include "core/files/image.h"

namespace flatscope {

// 3 channels, or 4 where a pixel is transparent. Width and height are those that its header, checked before, promises.
// Throws ImageError for a picture that is truncated or damaged.
Image decode_gif(ByteSource& source, std::int64_t width, std::int64_t height);

}  // namespace flatscope
