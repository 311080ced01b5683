// A lesson as the text that a teacher writes: taken apart into its head and its steps, so that steps can be moved,
// copied and taken away without touching what stands in them; and steps written from a Scene.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/quantity.h"
#include "app/engine/scene.h"
#include "app/lessons/model/lesson.h"

namespace flatscope {

struct LessonText {
  std::string head;                // what stands before the first step
  std::vector<std::string> steps;  // each begins with [[step]], or with the comment right above it
  bool operator==(const LessonText&) const = default;
};

// Put together again it is the text as it was. Ends of lines become \n.
LessonText take_apart(std::string_view text);
std::string put_together(const LessonText& text);

// The line of the file, from 1, with which a step begins; that of the head is 1.
int first_line(const LessonText& text, std::size_t step);
// The step in which this line of the file lies, from 0; -1: the head.
int step_at_line(const LessonText& text, int line);
// A step's title, as far as it can be read; empty if not.
std::string title_of_step(std::string_view step);

// What of `after` is not as in `before`: its stage, its pictures, and the settings of the stage that is shown, as
// tables called `name` ("scene", "step.scene"). Empty where nothing is. Pictures in or near `folder` are named from
// there.
std::string scene_changes(const Scene& before, const Scene& after, std::string_view name,
                          const std::filesystem::path& folder);
// A step that shows `after`, to stand behind one that shows `before`.
std::string write_step(std::string_view title, std::string_view say, const Scene& before, const Scene& after,
                       const std::filesystem::path& folder);
// A lesson of one step that shows the Scene.
std::string write_lesson(std::string_view title, const Scene& scene, const std::filesystem::path& folder);

// A quantity as it is written, with arguments to be changed: "{index_of 0 0}" in words, "{ index_of = [0, 0] }" as a
// value.
std::string use_in_words(const StageQuantity& quantity);
std::string use_as_value(const StageQuantity& quantity);
// "0 0"; those that may be left out are.
std::string example_arguments(const StageQuantity& quantity);
// A question that can be played as it stands, to be changed.
std::string question_template(QuestionKind kind, const StageQuantity& number);

}  // namespace flatscope
