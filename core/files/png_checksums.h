// Whether a PNG file is as it was written, looked at before libpng decodes it: libpng gives up in words for
// programmers, and does not read the checksums behind the last row.
#pragma once

#include "core/files/byte_source.h"

namespace flatscope {

// Throws ImageError when the checksum of a chunk that the picture needs (its name begins with a capital letter) is not
// that of its bytes. What lies beyond the chunk IEND, or is missing, is for others to notice.
// Source: PNG specification, third edition, annex D (the cyclic redundancy code).
void require_png_checksums(ByteSource& source);

}  // namespace flatscope
