#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/lessons/model/lesson.h"
#include "app/lessons/present/words.h"
#include "app/lessons/view/buttons.h"
#include "app/lessons/view/editor_parts.h"
#include "app/widgets/controls.h"
#include "app/widgets/scroll_area.h"

namespace flatscope {
namespace {

std::string_view kind_words(const Lesson& lesson, int step) {
  const auto at = static_cast<std::size_t>(step);
  return at < lesson.steps.size() ? kind_of_step(lesson.steps[at]) : "not read yet";
}

void draw_warning(Ui& ui, ImVec2 c) {
  const float r = ui.dp(7), mark = std::max(1.0F, ui.dp(1));
  ui.draw->AddTriangleFilled({c.x - r, c.y + r * 0.85F}, {c.x + r, c.y + r * 0.85F}, {c.x, c.y - r}, ui.colours.wrong);
  ui.draw->AddRectFilled({c.x - mark, c.y - r * 0.4F}, {c.x + mark, c.y + r * 0.3F}, ui.colours.panel);
}

// One row of the list; true when clicked.
bool step_row(Ui& ui, const char* id, const Rect& row, std::string_view number, std::string_view title,
              std::string_view about, bool chosen, bool wrong) {
  const bool clicked = hit_area(ui, id, row, chosen ? "on" : wrong ? "wrong" : "off");
  if (chosen || ImGui::IsItemHovered()) ui.draw->AddRectFilled(row.min, row.max, ui.colours.raised, ui.dp(6));
  const float left = row.min.x + ui.dp(40), room = row.max.x - ui.dp(wrong ? 28 : 8) - left, top = row.min.y + ui.dp(6);
  ui.text({row.min.x + ui.dp(28), top}, Type::mono, ui.colours.muted, number, Align::right);
  ui.text_fit({left, top}, room, chosen ? Type::strong : Type::body, ui.colours.text, title);
  ui.text_fit({left, top + ui.line_height(Type::body)}, room, Type::small, ui.colours.muted, about);
  if (wrong) draw_warning(ui, {row.max.x - ui.dp(16), row.centre().y});
  return clicked;
}

// What can be done with the step in hand, from the bottom up; returns where it begins.
float draw_buttons(StageContext& context, const Rect& area, LessonDraft& draft) {
  Ui& ui = context.ui;
  const float height = ui.dp(36), gap = ui.dp(8), half = (area.width() - gap) * 0.5F;
  const int count = static_cast<int>(draft.text.steps.size());
  float y = area.max.y;
  const std::string_view hint =
      "“This scene” is what the stages show; F6 leads there and back. A step goes on from the scene of the one before "
      "it.";
  y -= ui.text_wrapped({}, area.width(), Type::small, ui.colours.muted, hint, false);
  ui.text_wrapped({area.min.x, y}, area.width(), Type::small, ui.colours.muted, hint);
  const auto row = [&](const char* left_id, std::string_view left, bool left_on, const char* right_id,
                       std::string_view right, bool right_on) {
    y -= height + gap;
    if (lesson_button(ui, left_id, {{area.min.x, y}, {area.min.x + half, y + height}}, left, "", ButtonLook::plain,
                      left_on))
      return -1;
    const Rect rect{{area.max.x - half, y}, {area.max.x, y + height}};
    return lesson_button(ui, right_id, rect, right, "", ButtonLook::plain, right_on) ? 1 : 0;
  };
  y -= ui.dp(4);
  const int moved = row("editor/up", "Move up", draft.part > 0, "editor/down", "Move down",
                        draft.part >= 0 && draft.part + 1 < count);
  if (moved != 0) move_step(draft, moved);
  switch (row("editor/copy", "Copy", draft.part >= 0, "editor/delete", "Delete", draft.part >= 0 && count > 1)) {
    case -1:
      copy_step(draft);
      break;
    case 1:
      delete_step(draft);
      break;
    default:
      break;
  }
  y -= height + gap;
  if (lesson_button(ui, "editor/add", {{area.min.x, y}, {area.max.x, y + height}}, "Add this scene as a step", "",
                    ButtonLook::plain))
    context.edit.run("lesson.add-step");
  return y;
}

}  // namespace

void draw_draft_steps(StageContext& context, const Rect& area, LessonDraft& draft) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  ui.text(area.min, Type::section, ui.colours.muted, "STEPS");
  const float bottom = draw_buttons(context, area, draft) - ui.dp(16);
  const float top = area.min.y + ui.line_height(Type::section) + ui.dp(12);
  const float height = ui.line_height(Type::body) + ui.line_height(Type::small) + ui.dp(12);
  const Rect list{{area.min.x, top}, {area.max.x, std::max(bottom, top + height)}};
  ScrollArea scroll(ui, "editor-steps", list, ui.colours.ground);
  scroll.content(height * static_cast<float>(draft.text.steps.size() + 1));
  const auto wrong = [&](int part) {
    return std::any_of(play.mistakes.begin(), play.mistakes.end(),
                       [&](const LessonMistake& one) { return step_at_line(draft.text, one.line) == part; });
  };
  float y = list.min.y - scroll.scrolled();
  for (int part = -1; part < static_cast<int>(draft.text.steps.size()); ++part) {
    const Rect row{{list.min.x, y}, {list.max.x - ui.dp(12), y + height}};
    y += height;
    const bool head = part < 0;
    const std::string title = head ? "The lesson" : title_of_step(draft.text.steps[static_cast<std::size_t>(part)]);
    if (step_row(ui, fmt::format("editor/step-{}", part + 1).c_str(), row, head ? "" : std::to_string(part + 1),
                 title.empty() ? "Without a title" : title,
                 head ? "title, pictures, first scene" : kind_words(*play.lesson, part), part == draft.part,
                 wrong(part)))
      draft.part = part;
  }
}

}  // namespace flatscope
