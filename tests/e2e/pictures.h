// Pictures that the tests make for themselves, and files that are none.
#pragma once

#include <string>

namespace flatscope::testing {

// A colour PNG in which every pixel differs from its neighbours.
void write_png(const std::string& path, int width, int height);
// A binary PPM of that size: quick to make even when it is large.
void write_ppm(const std::string& path, int width, int height);
void write_text(const std::string& path, const std::string& text);
std::string read_text(const std::string& path);
// A PNG whose header promises 60,000 x 60,000 pixels.
void write_huge_header(const std::string& path);
// The first part of a PNG.
void write_truncated_png(const std::string& path);

}  // namespace flatscope::testing
