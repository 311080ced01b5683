// What a step hides: parts of stages, and controls, whose names may look like parts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "app/lessons/model/read.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

LessonReading hiding(const std::string& name) {
  return read_lesson("title = \"t\"\n[[step]]\ntitle = \"a\"\nsay = \"b\"\nhide = [\"" + name + "\"]\n", {});
}

TEST(LessonHides, ControlsOfEveryStage) {
  for (const char* name : {"order", "flatten/unroll", "shift.stride", "shift.pooling", "parameters.up", "train.samples",
                           "pictures", "convolve.kernel"}) {
    const LessonReading reading = hiding(name);
    EXPECT_THAT(reading.mistakes, IsEmpty()) << name;
    EXPECT_EQ(reading.lesson->steps[0].hide, std::vector<std::string>{name});
  }
}

TEST(LessonHides, APartThatIsMisspeltIsTold) {
  for (const auto& [name, meant] :
       {std::pair{"shift.numbres", "shift.numbers"}, std::pair{"convolve.cuonts", "convolve.counts"},
        std::pair{"flaten.drift", "flatten.drift"}}) {
    const LessonReading reading = hiding(name);
    ASSERT_THAT(reading.mistakes, SizeIs(1)) << name;
    EXPECT_EQ(reading.mistakes[0].line, 5);
    EXPECT_THAT(reading.mistakes[0].sentence, HasSubstr(std::string("Did you mean “") + meant + "”?"));
  }
  EXPECT_THAT(hiding("nowhere.numbers").mistakes, SizeIs(1));
}

}  // namespace
}  // namespace flatscope
