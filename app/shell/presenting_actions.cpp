#include "app/shell/presenting_actions.h"

#include <iterator>
#include <utility>

#include "app/shell/app.h"

namespace flatscope {
namespace {

constexpr std::string_view before_class = "While presenting a lesson";

// Of a lesson that is presented; these keys mean something else otherwise.
void add_before_class(std::vector<Action>& all) {
  const auto on = [](void (*change)(Presented & presented, int step)) {
    return [change](App& app) { change(app.view().presented, app.lesson().step); };
  };
  const auto curtain = [](Curtain wanted) {
    return [wanted](App& app) {
      Curtain& now = app.view().presented.curtain;
      now = now == wanted ? Curtain::none : wanted;
    };
  };
  const auto add = [&all](Action action) {
    action.group = before_class;
    action.presented = true;
    all.push_back(std::move(action));
  };
  add({.id = "present.black", .words = "Black screen", .keys = "B", .run = curtain(Curtain::black)});
  add({.id = "present.white", .words = "White screen", .keys = "W", .run = curtain(Curtain::white)});
  add({.id = "present.spotlight",
       .words = "Spotlight, while held",
       .keys = "S",
       .run = on([](Presented& presented, int) { presented.spotlight = true; }),
       .let_go = on([](Presented& presented, int) { presented.spotlight = false; })});
  add({.id = "present.magnifier",
       .words = "Magnifier, while held",
       .keys = "M",
       .run = on([](Presented& presented, int) { presented.magnifier = true; }),
       .let_go = on([](Presented& presented, int) { presented.magnifier = false; })});
  add({.id = "present.pen",
       .words = "Draw with the mouse, or no longer",
       .keys = "D",
       .run = on([](Presented& presented, int) { presented.pen = !presented.pen; })});
  add({.id = "present.erase", .words = "Take the pen’s last line away", .keys = "E", .run = on(erase_last)});
  add({.id = "present.clear", .words = "Take all its lines away", .keys = "C, Shift E", .run = on(erase_all)});
  add({.id = "present.freeze",
       .words = "Freeze the picture, or let it go on",
       .keys = "F",
       .run = on([](Presented& presented, int) { presented.frozen = !presented.frozen; })});
  add({.id = "present.keys",
       .words = "Show what is pressed and clicked",
       .keys = "K",
       .run = on([](Presented& presented, int) { presented.shows_keys = !presented.shows_keys; })});
  add({.id = "present.steps", .words = "All steps; a click or a number jumps", .keys = "L", .run = [](App& app) {
         app.view().lesson.list = !app.view().lesson.list;
       }});
}

// While the steps are listed a digit jumps to one: 0 is the tenth.
void add_listed_steps(std::vector<Action>& all, std::string_view lessons) {
  struct Row {
    std::string_view id, words, key;
  };
  static constexpr Row rows[] = {{"step.1", "Step 1", "1"},  {"step.2", "Step 2", "2"}, {"step.3", "Step 3", "3"},
                                 {"step.4", "Step 4", "4"},  {"step.5", "Step 5", "5"}, {"step.6", "Step 6", "6"},
                                 {"step.7", "Step 7", "7"},  {"step.8", "Step 8", "8"}, {"step.9", "Step 9", "9"},
                                 {"step.10", "Step 10", "0"}};
  for (int i = 0; i < static_cast<int>(std::size(rows)); ++i)
    all.push_back({.id = rows[i].id,
                   .words = rows[i].words,
                   .keys = rows[i].key,
                   .group = lessons,
                   .run = [i](App& app) { app.go_to_step(i); },
                   .possible = [](const App& app) { return app.lesson().lesson != nullptr && app.lesson().list; },
                   .lesson = true,
                   .line_keys = "0 … 9",
                   .line_words = "Jump, while all steps are listed",
                   .told_above = i > 0});
}

}  // namespace

void add_presenting(std::vector<Action>& all, std::string_view lessons) {
  add_listed_steps(all, lessons);
  add_before_class(all);
}

}  // namespace flatscope
