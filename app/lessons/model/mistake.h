// What is wrong with a lesson's file.
#pragma once

#include <string>

namespace flatscope {

struct LessonMistake {
  int line = 0;          // from 1; 0: the file as a whole
  std::string sentence;  // what is wrong, and what would be right
  // Where a word is misspelt: what stands there, and what was probably meant. Empty where nothing is near.
  std::string word, meant;
  bool operator==(const LessonMistake&) const = default;
};

}  // namespace flatscope
