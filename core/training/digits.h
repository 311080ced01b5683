// The bundled handwritten digits: 8 x 8 pictures of 0 to 9 (UCI "Optical Recognition of Handwritten Digits").
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "core/tensor/tensor.h"

namespace flatscope {

struct Digits {
  Tensor images;                     // (N, 8, 8) in [0, 1]
  std::vector<std::uint8_t> labels;  // N, 0 to 9
};

// Gzipped lines of 64 values from 0 to 16 (row by row) and the label, separated by commas. Throws std::runtime_error
// with a sentence when the data is damaged; load_digits throws FileError as well when there is no such file.
Digits decode_digits(std::span<const std::byte> gzip);
Digits load_digits(const std::filesystem::path& path);

}  // namespace flatscope
