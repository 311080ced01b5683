// Lessons for tests: what is read must have no mistake.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string_view>

#include "app/lessons/model/read.h"

namespace flatscope::test {

// Null, and the test fails with every mistake, where there is one.
inline std::shared_ptr<const Lesson> good_lesson(const LessonReading& reading) {
  for (const LessonMistake& mistake : reading.mistakes) ADD_FAILURE() << mistake_line("lesson", mistake);
  return reading.lesson ? std::make_shared<const Lesson>(*reading.lesson) : nullptr;
}

inline std::shared_ptr<const Lesson> good_lesson(std::string_view text, const std::filesystem::path& folder = {}) {
  return good_lesson(read_lesson(text, folder));
}

}  // namespace flatscope::test
