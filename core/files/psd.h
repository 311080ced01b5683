// Photoshop's documents: the picture of all layers together that stands at their end. Source: Adobe, "Photoshop File
// Formats Specification".
#pragma once

#include <cstdint>

#include "core/files/byte_source.h"
#include "core/files/image.h"

namespace flatscope {

struct PsdHeader {
  std::int64_t width = 0, height = 0;
  int stored_channels = 0;  // colours first, then alpha, then what else the document keeps
  int bits = 8;             // a sample: 8 or 16
  bool grey = false;        // else RGB
  bool packed = false;      // rows in runs (PackBits)
  std::uint64_t data = 0;   // behind the two bytes that tell so
};

// Throws ImageError for a damaged header or a kind that can't be read.
PsdHeader read_psd_header(SourceReader& reader);

// The stored values, with alpha where there is a channel more than colours. Throws ImageError when they end too early.
// The size must have been checked.
Image decode_psd(ByteSource& source);

}  // namespace flatscope
