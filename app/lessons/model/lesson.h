// A lesson: steps with words, a Scene, things that are pointed out, and sometimes a question. It is read from a text
// file (read.h), which docs/lessons.md describes; the lessons that come with the program are such files too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/quantity.h"
#include "app/engine/scene.h"
#include "app/engine/view_state.h"
#include "app/lessons/model/words.h"

namespace flatscope {

// A number or a place: written in the file, or computed from the step's Scene.
struct LessonValue {
  std::vector<double> fixed;      // as written, or as computed when the file was read
  std::optional<QuantityUse> of;  // what computes it; empty: it is as written
  bool measured() const { return of && of->quantity->measured; }
};

// What the value is now: one number, or row and column. Empty: it is measured and not known yet.
std::vector<double> value_now(const LessonValue& value, const Scene& scene, const Results& results);
// It is a share that is written in per cent.
bool in_percent(const LessonValue& value);

// A thing on the screen that can be pointed out or asked for. Views say where it is (widgets/anchors.h).
enum class TargetKind { pixel, index, neighbour, map, kernel_cell, matrix_row, control, chart_point };

inline constexpr TargetKind all_target_kinds[] = {TargetKind::pixel,   TargetKind::index,       TargetKind::neighbour,
                                                  TargetKind::map,     TargetKind::kernel_cell, TargetKind::matrix_row,
                                                  TargetKind::control, TargetKind::chart_point};
std::string_view to_string(TargetKind kind);  // "pixel", ..., for files

// pixel: row, column. index: of the line. neighbour: `name` is above, below, left or right of the pinned pixel. map:
// its number from 1, or that with row and column. kernel_cell: row, column. matrix_row: its number from 0. control:
// `name` is its id. chart_point: `name` is the chart, the value x and y in its units.
struct Target {
  TargetKind kind = TargetKind::pixel;
  std::string name;
  LessonValue at;
};

// Whose colour a highlight has.
enum class Role { ink, pixel, horizontal, vertical, wrong, dense, conv };

inline constexpr Role all_roles[] = {Role::ink,   Role::pixel, Role::horizontal, Role::vertical,
                                     Role::wrong, Role::dense, Role::conv};
std::string_view to_string(Role role);

// asked: only while the step's question is open; revealed: only once it is answered.
enum class HighlightTime { always, asked, revealed };

inline constexpr HighlightTime all_highlight_times[] = {HighlightTime::always, HighlightTime::asked,
                                                        HighlightTime::revealed};
std::string_view to_string(HighlightTime time);

struct Highlight {
  Target target;
  Role role = Role::ink;
  HighlightTime when = HighlightTime::always;
  std::string label;  // short, in it or beside it; may be empty
};

// choose: one of several. place: a click on the picture of a target. number: typed. shift: by how far something is
// expected to move is dragged. curve: the heights of points are dragged.
enum class QuestionKind { choose, place, number, shift, curve };

inline constexpr QuestionKind all_question_kinds[] = {QuestionKind::choose, QuestionKind::place, QuestionKind::number,
                                                      QuestionKind::shift, QuestionKind::curve};
std::string_view to_string(QuestionKind kind);

inline char choice_letter(std::size_t choice) { return static_cast<char>('A' + static_cast<int>(choice)); }

struct Choice {
  LessonWords words;
  std::string say;  // what to say to those who chose it; may be empty
};

// A wrong answer that many give, and why: told to the teacher, and to who gave it.
struct CommonMistake {
  LessonValue is;
  std::string say;
};

// A quantity that is a share is asked for in per cent: tolerance, mistakes and the axis of a curve are too.
struct Question {
  QuestionKind kind = QuestionKind::choose;
  LessonWords ask;
  LessonValue answer;  // number: one value; place: one (an index), or row and column; shift: rows down, columns right
  std::vector<LessonValue> curve;     // of a curve: the true heights
  std::vector<double> at;             // of a curve: where along the axis, ascending
  double low = 0.0, high = 1.0;       // of a curve: the axis
  std::string x_axis, y_axis;         // of a curve: what stands along its axes; may be empty
  bool logarithmic = false;           // of a curve: along `at` equal ways are equal factors
  bool percent = false;               // numbers are written with "%", and differences are points
  double tolerance = 0.0;             // absolute; a guess as near as that is right
  std::string unit;                   // behind the number: "places"
  TargetKind on = TargetKind::index;  // place and shift: what is clicked or dragged over, and of it
  std::string on_name;                //   which map
  std::vector<double> from;           // shift: row and column of what is dragged; empty: all of it
  Role role = Role::vertical;         // whose colour the truth has
  std::vector<Choice> choices;
  int right = 0;  // of the choices, from 0
  std::vector<CommonMistake> mistakes;
  std::string because;                      // said at the reveal
  std::vector<std::string_view> kept_back;  // parts of stages that would tell the answer
};

// For the teacher alone.
struct TeacherNotes {
  std::string ask, mistakes, proof, say;
};

struct Step {
  std::string title;
  LessonWords say;
  double minutes = 0.0;  // 0: not planned
  Scene scene;           // all of it, with what the file changes
  ViewState view;
  std::vector<std::string> hide;     // parts of stages (StagePart) and ids of controls
  std::vector<std::string> operate;  // ids of the controls that are there, large, while it is presented
  std::vector<Highlight> highlights;
  std::optional<Question> question;
  TeacherNotes notes;
  // To how many epochs both networks are trained before the step can say what it says; 0: nothing is. `recorded`: the
  // step's Scene with the weights that such a run came to, for where it takes too long; it is said to be a recording.
  int train_epochs = 0;
  std::optional<Scene> recorded;
  // The quantities of its words, its question and its answers that are measured.
  std::vector<QuantityUse> measured;
  int line = 0;  // of [[step]] in the file
};

struct Lesson {
  std::filesystem::path path;  // empty: it is in no file yet
  std::string title, level, about, language = "en";
  double minutes = 0.0;
  std::vector<Stage> stages;  // that stay in the rail; all if empty
  std::vector<Step> steps;    // at least one
};

// A lesson is shown to a class: its words stand beside the picture, which need not say them too.
bool presents_lesson(const ViewState& view);

}  // namespace flatscope
