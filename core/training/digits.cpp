#include "core/training/digits.h"

#include <stb_image.h>

#include <charconv>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "core/files/file.h"

namespace flatscope {
namespace {

constexpr std::size_t pixels = 64;
constexpr std::size_t longest_text = 16 << 20;  // the bundled file unpacks to 0.3 MB

[[noreturn]] void damaged(const std::string& why) { throw std::runtime_error("the file of digits is damaged: " + why); }

std::uint32_t little_endian(std::span<const std::byte> bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<std::uint32_t>(bytes[at + i]);
  return value;
}

// Source of the layout: RFC 1952.
std::string gunzip(std::span<const std::byte> bytes) {
  constexpr std::size_t fixed = 10, trailer = 8;
  if (bytes.size() < fixed + trailer || bytes[0] != std::byte{0x1F} || bytes[1] != std::byte{0x8B} ||
      bytes[2] != std::byte{8}) {
    damaged("it is not a gzip file");
  }
  const unsigned flags = static_cast<unsigned>(bytes[3]);
  std::size_t at = fixed;
  const std::size_t end = bytes.size() - trailer;
  const auto skip_text = [&] {
    while (at < end && bytes[at] != std::byte{0}) ++at;
    ++at;
  };
  if ((flags & 4) != 0) {
    if (at + 2 > end) damaged("it is truncated");
    at += 2 + static_cast<std::size_t>(bytes[at]) + 256 * static_cast<std::size_t>(bytes[at + 1]);
  }
  if ((flags & 8) != 0) skip_text();   // the file's name
  if ((flags & 16) != 0) skip_text();  // a comment
  if ((flags & 2) != 0) at += 2;
  if (at >= end) damaged("it is truncated");
  const std::size_t length = little_endian(bytes, bytes.size() - 4);
  if (length == 0 || length > longest_text) damaged("its length is not plausible");
  std::string text(length, '\0');
  const int got =
      stbi_zlib_decode_noheader_buffer(text.data(), static_cast<int>(length),
                                       reinterpret_cast<const char*>(bytes.data()) + at, static_cast<int>(end - at));
  if (got < 0 || static_cast<std::size_t>(got) != length) damaged("it can't be unpacked");
  return text;
}

}  // namespace

Digits decode_digits(std::span<const std::byte> gzip) {
  if (gzip.size() > longest_text) damaged("it is too long");
  const std::string text = gunzip(gzip);
  std::vector<float> values;
  Digits digits;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    for (std::size_t field = 0; field <= pixels; ++field) {
      unsigned value = 0;
      const auto [next, error] = std::from_chars(at, end, value);
      const char wanted = field < pixels ? ',' : '\n';
      const bool separated = next < end ? *next == wanted || (wanted == '\n' && *next == '\r') : wanted == '\n';
      if (error != std::errc() || !separated || value > (field < pixels ? 16U : 9U)) {
        damaged("line " + std::to_string(digits.labels.size() + 1) +
                " is not 64 values from 0 to 16 and a label from 0 to 9");
      }
      if (field < pixels) {
        values.push_back(static_cast<float>(value) / 16.0F);
      } else {
        digits.labels.push_back(static_cast<std::uint8_t>(value));
      }
      at = next;
      while (field == pixels && at < end && (*at == '\r' || *at == '\n')) ++at;
      if (field < pixels) ++at;
    }
  }
  const std::int64_t count = static_cast<std::int64_t>(digits.labels.size());
  digits.images = Tensor({count, 8, 8}, std::move(values));
  return digits;
}

Digits load_digits(const std::filesystem::path& path) { return decode_digits(read_file(path, longest_text)); }

}  // namespace flatscope
