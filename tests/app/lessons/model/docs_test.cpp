// What docs/lessons.md shows can be played, and what it lists is there; the lessons of the program have no mistake.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "app/engine/stage_table.h"
#include "app/files/assets.h"
#include "app/lessons/model/library.h"
#include "app/lessons/model/read.h"
#include "core/files/file.h"

namespace flatscope {
namespace {

std::string docs() {
  const std::vector<std::byte> bytes = read_file(resources() / "docs" / "lessons.md");
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(LessonDocs, EveryExampleCanBePlayed) {
  const std::string text = docs();
  int examples = 0;
  for (std::size_t at = text.find("```toml\n"); at != std::string::npos; at = text.find("```toml\n", at)) {
    at += 8;
    const std::size_t end = text.find("```", at);
    const LessonReading reading = read_lesson(text.substr(at, end - at), {});
    for (const LessonMistake& mistake : reading.mistakes) ADD_FAILURE() << mistake_line("example", mistake);
    at = end;
    ++examples;
  }
  EXPECT_GE(examples, 3);
}

TEST(LessonDocs, EveryQuantityIsListed) {
  const std::string text = docs();
  for (const StageModel* model : stage_models())
    for (const StageQuantity& quantity : model->quantities())
      EXPECT_NE(text.find("`" + std::string(quantity.name)), std::string::npos) << quantity.name;
}

TEST(LessonFiles, ThoseOfTheProgramHaveNoMistake) {
  const std::vector<BundledLesson> lessons = bundled_lessons();
  EXPECT_FALSE(lessons.empty());
  for (const BundledLesson& lesson : lessons) {
    const LessonReading reading = read_lesson_file(lesson.path);
    for (const LessonMistake& mistake : reading.mistakes) ADD_FAILURE() << mistake_line(lesson.path, mistake);
    ASSERT_TRUE(reading.lesson.has_value());
    EXPECT_FALSE(reading.lesson->about.empty()) << lesson.name;
    EXPECT_GT(reading.lesson->minutes, 0.0) << lesson.name;
    double minutes = 0.0;
    bool asks = false;
    for (const Step& step : reading.lesson->steps) {
      minutes += step.minutes;
      asks |= step.question.has_value();
    }
    EXPECT_EQ(minutes, reading.lesson->minutes) << lesson.name;
    EXPECT_TRUE(asks) << lesson.name;
  }
}

}  // namespace
}  // namespace flatscope
