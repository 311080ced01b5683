#include <cstring>
#include <string>
#include <type_traits>

#include "core/files/npy.h"

namespace flatscope {
namespace {

constexpr std::string_view preamble("\x93NUMPY\x01\x00", 8);  // version 1.0
constexpr std::size_t longest_header = 65'535;

// Everything before the data, with room for `data_bytes` behind it.
std::vector<std::byte> begin_npy(std::string_view descr, const Shape& shape, std::size_t data_bytes) {
  std::string header =
      "{'descr': '" + std::string(descr) + "', 'fortran_order': False, 'shape': " + numpy_shape(shape) + ", }";
  // The data starts at a multiple of 64 bytes, as the format asks; the header ends with a newline.
  const std::size_t unpadded = preamble.size() + 2 + header.size() + 1;
  header.append((64 - unpadded % 64) % 64, ' ');
  header += '\n';
  if (header.size() > longest_header)
    throw NpyError("a shape of " + std::to_string(shape.size()) + " axes is too long for .npy");

  std::string text(preamble);
  text += static_cast<char>(header.size() & 255);
  text += static_cast<char>(header.size() >> 8);
  text += header;
  std::vector<std::byte> bytes;
  bytes.reserve(text.size() + data_bytes);
  bytes.resize(text.size());
  std::memcpy(bytes.data(), text.data(), text.size());
  return bytes;
}

// Little-endian, whatever this machine is.
template <class Bits, class Value>
void append_values(std::vector<std::byte>& bytes, std::span<const Value> values) {
  static_assert(sizeof(Bits) == sizeof(Value));
  std::size_t at = bytes.size();
  bytes.resize(at + values.size() * sizeof(Bits));
  for (const Value value : values) {
    Bits bits = 0;
    std::memcpy(&bits, &value, sizeof(Bits));
    for (std::size_t bit = 0; bit < 8 * sizeof(Bits); bit += 8) bytes[at++] = static_cast<std::byte>(bits >> bit & 255);
  }
}

}  // namespace

std::string numpy_shape(const Shape& shape) {
  std::string text = "(";
  for (const std::int64_t axis : shape) text += std::to_string(axis) + ", ";
  if (shape.size() == 1) text.pop_back();
  if (shape.size() > 1) text.resize(text.size() - 2);
  return text + ")";
}

std::vector<std::byte> encode_npy(const Tensor& tensor) {
  std::vector<std::byte> bytes = begin_npy("<f4", tensor.shape(), static_cast<std::size_t>(tensor.size()) * 4);
  append_values<std::uint32_t>(bytes, tensor.values());
  return bytes;
}

std::vector<std::byte> encode_npy(const Shape& shape, std::span<const std::int64_t> values) {
  if (element_count(shape) != static_cast<std::int64_t>(values.size()))
    throw std::invalid_argument("the shape " + to_string(shape) + " does not fit " + std::to_string(values.size()) +
                                " values");
  std::vector<std::byte> bytes = begin_npy("<i8", shape, values.size_bytes());
  append_values<std::uint64_t>(bytes, values);
  return bytes;
}

std::vector<std::byte> encode_npy(std::string_view text) {
  if (text.empty()) throw std::invalid_argument("an empty text has no place in a .npy file");
  std::vector<std::byte> bytes = begin_npy("|S" + std::to_string(text.size()), {}, text.size());
  for (const char letter : text) bytes.push_back(static_cast<std::byte>(letter));
  return bytes;
}

}  // namespace flatscope
