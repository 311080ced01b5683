// The small pictures that the tests of decoding share.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "core/files/file.h"

namespace flatscope {

inline const char* const picture_files[] = {
    "rgb.png",        "interlaced.png",  "palette.png", "palette_alpha.png", "rgba.png",   "grey.png", "bits.png",
    "deep.png",       "rgb.bmp",         "palette.bmp", "rgba.bmp",          "rgb.tga",    "rgba.tga", "packed.tga",
    "grey.tga",       "plain.gif",       "cut.gif",     "plain.psd",         "packed.psd", "deep.psd", "raw.pbm",
    "raw.pgm",        "raw.ppm",         "deep.ppm",    "text.pbm",          "text.pgm",   "text.ppm", "baseline.jpg",
    "subsampled.jpg", "progressive.jpg", "grey.jpg",    "light.hdr",
};

inline std::filesystem::path picture_path(const std::string& name) {
  return path_from_utf8(FLATSCOPE_GOLDEN_DIR) / "data" / "images" / name;
}

inline std::vector<std::byte> bytes_of(const std::string& text) {
  const std::byte* begin = reinterpret_cast<const std::byte*>(text.data());
  return std::vector<std::byte>(begin, begin + text.size());
}

// `value` as `count` bytes.
inline std::string big_endian(std::size_t value, int count) {
  std::string text;
  for (int i = count; i-- > 0;) text += static_cast<char>(value >> (8 * i) & 255);
  return text;
}
inline std::string little_endian(std::size_t value, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += static_cast<char>(value >> (8 * i) & 255);
  return text;
}

}  // namespace flatscope
