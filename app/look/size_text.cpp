#include "app/look/size_text.h"

#include <fmt/format.h>

#include "app/look/number_text.h"

namespace flatscope {

std::string size_text(std::int64_t width, std::int64_t height) {
  return fmt::format("{} × {}", grouped(width), grouped(height));
}

std::string size_text(const PixelSize& size) { return size_text(size.width, size.height); }

std::string size_text(const Tensor& planes) { return size_text(planes.width(), planes.height()); }

std::string shape_words(const Shape& shape) {
  if (shape.size() == 1) return grouped(shape[0]) + (shape[0] == 1 ? " number" : " numbers");
  std::string words = "shape";
  for (const std::int64_t axis : shape) words += (words == "shape" ? " " : " × ") + grouped(axis);
  return words;
}

}  // namespace flatscope
