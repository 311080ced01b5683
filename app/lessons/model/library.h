// The lessons that come with the program, assets/lessons/*.toml, and finding one by its name.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace flatscope {

struct BundledLesson {
  std::string name;  // "pixel-below": what --lesson takes
  std::filesystem::path path;
};

// In the order of the course, which is that of their files’ names: 03-pixel-below.toml.
std::vector<BundledLesson> bundled_lessons();

// A bundled lesson's name, or a file. Throws std::invalid_argument with a sentence where it is neither.
std::filesystem::path find_lesson(std::string_view name_or_file);

}  // namespace flatscope
