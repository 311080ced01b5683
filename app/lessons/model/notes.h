// What the teacher's notes of a step say, line by line: the window draws it, and a browser's page shows it as text in a
// window of its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/lessons/model/play.h"

namespace flatscope {

struct NoteLine {
  enum class Kind { place, title, clock, under_clock, heading, words, answer, time };
  Kind kind = Kind::words;
  std::string words;
  std::string value = {};    // of an answer: what is answered; of the clock: the whole plan; of a time: what it took
  std::string planned = {};  // of a time
  bool strong = false;       // the right answer; the time of this step, and the sum
};

// Of the step that is played; its figures come from its Scene and from `results`.
std::vector<NoteLine> notes_of(const LessonPlay& play, const Results& results);
// For which the lesson has been shown, all steps together.
double seconds_of(const LessonPlay& play);
std::string minutes_and_seconds(double seconds);  // "3:12"

// What can be pressed below the notes: the action (shell/actions.h), its words and its key.
struct NoteButton {
  std::string_view action, words, key;
  bool first = false;  // the one to be pressed next
};
std::vector<NoteButton> note_buttons(const LessonPlay& play);

}  // namespace flatscope
