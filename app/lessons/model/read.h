// Lessons as TOML files. Every mistake is told with its line, not only the first.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/lessons/model/lesson.h"

namespace flatscope {

struct LessonMistake {
  int line = 0;          // from 1; 0: the file as a whole
  std::string sentence;  // what is wrong, and what would be right
  // Where a word is misspelt: what stands there, and what was probably meant. Empty where nothing is near.
  std::string word, meant;
};

struct LessonReading {
  std::optional<Lesson> lesson;         // where there is no mistake
  std::vector<LessonMistake> mistakes;  // by line
};

// Reads it and loads its pictures: for workers. Paths in it are relative to `folder`.
LessonReading read_lesson(std::string_view text, const std::filesystem::path& folder);
// Throws FileError where the file can't be read; at most 1 MB.
LessonReading read_lesson_file(const std::filesystem::path& path);

// "pixel-below.toml:41: a highlight has no “neigbour”. Did you mean “neighbour”?"
std::string mistake_line(const std::filesystem::path& path, const LessonMistake& mistake);

}  // namespace flatscope
