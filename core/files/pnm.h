// The portable anymap family, P1 to P6. Source: the manual pages pbm(5), pgm(5) and ppm(5) of Netpbm.
#pragma once

#include <cstdint>

#include "core/files/byte_source.h"
#include "core/files/image.h"

namespace flatscope {

struct PnmHeader {
  int kind = 1;  // the digit after P
  std::int64_t width = 0, height = 0;
  std::uint32_t maximum = 1;  // 1 to 65535; the value of white
  std::uint64_t data = 0;     // where the samples begin
};

bool is_pnm(SourceReader& reader);

// Throws ImageError for a damaged header.
PnmHeader read_pnm_header(SourceReader& reader);

// Samples are stretched to 0..255 (maximum up to 255) or 0..65535. Throws ImageError when they end too early or are
// not numbers up to the maximum. The size must have been checked.
Image decode_pnm(ByteSource& source);

}  // namespace flatscope
