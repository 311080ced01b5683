// One opened picture, and the sizes at which stages look at it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/files/image.h"

namespace flatscope {

// One opened picture. Exactly one of `bundled` and `path` is set.
struct Picture {
  std::string bundled;                 // name of a file in assets/images, such as "chelsea.png"
  std::filesystem::path path;          // absolute
  std::shared_ptr<const Image> image;  // never null in a Scene that is shown
  bool operator==(const Picture&) const = default;
};

// The name to show: the file's name without its folder.
std::string name_of(const Picture& picture);

// Without its ending, fit for a file's name.
std::string stem_of(const Picture& picture);

// The smallest and the largest that a working size, the longest side in pixels, may be: 4, and 256 or the picture's
// longer side where that is more. With no picture: 256.
inline constexpr int smallest_working_size = 4;
int max_working_size(const Image* image);

// The same for the stages that hold every pixel once a filter, before and after, but at most 2048: a 4:3 canvas as wide
// as a panorama would not fit into memory.
inline constexpr int largest_filtered_size = 2048;
int max_filtered_size(const Image* image);

}  // namespace flatscope
