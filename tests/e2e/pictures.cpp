#include "pictures.h"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <span>
#include <vector>

#include "core/files/file.h"
#include "core/files/image.h"

namespace flatscope::testing {
namespace {

std::vector<std::uint8_t> gradient(int width, int height) {
  std::vector<std::uint8_t> samples;
  samples.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < width; ++column) {
      samples.push_back(static_cast<std::uint8_t>(column));
      samples.push_back(static_cast<std::uint8_t>(row));
      samples.push_back(static_cast<std::uint8_t>((column / 16 + row / 16) % 2 == 0 ? 40 : 200));
    }
  }
  return samples;
}

std::vector<std::byte> png(int width, int height) { return encode_png(gradient(width, height), width, height, 3); }

void put(const std::string& path, std::span<const std::byte> bytes) { write_file(path_from_utf8(path), bytes); }

}  // namespace

void write_png(const std::string& path, int width, int height) { put(path, png(width, height)); }

void write_ppm(const std::string& path, int width, int height) {
  std::ofstream file(path_from_utf8(path), std::ios::binary);
  file << "P6\n" << width << " " << height << "\n255\n";
  const std::vector<std::uint8_t> samples = gradient(width, height);
  file.write(reinterpret_cast<const char*>(samples.data()), static_cast<std::streamsize>(samples.size()));
}

void write_text(const std::string& path, const std::string& text) {
  write_file(path_from_utf8(path), std::string_view(text));
}

std::string read_text(const std::string& path) {
  std::ifstream file(path_from_utf8(path), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_huge_header(const std::string& path) {
  std::vector<std::byte> bytes = png(8, 8);
  // The header's width and height stand at bytes 16 and 20, high byte first; its checksum follows at 29.
  const auto set = [&bytes](std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<std::byte>(value >> (24 - 8 * i));
  };
  set(16, 60'000);
  set(20, 60'000);
  std::uint32_t sum = 0xFFFFFFFF;
  for (std::size_t i = 12; i < 29; ++i) {
    sum ^= static_cast<std::uint32_t>(bytes[i]);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xEDB88320U : 0U);
  }
  set(29, ~sum);
  put(path, bytes);
}

void write_truncated_png(const std::string& path) {
  const std::vector<std::byte> bytes = png(64, 64);
  put(path, std::span<const std::byte>(bytes).first(bytes.size() / 2));
}

}  // namespace flatscope::testing
