#include "app/shell/lesson_actions.h"

#include <iterator>

#include "app/shell/app.h"

namespace flatscope {
namespace {

// Of the lesson that is played. They come before those that have the same keys without one.
void add_lessons(std::vector<Action>& all, std::string_view lessons) {
  const auto plays = [](const App& app) { return app.lesson().lesson != nullptr; };
  const auto goes = [](const App& app) { return app.lesson().lesson != nullptr && !app.writes_lesson(); };
  const auto waits = [](const App& app) { return waits_for_answer(app.lesson()); };
  const auto counts = [](const App& app) { return counts_hands(app.lesson()); };
  const auto change = [](void (*what)(LessonPlay&)) { return [what](App& app) { what(app.view().lesson); }; };
  const auto go = [](int by) {
    return [by](App& app) {
      const int step = app.lesson().step + by;
      // The class does not see what comes after a lesson: the bar has its handout and its answers.
      if (step >= static_cast<int>(app.lesson().steps.size()))
        app.view().presenting ? app.present(false) : app.leave_lesson();
      else
        app.go_to_step(step);
    };
  };
  all.insert(all.end(),
             {{.id = "lesson.next",
               .words = "Next step",
               .keys = "Page Down",
               .group = lessons,
               .run = go(1),
               .possible = goes,
               .lesson = true},
              {.id = "lesson.previous",
               .words = "The step before",
               .keys = "Page Up",
               .group = lessons,
               .run = go(-1),
               .possible = goes,
               .lesson = true},
              {.id = "lesson.commit",
               .words = "Commit the answer",
               .keys = "Enter",
               .group = lessons,
               .run = change(commit),
               .possible = waits,
               .yields_to_fields = true},
              {.id = "lesson.skip", .words = "Skip the question", .run = change(skip), .possible = waits},
              {.id = "lesson.again", .words = "Answer again", .run = change(answer_again), .possible = plays},
              {.id = "lesson.vote-again",
               .words = "Vote again, after talking",
               .keys = "V",
               .group = lessons,
               .run = change(vote_again),
               .possible = counts,
               .lesson = true},
              {.id = "lesson.tally",
               .words = "Count hands",
               .keys = "H",
               .group = lessons,
               .run = change([](LessonPlay& play) { play.tally = !play.tally; }),
               .possible = plays,
               .lesson = true},
              {.id = "lesson.edit",
               .words = "Write on the lesson, or play it",
               .keys = "F6",
               .group = lessons,
               .run = [](App& app) { app.edit_lesson(); },
               .possible = plays},
              {.id = "lesson.undo-edit",
               .words = "Take the last change of the lesson back",
               .keys = "Ctrl Z",
               .group = lessons,
               .run = [](App& app) { app.undo_lesson_edit(); },
               .possible = [](const App& app) { return app.writes_lesson(); },
               .lesson = true,
               .yields_to_fields = true},
              {.id = "lesson.add-step",
               .words = "Add this scene as a step",
               .run = [](App& app) { app.add_lesson_step(); },
               .possible = [](const App& app) { return app.writes_lesson(); }},
              {.id = "lesson.handout",
               .words = "Handout of this lesson, to print",
               .keys = "Ctrl H",
               .group = lessons,
               .run = [](App& app) { app.ask_for_handout(); },
               .possible = plays},
              {.id = "lesson.answers",
               .words = "Save the answers as CSV",
               .run = [](App& app) { app.ask_for_answers_file(); },
               .possible = plays},
              {.id = "lesson.notes",
               .words = "Teacher’s notes and the time",
               .keys = "N",
               .group = lessons,
               .run = change([](LessonPlay& play) { play.notes = !play.notes; }),
               .possible = plays,
               .lesson = true},
              {.id = "lesson.steps",
               .words = "All steps",
               .run = change([](LessonPlay& play) { play.list = !play.list; }),
               .possible = plays},
              {.id = "lesson.restore",
               .words = "Back to the step",
               .run = [](App& app) { app.restore_step(); },
               .possible = plays},
              {.id = "lesson.leave",
               .words = "Leave the lesson",
               .run = [](App& app) { app.leave_lesson(); },
               .possible = plays}});
}

// The arrow keys while a question is answered by moving something; the stage has them at all other times.
void add_guesses(std::vector<Action>& all, std::string_view lessons) {
  struct Way {
    std::string_view id, words, keys;
    int right, down;
  };
  static constexpr Way ways[] = {{"lesson.guess-left", "The guess left, or the point before", "←", -1, 0},
                                 {"lesson.guess-right", "The guess right, or the next point", "→", 1, 0},
                                 {"lesson.guess-up", "The guess up", "↑", 0, -1},
                                 {"lesson.guess-down", "The guess down", "↓", 0, 1}};
  for (const Way& way : ways)
    all.push_back(
        {.id = way.id,
         .words = way.words,
         .keys = way.keys,
         .group = lessons,
         .run = [right = way.right, down = way.down](App& app) { move_guess(app.view().lesson, right, down); },
         .possible = [](const App& app) { return moves_by_keys(app.lesson()); },
         .repeats = true,
         .lesson = true,
         .line_keys = "←→↑↓",
         .line_words = "Move what is expected (a shift; a point of a curve)",
         .told_above = &way != &ways[0]});
}

// While hands are counted each answer has a digit.
void add_hands(std::vector<Action>& all, std::string_view lessons) {
  struct Row {
    std::string_view id, words, key, back_id, back_words, back_key;
  };
  static constexpr Row rows[] = {{"lesson.hand-a", "A hand for A", "1", "lesson.hand-back-a", "One less", "Shift 1"},
                                 {"lesson.hand-b", "A hand for B", "2", "lesson.hand-back-b", "One less", "Shift 2"},
                                 {"lesson.hand-c", "A hand for C", "3", "lesson.hand-back-c", "One less", "Shift 3"},
                                 {"lesson.hand-d", "A hand for D", "4", "lesson.hand-back-d", "One less", "Shift 4"},
                                 {"lesson.hand-e", "A hand for E", "5", "lesson.hand-back-e", "One less", "Shift 5"},
                                 {"lesson.hand-f", "A hand for F", "6", "lesson.hand-back-f", "One less", "Shift 6"}};
  const auto add = [&all, lessons](std::string_view id, std::string_view words, std::string_view key, int choice,
                                   int hands) {
    all.push_back({.id = id,
                   .words = words,
                   .keys = key,
                   .group = lessons,
                   .run = [choice, hands](App& app) { add_hand(app.view().lesson, choice, hands); },
                   .possible = [](const App& app) { return counts_hands(app.lesson()) && !app.lesson().list; },
                   .repeats = true,
                   .lesson = true,
                   .line_keys = "1 … 6",
                   .line_words = "A hand for A … F while hands are counted; with Shift one less",
                   .told_above = choice > 0 || hands < 0});
  };
  for (int i = 0; i < static_cast<int>(std::size(rows)); ++i) {
    add(rows[i].id, rows[i].words, rows[i].key, i, 1);
    add(rows[i].back_id, rows[i].back_words, rows[i].back_key, i, -1);
  }
}

}  // namespace

void add_of_lessons(std::vector<Action>& all, std::string_view lessons) {
  add_lessons(all, lessons);
  add_guesses(all, lessons);
  add_hands(all, lessons);
}

}  // namespace flatscope
