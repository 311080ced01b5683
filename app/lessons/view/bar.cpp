#include "app/lessons/view/bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/lessons/model/lesson.h"
#include "app/lessons/model/read.h"
#include "app/lessons/view/buttons.h"
#include "app/lessons/view/dots.h"
#include "app/lessons/view/question.h"
#include "app/lessons/view/told.h"
#include "app/widgets/scroll_area.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr float head_height = 40.0F, buttons_height = 40.0F;

WordsLook told_in(const Ui& ui) { return {Type::body, Type::strong, Type::mono_strong, ui.colours.text, 1.45F}; }

// A button of the row at the right end.
struct BarButton {
  const char* id;  // of the action, too
  std::string_view label, key;
  ButtonLook look = ButtonLook::plain;
  bool enabled = true;
  float least = 0.0F;  // design units
};

float width_of(const Ui& ui, const BarButton& button) {
  return std::max(lesson_button_width(ui, button.label, button.key), ui.dp(button.least));
}

float width_of(const Ui& ui, const std::vector<BarButton>& buttons) {
  float width = 0.0F;
  for (const BarButton& button : buttons) width += width_of(ui, button) + ui.dp(8);
  return width;
}

// From the right to the left, those that leave enough of `room` to the answer.
std::vector<BarButton> buttons_of(StageContext& context, float room) {
  const LessonPlay& play = context.view.lesson;
  const Step& step = *step_of(play);
  const bool open = waits_for_answer(play), last = at_last_step(play);
  const bool votes = counts_hands(play);
  std::vector<BarButton> all;
  if (open) {
    all.push_back({"lesson.commit", commit_words(play), "Enter", ButtonLook::first, can_commit(play), 160});
    all.push_back({"lesson.skip", "Skip", "", ButtonLook::plain, true, 88});
  } else {
    all.push_back({"lesson.next", last ? "End" : "Next step", "PageDown", ButtonLook::first, true, 200});
    if (step.question) all.push_back({"lesson.again", "Answer again", "", ButtonLook::plain, true, 120});
  }
  if (votes && !play.steps[static_cast<std::size_t>(play.step)].tally.second)
    all.push_back({"lesson.vote-again", "Vote again", "", ButtonLook::plain, true, 110});
  if (play.step > 0) all.push_back({"lesson.previous", "Back", "", ButtonLook::plain, true, 40});
  const BarButton restore{"lesson.restore", "Back to the step", "", ButtonLook::plain, true, 0};
  const Ui& ui = context.ui;
  const bool answers = step.question && step.question->kind != QuestionKind::choose;
  const float left = room - width_of(ui, all) - width_of(ui, restore);
  if (context.scene != scene_of(play) && left > (answers ? ui.dp(260) : 0.0F)) all.push_back(restore);
  return all;
}

constexpr float least_chart = 260.0F;  // design units

// The buttons stand beside the last row of the question, but choices take all the width, and so may a chart.
bool buttons_below(const Ui& ui, const Step& step, float answer, float buttons) {
  if (!step.question) return false;
  if (step.question->kind == QuestionKind::choose) return true;
  return step.question->kind == QuestionKind::curve && answer - buttons < ui.dp(least_chart);
}

// What is wrong with the file as it is now stands above all else; empty if nothing is.
std::string mistake_words(const LessonPlay& play) {
  if (play.mistakes.empty()) return {};
  const std::string more =
      play.mistakes.size() > 1 ? fmt::format(" And {} more.", play.mistakes.size() - 1) : std::string();
  return fmt::format("{}{} The last good version is played.",
                     mistake_line(play.lesson->path.filename(), play.mistakes.front()), more);
}

// Where the parts of the bar are.
struct BarPlace {
  Rect mistake, head, words, answer, buttons;
  std::vector<BarButton> row;  // in `buttons`
  bool below = false;          // they stand below the answer
  float beside = 0.0F;         // else they take so much of its last row
};

