#include "core/training/digits.h"

#include <charconv>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "core/files/file.h"
#include "core/files/gzip.h"

namespace flatscope {
namespace {

constexpr std::size_t pixels = 64;
constexpr std::size_t longest_text = 16 << 20;  // the bundled file unpacks to 0.3 MB

[[noreturn]] void damaged(const std::string& why) { throw std::runtime_error("the file of digits is damaged: " + why); }

}  // namespace

Digits decode_digits(std::span<const std::byte> gzip) {
  if (gzip.size() > longest_text) damaged("it is too long");
  std::string text;
  try {
    text = gunzip(gzip, longest_text);
  } catch (const GzipError& error) {
    damaged(error.what());
  }
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
