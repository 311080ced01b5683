// Names of classes from a text file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace flatscope {

inline constexpr std::size_t fewest_classes = 2, most_classes = 256;

// One name a line, in the order of the labels; white space around a name and empty lines at the end do not count.
// Throws std::invalid_argument with half a sentence ("it has ...") for fewer than 2 or more than 256 names, an empty
// one before the last, the same name twice, more than 64 characters, or what is not UTF-8.
std::vector<std::string> class_names(std::string_view text);

// Throws FileError naming the path.
std::vector<std::string> load_class_names(const std::filesystem::path& path);

}  // namespace flatscope