BarPlace place_bar(StageContext& context, const Rect& area, const Step& step) {
  Ui& ui = context.ui;
  const bool question = step.question.has_value();
  Rect inner{{area.min.x + ui.dp(24), area.min.y + ui.dp(8)}, {area.max.x - ui.dp(24), area.max.y - ui.dp(12)}};
  BarPlace place;
  place.mistake = {inner.min, {inner.max.x, inner.min.y}};
  if (const std::string mistake = mistake_words(context.view.lesson); !mistake.empty()) {
    place.mistake.max.y +=
        ui.text_wrapped({}, inner.width() - ui.dp(24), Type::body, ui.colours.text, mistake, false) + ui.dp(12);
    inner.min.y = place.mistake.max.y + ui.dp(4);
  }
  place.head = {inner.min, {inner.max.x, inner.min.y + ui.dp(head_height)}};
  const float top = place.head.max.y;
  // A step that only tells has the whole width, but lines no longer than can be read.
  const float left = question ? inner.width() * 0.31F : std::min(inner.width(), ui.dp(760));
  place.words = {{inner.min.x, top}, {inner.min.x + left, inner.max.y}};
  place.buttons = {{inner.min.x + (question ? left + ui.dp(40) : 0.0F), inner.max.y - ui.dp(buttons_height)},
                   inner.max};
  place.row = buttons_of(context, place.buttons.width());
  const float row = width_of(ui, place.row);
  place.below = buttons_below(ui, step, place.buttons.width(), row);
  place.beside = place.below ? 0.0F : row;
  place.answer = {{inner.min.x + left + ui.dp(40), top},
                  {inner.max.x, place.below ? place.buttons.min.y - ui.dp(8) : inner.max.y}};
  return place;
}

// Scrolls where there is more than fits. `draw` returns the height that it takes.
template <class Draw>
void scrolled(Ui& ui, const char* id, const Rect& area, Draw draw) {
  const float height = draw(area, false);
  if (height <= area.height() + 1.0F) {
    draw(area, true);
    return;
  }
  ScrollArea scroll(ui, id, area, ui.colours.panel);
  scroll.content(height);
  const float top = area.min.y - scroll.scrolled();
  draw(Rect{{area.min.x, top}, {area.max.x - ScrollArea::bar_width(ui), top + height}}, true);
}

void draw_head(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  const float middle = area.min.y + ui.dp(16), body = middle - ui.line_height(Type::body) * 0.5F;
  // From the right: the cross and the tools, as far as there is room beside the title.
  float right = area.max.x;
  const Rect cross{{right - ui.dp(28), middle - ui.dp(14)}, {right, middle + ui.dp(14)}};
  if (close_cross(ui, "lesson.close", cross, "Leave the lesson")) context.edit.run("lesson.leave");
  right = cross.min.x - ui.dp(12);
  const std::string count = fmt::format("step {} of {}", play.step + 1, play.steps.size());
  const float least = ui.measure(Type::strong, play.lesson->title).x + ui.measure(Type::small, count).x + ui.dp(40) +
                      ui.dp(16) * static_cast<float>(play.steps.size());
  struct Tool {
    std::string_view id, label, about;
    bool on;
  };
  const bool votes = step_of(play)->question && step_of(play)->question->kind == QuestionKind::choose;
  const Tool tools[] = {
      {"present-full", "Present", "Fill the screen (F5, in a browser Shift P); P stays in the window",
       context.view.presenting},
      {"lesson.notes", "Notes", "What to ask, what is right, and the time (N)", play.notes},
      {"lesson.steps", "Steps", "All steps, to jump to one", play.list},
      {"lesson.tally", "Count hands",
       "Clicks and the keys 1 to 6 add a hand to an answer; with Shift they take one back (H)", play.tally},
      {"lesson.edit", "Write", "Its text, to write on (F6)", false},
      {"lesson.handout", "Handout", "Save the lesson as a page to print (Ctrl H)", false},
      {"lesson.answers", "Answers", "Save the class’s answers and hands as a table (.csv)", false}};
  for (const Tool& tool : tools) {
    if (tool.id == "lesson.tally" && !votes) continue;
    const float width = ui.measure(Type::body, tool.label).x + ui.dp(20);
    if (right - width < area.min.x + least) break;
    const Rect rect{{right - width, middle - ui.dp(15)}, {right, middle + ui.dp(15)}};
    right = rect.min.x - ui.dp(4);
    if (hit_area(ui, fmt::format("bar/{}", tool.id).c_str(), rect, tool.on ? "on" : "off")) context.edit.run(tool.id);
    const bool hovered = ImGui::IsItemHovered();
    if (hovered || tool.on) ui.draw->AddRectFilled(rect.min, rect.max, ui.colours.raised, ui.dp(6));
    ui.text({rect.centre().x, body}, Type::body, hovered || tool.on ? ui.colours.text : ui.colours.muted, tool.label,
            Align::centre);
    ui.tooltip(rect, tool.about);
  }
  float x = area.min.x;
  x += ui.text_fit({x, body}, right - x, Type::strong, ui.colours.text, play.lesson->title) + ui.dp(16);
  if (const float dots = step_dots_width(ui, play, 16); x + dots < right) {
    context.view.lesson.jump = draw_step_dots(ui, {x, middle}, play, 16);
    x += dots + ui.dp(8);
  }
  if (x + ui.measure(Type::small, count).x < right)
    ui.text({x, middle - ui.line_height(Type::small) * 0.5F}, Type::small, ui.colours.muted, count);
  ui.record.fact("lesson.step", std::to_string(play.step + 1));
}

