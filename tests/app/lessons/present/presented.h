// A lesson before a class, for the tests of what it shows and of what its keys do.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "app/files/assets.h"
#include "app/lessons/model/library.h"
#include "app/lessons/model/read.h"
#include "tests/app/alone.h"
#include "tests/app/lessons/good_lesson.h"
#include "tests/e2e/texts.h"

namespace flatscope::testing {

inline const ImVec2 class_screens[] = {{1280, 720}, {1920, 1080}, {3840, 2160}, {1024, 768}};

// A step on each stage, one of them with a slider to drag.
inline constexpr const char* all_stages_lesson = R"(
title = "All stages"
[[step]]
title = "A pixel and the one below it lie a whole row apart"
say = "In the picture the pixel **below** touches it. In the line it comes one whole row later."
operate = ["flatten/unroll"]
minutes = 1.5
[step.notes]
ask = "Which of them touch?"
say = "They touch in the picture."
[[step]]
title = "Move the horse: only the convolution keeps up"
say = "Drag it, or press the arrow keys."
operate = ["shift.dx", "shift.stride"]
[step.scene]
stage = "shift"
[step.scene.shift]
dx = 8
[[step]]
title = "A kernel looks at nine pixels"
say = "The same nine numbers, wherever the window stands."
[step.scene]
stage = "convolve"
[[step]]
title = "Dense layers explode"
say = "Every input has a weight for every output."
[step.scene]
stage = "parameters"
[[step]]
title = "Two networks learn"
say = "The same data, the same seed."
[step.scene]
stage = "train"
)";

class Present : public ::testing::Test {
 protected:
  static std::shared_ptr<const Lesson> all_stages() { return test::good_lesson(all_stages_lesson); }
  static std::shared_ptr<const Lesson> pixel_below() {
    return test::good_lesson(read_lesson_file(find_lesson("pixel-below")));
  }
  static void begin(Alone& window, const std::shared_ptr<const Lesson>& lesson, int step) {
    window.app().begin(lesson, step);
    window.app().present(true);
    window.settle();
    window.settle();
  }
  static void look(const Screen& screen, const std::string& what) {
    for (const std::string& fault : faults_of_texts(screen)) ADD_FAILURE() << what << ": " << fault;
    for (const std::string& fault : too_small_texts(screen)) ADD_FAILURE() << what << ": " << fault;
    EXPECT_EQ(screen.areas.count("inspector") + screen.areas.count("rail"), 0U) << what;
  }
  static void let_go(Alone& window, int key) {
    window.frame({{key, 0, false, true}});
    window.settle();
  }
  static std::string size_of(ImVec2 size) {
    return std::to_string(static_cast<int>(size.x)) + "x" + std::to_string(static_cast<int>(size.y));
  }

  const Ground ground_;
};

}  // namespace flatscope::testing
