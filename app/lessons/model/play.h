// A lesson as it is being played: where it stands, what was guessed, what the class voted. Plain, a part of ViewState.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/lessons/model/mistake.h"

namespace flatscope {

enum class Stage;
struct Lesson;
struct LessonValue;
struct Question;
struct Results;
struct Scene;
struct Step;

// What somebody answers; which of these counts is the question's kind.
struct Guess {
  std::optional<int> choice;  // from 0
  std::string typed;          // a number as it stands in the field
  // number: one; place: an index, or row and column; shift: rows down, columns right; curve: the heights
  std::vector<double> value;
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
  int point = 0;          // of a curve: the one that the keys move
  bool recorded = false;  // training takes too long here: the recorded run is shown
  bool operator==(const StepPlay&) const = default;
};

struct LessonPlay {
  std::shared_ptr<const Lesson> lesson;  // null: none is played
  int step = 0;
  std::vector<StepPlay> steps;          // one each
  std::vector<LessonMistake> mistakes;  // of the file as it is now; the lesson is the last good one
  bool list = false;                    // the steps are listed, to jump
  bool notes = false;                   // the teacher's notes are shown
  bool tally = false;                   // hands are counted
  bool editing = false;                 // its text is being written (LessonDraft)
  bool on_paper = false;                // a figure of a handout: the stage's picture alone, as it is printed
  std::vector<double> held;             // of a shift: the guess when the pointer took hold of it
  std::optional<int> jump;              // a step that was clicked: it is shown in the next frame
  bool operator==(const LessonPlay&) const = default;
};

LessonPlay begin_lesson(std::shared_ptr<const Lesson> lesson);
// A newer version of the same file: it stays at its step, and guesses stay where the question is the same.
void take_newer(LessonPlay& play, std::shared_ptr<const Lesson> lesson);

// Its bar takes a part of the window.
inline bool beside_bar(const LessonPlay& play) { return play.lesson != nullptr && !play.on_paper; }
const Step* step_of(const LessonPlay& play);  // null: no lesson
// The Scene of the step: as the file has it, or with the weights of its recorded run. Precondition: there is a lesson.
const Scene& scene_of(const LessonPlay& play);
const Scene& scene_of(const LessonPlay& play, int step);
StepPlay& at_hand(LessonPlay& play);  // precondition: there is a lesson
bool waits_for_answer(const LessonPlay& play);
inline bool at_last_step(const LessonPlay& play) { return play.step + 1 == static_cast<int>(play.steps.size()); }
// A place is asked for, or a number that is one: how many there are of something lies nowhere on the line.
bool asks_for_place(const Question& question);

// A part of a stage (StagePart) or the id of a control is not to be shown now: the lesson does without it, or the
// question would be told.
bool hides(const LessonPlay& play, std::string_view name);
bool keeps_back(const LessonPlay& play, std::string_view part);
bool shows_stage(const LessonPlay& play, int stage);
// Of which the step tells something that is measured: their results are asked for whatever stage is shown.
std::vector<Stage> stages_measured(const LessonPlay& play);

// --- what a person does ---
bool can_commit(const LessonPlay& play);  // there is a guess, or there are hands
void commit(LessonPlay& play);
void skip(LessonPlay& play);
void answer_again(LessonPlay& play);
bool moves_by_keys(const LessonPlay& play);  // the arrow keys are the question's: of a shift, of a curve
// By one to the right and down: the shift itself, or the next point of a curve and its height.
void move_guess(LessonPlay& play, int right, int down);
// Of a curve; the others stand in the middle until they are moved. The height is brought into the axis.
void set_height(LessonPlay& play, std::size_t point, double height);
bool counts_hands(const LessonPlay& play);               // a vote is open, and each answer’s hands are counted
std::string_view commit_words(const LessonPlay& play);   // of its button: a class that voted sees the answer
void add_hand(LessonPlay& play, int choice, int hands);  // hands 1 or -1; never below 0
void vote_again(LessonPlay& play);

// The value now as a question asks for it: shares in per cent. Empty: it is measured and not known yet.
std::vector<double> asked_now(const LessonValue& value, const Scene& scene, const Results& results);
// What is true: one value or a place, of a curve its heights. Empty: it is measured and not known yet, or of a choice.
std::vector<double> truth_of(const Question& question, const Scene& scene, const Results& results);

// What came of the guess, once it was committed.
struct Outcome {
  bool right = false;
  double off = 0.0;  // number, place on a line: |guess − truth|; place, shift: the distance; curve: on average
  std::vector<double> truth;  // empty while it is not known
  std::string sentence;       // "15 places off: one to the right, …": what is said of it
};
Outcome outcome_of(const LessonPlay& play, const Scene& scene, const Results& results);

// A guess or a truth in words: "89", "93.1 %", "(5, 9)", "2 rows down, 6 columns right". "?" for none.
std::string answer_words(const Question& question, const std::vector<double>& value);
// How far off it is, without the word: "15 places", "12.3 points".
std::string off_words(const Question& question, double off);
// The same number alone, and what stands behind it: "15" and "places".
std::string off_number(const Question& question, double off);
std::string off_unit(const Question& question, double off);

// A row a question: step, question, each answer with its hands before and after, which is right. RFC 4180.
std::string answers_csv(const LessonPlay& play, const Results& results);

}  // namespace flatscope
