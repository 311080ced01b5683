// The files that come with the program.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/scene.h"
#include "core/training/dataset.h"
#include "core/training/digits.h"

namespace flatscope {

// The folder that holds assets/: the environment variable FLATSCOPE_RESOURCES, else the first that exists
// of: the program's own folder and its parent, <prefix>/share/flatscope, the source tree it was built from. Throws
// std::runtime_error naming the places looked at.
std::filesystem::path resources();

struct BundledImage {
  std::string name;   // "chelsea.png"
  std::string title;  // "Cat"
};
const std::vector<BundledImage>& bundled_images();

// Decoded once, then shared. Throw ImageError or FileError.
std::shared_ptr<const Image> bundled_image(std::string_view name);
const Digits& bundled_digits();
Dataset bundled_fashion();  // read anew each time; as load_fashion_subset()
// The bytes of a font's file, which stay where they are as long as the program runs. Throws FileError.
std::span<const std::byte> bundled_font(std::string_view name);

Picture bundled_picture(std::string_view name);
// The name of the bundled picture whose file is opened like any other; empty where it is none.
std::string bundled_name(const std::filesystem::path& path);
// Reads an image file or a .npy (HW or CHW of 1 or 3 channels, values clamped to [0, 1]) from the disk. Throws
// ImageError with the path's name put before the sentence.
Picture open_picture(const std::filesystem::path& path);

// The Scene of a first start: the bundled cat.
Scene first_scene();

}  // namespace flatscope
