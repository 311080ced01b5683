// A lesson as it is being played: where it stands, what was guessed, what the class voted. Plain, a part of ViewState.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flatscope {

struct Lesson;
struct Results;
struct Scene;
struct Step;

// What somebody answers; which of these counts is the question's kind.
struct Guess {
  std::optional<int> choice;  // from 0
  std::string typed;          // a number as it stands in the field
  std::vector<double> value;  // number: one; place: an index, or row and column; shift: dx, dy; curve: the heights
  bool operator==(const Guess&) const = default;
};

enum class StepPhase { open, committed, skipped };  // open: nothing that tells the answer is shown

// Hands for each choice; no names, ever.
struct Tally {
  std::vector<int> before, after;
  bool second = false;  // a second vote, after talking
  bool operator==(const Tally&) const = default;
};

struct StepPlay {
  Guess guess;
  StepPhase phase = StepPhase::open;
  Tally tally;
  double seconds = 0.0;  // for which it has been shown
  bool seen = false;
  bool operator==(const StepPlay&) const = default;
};

struct LessonPlay {
  std::shared_ptr<const Lesson> lesson;  // null: none is played
  int step = 0;
  std::vector<StepPlay> steps;        // one each
  std::vector<std::string> mistakes;  // of the file as it is now; the lesson is the last good one
  bool list = false;                  // the steps are listed, to jump
  bool notes = false;                 // the teacher's notes are shown
  bool tally = false;                 // hands are counted
  std::optional<int> jump;            // a step that was clicked: it is shown in the next frame
  bool operator==(const LessonPlay&) const = default;
};

LessonPlay begin_lesson(std::shared_ptr<const Lesson> lesson);
// A newer version of the same file: it stays at its step, and guesses stay where the question is the same.
void take_newer(LessonPlay& play, std::shared_ptr<const Lesson> lesson);

const Step* step_of(const LessonPlay& play);  // null: no lesson
StepPlay& at_hand(LessonPlay& play);          // precondition: there is a lesson
bool waits_for_answer(const LessonPlay& play);

// A part of a stage (StagePart) or the id of a control is not to be shown now: the lesson does without it, or the
// question would be told.
bool hides(const LessonPlay& play, std::string_view name);
bool keeps_back(const LessonPlay& play, std::string_view part);
bool shows_stage(const LessonPlay& play, int stage);

// --- what a person does ---
bool can_commit(const LessonPlay& play);  // there is a guess
void commit(LessonPlay& play);
void skip(LessonPlay& play);
void answer_again(LessonPlay& play);
void add_hand(LessonPlay& play, int choice, int hands);  // hands 1 or -1; never below 0
void vote_again(LessonPlay& play);

// What came of the guess, once it was committed.
struct Outcome {
  bool right = false;
  double off = 0.0;           // number, place on a line: |guess − truth|; place, shift: the distance
  std::vector<double> truth;  // empty while it is not known
  std::string sentence;       // "15 places off: one to the right, …": what is said of it
};
Outcome outcome_of(const LessonPlay& play, const Scene& scene, const Results& results);

// A row a question: step, question, each answer with its hands before and after, which is right. RFC 4180.
std::string answers_csv(const LessonPlay& play, const Results& results);

}  // namespace flatscope
