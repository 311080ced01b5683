// IDX, the format of MNIST and its kin: a magic number, the size of each axis as a big-endian 32-bit number, the values
// in C order. Source: the description that MNIST is published with (LeCun, Cortes and Burges).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <vector>

#include "core/tensor/tensor.h"

namespace flatscope {

// what() is half a sentence about the file, such as "it is cut off: ...".
class IdxError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct IdxBytes {
  Shape shape;  // 1 to 4 axes, each >= 1
  std::vector<std::uint8_t> values;
};

// A file with more values is refused by its header, before anything is unpacked. MNIST has 47 million.
inline constexpr std::int64_t most_idx_values = 250'000'000;

// Unsigned bytes (type 0x08), the file as it is or one gzip member around it. Throws IdxError for anything else: no or
// another magic number, an axis of 0, sizes whose product is past `most`, fewer or more values than the header
// promises, a damaged gzip.
IdxBytes decode_idx(std::span<const std::byte> file, std::int64_t most = most_idx_values);

// Throws FileError with a sentence that names the path, for what decode_idx and read_file throw.
IdxBytes load_idx(const std::filesystem::path& path, std::int64_t most = most_idx_values);

}  // namespace flatscope
