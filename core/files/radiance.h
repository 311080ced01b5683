// Radiance's pictures of light (.hdr): three mantissas and an exponent a pixel. Source: Greg Ward, "Real Pixels", in
// Graphics Gems II, and Radiance's manual page of picture files.
#pragma once

#include <cstdint>

#include "core/files/byte_source.h"
#include "core/files/image.h"

namespace flatscope {

struct RadianceHeader {
  std::int64_t width = 0, height = 0;
  std::uint64_t data = 0;  // where the pixels begin
};

// Throws ImageError for a damaged header or a kind that can't be read.
RadianceHeader read_radiance_header(SourceReader& reader);

// RGB as float: mantissa · 2^(exponent − 136), the exposure not undone. Rows may be plain, in runs for each component,
// or in runs of whole pixels, as before 1991. Throws ImageError when they end too early or a run leaves its row. The
// size must have been checked.
Image decode_radiance(ByteSource& source);

}  // namespace flatscope
