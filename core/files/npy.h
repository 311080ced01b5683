// NumPy's .npy format, versions 1.0 to 3.0 in, 1.0 out. Source: numpy.lib.format's documentation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/tensor/tensor.h"

namespace flatscope {

// what() is one sentence for a person, without the path.
class NpyError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// As NumPy writes it: "(3, 4)", "(5,)", "()".
std::string numpy_shape(const Shape& shape);

bool is_npy(std::span<const std::byte> bytes);  // by its magic

// float32, float64, float16, bool and integers up to 64 bit of either byte order, in C or Fortran order, become
// float32 in C order. Throws NpyError for another type, a truncated file, or a shape that does not match its data.
Tensor decode_npy(std::span<const std::byte> bytes);
std::vector<std::byte> encode_npy(const Tensor& tensor);
// int64. Throws std::invalid_argument unless there are as many values as the shape asks for.
std::vector<std::byte> encode_npy(const Shape& shape, std::span<const std::int64_t> values);
// An array without axes that holds `text` as bytes (type S): numpy gives it back as text.encode(). Not empty.
std::vector<std::byte> encode_npy(std::string_view text);

}  // namespace flatscope
