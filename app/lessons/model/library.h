// The lessons that come with the program, assets/lessons/*.toml, and finding one by its name.
#pragma once

#include <filesystem>
#include <optional>
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

// What a list says of a lesson, read from its head alone: no picture is opened for it.
struct LessonHead {
  std::filesystem::path path;
  std::string title, level, about;
  double minutes = 0.0;  // 0: not said
  int steps = 0;
  bool operator==(const LessonHead&) const = default;
};

// Empty where the file can't be read as TOML or has no title.
std::optional<LessonHead> lesson_head(const std::filesystem::path& path);
// Of all that come with the program and can be read, in their order.
std::vector<LessonHead> bundled_lesson_heads();

// The file has steps, as a lesson has and a scene has not.
bool is_lesson_file(const std::filesystem::path& path);

// A bundled lesson's name, or a file. Throws std::invalid_argument with a sentence where it is neither.
std::filesystem::path find_lesson(std::string_view name_or_file);

}  // namespace flatscope
