#include "app/files/toml_text.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "core/files/paths.h"
#include "core/files/utf8.h"

namespace flatscope {
namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string toml_string(std::string_view text) {
  std::string result = "\"";
  for (const char letter : text) {
    const auto code = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\') {
      result += '\\';
      result += letter;
    } else if (code < 0x20 || code == 0x7F) {
      result += fmt::format("\\u{:04X}", static_cast<unsigned>(code));
    } else {
      result += letter;
    }
  }
  return result + "\"";
}

std::string number(float value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string base64(std::span<const std::uint8_t> bytes) {
  std::string result;
  result.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = (group << 8) | (k < count ? bytes[i + k] : 0U);
    for (std::size_t k = 0; k < 4; ++k) result += k <= count ? digits[(group >> (18 - 6 * k)) & 63U] : '=';
  }
  return result;
}

std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::vector<std::uint8_t> result;
  result.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    std::string_view group = text.substr(i, 4);
    const bool last = i + 4 == text.size();
    while (last && group.size() > 2 && group.back() == '=') group.remove_suffix(1);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const std::size_t value = k < group.size() ? digits.find(group[k]) : 0;
      if (value == std::string_view::npos) return std::nullopt;
      bits = (bits << 6) | static_cast<std::uint32_t>(value);
    }
    for (std::size_t k = 0; k + 1 < group.size(); ++k) {
      result.push_back(static_cast<std::uint8_t>((bits >> (16 - 8 * k)) & 0xFFU));
    }
  }
  return result;
}

std::string path_line(std::string_view key, const std::filesystem::path& path) {
  const std::string text = utf8_with_slashes(path);
  if (is_utf8(text)) return fmt::format("{} = {}\n", key, toml_string(text));
  const std::string& native = path.generic_string();
  const std::vector<std::uint8_t> bytes(native.begin(), native.end());
  return fmt::format("{}_base64 = \"{}\"\n", key, base64(bytes));
}

}  // namespace flatscope