void draw_buttons(StageContext& context, const BarPlace& place) {
  float right = place.buttons.max.x;
  for (const BarButton& button : place.row) {
    const float width = width_of(context.ui, button);
    const Rect rect{{right - width, place.buttons.min.y}, {right, place.buttons.max.y}};
    right -= width + context.ui.dp(8);
    if (lesson_button(context.ui, button.id, rect, button.label, button.key, button.look, button.enabled))
      context.edit.run(button.id);
  }
}

}  // namespace

float lesson_bar_height(StageContext& context, float width, float screen_height) {
  const Step* const step = step_of(context.view.lesson);
  if (step == nullptr) return 0.0F;
  Ui& ui = context.ui;
  const BarPlace place = place_bar(context, {{0, 0}, {width, screen_height}}, *step);
  const float words = draw_told(context, place.words, told_in(ui), false);
  float answer = 0.0F;
  if (step->question)
    answer = waits_for_answer(context.view.lesson) ? draw_question(context, place.answer, *step, false, place.beside)
                                                   : draw_outcome(context, place.answer, *step, false, place.beside);
  const float frame = ui.dp(12) + place.head.max.y;
  const float needs =
      frame + std::max(step->question ? words : words + ui.dp(buttons_height + 8),
                       step->question ? answer + (place.below ? ui.dp(buttons_height + 8) : 0.0F) : 0.0F);
  return std::min(std::round(std::max(needs, ui.dp(140))), screen_height * 0.5F);
}

void draw_lesson_bar(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const Step& step = *step_of(context.view.lesson);
  ui.draw->AddRectFilled(area.min, area.max, ui.colours.panel);
  ui.draw->AddLine(area.min, {area.max.x, area.min.y}, ui.colours.line, 1.0F);
  ui.record.area("lesson", area.min, area.max);
  const BarPlace place = place_bar(context, area, step);
  if (const std::string mistake = mistake_words(context.view.lesson); !mistake.empty()) {
    const Rect& box = place.mistake;
    ui.draw->AddRectFilled(box.min, box.max, mix(ui.colours.panel, ui.colours.wrong, 0.12F));
    ui.draw->AddRectFilled(box.min, {box.min.x + ui.dp(3), box.max.y}, ui.colours.wrong);
    ui.text_wrapped({box.min.x + ui.dp(12), box.min.y + ui.dp(6)}, box.width() - ui.dp(24), Type::body, ui.colours.text,
                    mistake);
    ui.record.fact("lesson.mistake", mistake);
  }
  draw_head(context, place.head);
  Rect words = place.words;
  if (!step.question) words.max.y = place.buttons.min.y - ui.dp(8);
  scrolled(ui, "lesson-words", words,
           [&](const Rect& room, bool draw_it) { return draw_told(context, room, told_in(ui), draw_it); });
  if (step.question)
    scrolled(ui, "lesson-answer", place.answer, [&](const Rect& room, bool draw_it) {
      return waits_for_answer(context.view.lesson) ? draw_question(context, room, step, draw_it, place.beside)
                                                   : draw_outcome(context, room, step, draw_it, place.beside);
    });
  draw_buttons(context, place);
}

}  // namespace flatscope
