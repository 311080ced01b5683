#include "app/engine/picture.h"

#include <algorithm>
#include <cstdint>

#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

constexpr int least_longer_side = 256;

}  // namespace

std::string name_of(const Picture& picture) {
  return picture.bundled.empty() ? shown(picture.path.filename()) : picture.bundled;
}

std::string stem_of(const Picture& picture) {
  std::string stem = utf8(path_from_utf8(name_of(picture)).stem());
  std::replace(stem.begin(), stem.end(), '?', '_');  // what no name should hold
  return stem;
}

int max_working_size(const Image* image) {
  if (image == nullptr) return least_longer_side;
  return static_cast<int>(std::max<std::int64_t>(least_longer_side, std::max(image->width, image->height)));
}

int max_filtered_size(const Image* image) { return std::min(max_working_size(image), largest_filtered_size); }

}  // namespace flatscope
