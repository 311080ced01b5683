// Lessons as TOML files. Every mistake is told with its line, not only the first.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/lessons/model/lesson.h"
#include "app/lessons/model/mistake.h"

namespace flatscope {

inline constexpr std::uintmax_t longest_lesson_file = 1'000'000;  // bytes

struct LessonReading {
  std::optional<Lesson> lesson;         // where there is no mistake
  std::vector<LessonMistake> mistakes;  // by line
};

// Reads it and loads its pictures: for workers. Paths in it are relative to `folder`.
LessonReading read_lesson(std::string_view text, const std::filesystem::path& folder);
// The same of a file's text, and of a file. Throws FileError where it can't be read.
LessonReading read_lesson_text(std::string_view text, const std::filesystem::path& path);
LessonReading read_lesson_file(const std::filesystem::path& path);
std::string lesson_text(const std::filesystem::path& path);  // of at most longest_lesson_file

// "pixel-below.toml:41: a highlight has no “neigbour”. Did you mean “neighbour”?"
std::string mistake_line(const std::filesystem::path& path, const LessonMistake& mistake);

}  // namespace flatscope
