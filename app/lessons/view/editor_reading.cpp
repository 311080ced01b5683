#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/engine/stage_table.h"
#include "app/lessons/model/lesson.h"
#include "app/lessons/view/editor_parts.h"
#include "app/lessons/view/kept.h"
#include "app/lessons/view/words.h"
#include "app/widgets/controls.h"
#include "app/widgets/scroll_area.h"

namespace flatscope {
namespace {

// Small buttons with names, in rows; returns the one that was clicked.
std::string_view draw_names(Ui& ui, const Rect& area, float& y, std::string_view group,
                            const std::vector<std::pair<std::string_view, std::string_view>>& names) {
  std::string_view clicked;
  float x = area.min.x;
  const float height = ui.line_height(Type::mono_small) + ui.dp(10);
  for (const auto& [name, about] : names) {
    const float width = ui.measure(Type::mono_small, name).x + ui.dp(16);
    if (x > area.min.x && x + width > area.max.x) {
      x = area.min.x;
      y += height + ui.dp(6);
    }
    const Rect rect{{x, y}, {x + width, y + height}};
    x += width + ui.dp(6);
    if (hit_area(ui, fmt::format("editor/{}-{}", group, name).c_str(), rect)) clicked = name;
    ui.draw->AddRectFilled(rect.min, rect.max, ImGui::IsItemHovered() ? ui.colours.line : ui.colours.raised, ui.dp(5));
    ui.text({rect.min.x + ui.dp(8), rect.centre().y - ui.line_height(Type::mono_small) * 0.5F}, Type::mono_small,
            ui.colours.text, name);
    if (!about.empty()) ui.tooltip(rect, about);
  }
  y += height;
  return clicked;
}

// The words and the question of the last good version, as the class reads them.
void draw_step(StageContext& context, const Rect& area, float& y, const Step& step) {
  Ui& ui = context.ui;
  const WordsLook look{Type::body, Type::strong, Type::mono_strong, ui.colours.text, 1.45F};
  y += draw_words(ui, {area.min.x, y}, area.width(), look, step.say, step.scene, context.results);
  if (!step.question) return;
  y += ui.dp(12);
  const WordsLook strong{Type::strong, Type::strong, Type::mono_strong, ui.colours.text, 1.4F};
  y += draw_words(ui, {area.min.x, y}, area.width(), strong, step.question->ask, step.scene, context.results);
  const Question& question = *step.question;
  std::string answer;
  if (question.kind == QuestionKind::choose)
    answer = fmt::format(
        "{}: {}", choice_letter(static_cast<std::size_t>(question.right)),
        plain_words(question.choices[static_cast<std::size_t>(question.right)].words, step.scene, context.results));
  else
    answer = answer_words(question, truth_of(question, step.scene, context.results));
  y += ui.dp(4);
  y += ui.text_wrapped({area.min.x, y}, area.width(), Type::body, ui.colours.muted, "Right: " + answer);
}

std::string_view about_kind(QuestionKind kind) {
  switch (kind) {
    case QuestionKind::choose:
      return "One of several answers; a class may vote.";
    case QuestionKind::number:
      return "A number is typed.";
    case QuestionKind::place:
      return "A place of the picture is clicked.";
    case QuestionKind::shift:
      return "It is dragged to where it is expected.";
    case QuestionKind::curve:
      return "The points of a curve are dragged.";
  }
  return {};
}

// In words in braces; behind `answer =` and the like as a value.
void insert_number(TextArea& area, const StageQuantity& quantity) {
  const std::string before = area.before_caret();
  const std::size_t last = before.find_last_not_of(' ');
  const bool value = last != std::string::npos && before[last] == '=';
  area.insert(value ? use_as_value(quantity) : use_in_words(quantity));
}

}  // namespace

void draw_draft_reading(StageContext& context, const Rect& area, LessonDraft& draft) {
  Ui& ui = context.ui;
  LessonKept& kept = ui.kept.of<LessonKept>();
  const Lesson& lesson = *context.view.lesson.lesson;
  ScrollArea scroll(ui, "editor-reading", area, ui.colours.ground);
  const Rect column{area.min, {area.max.x - ScrollArea::bar_width(ui), area.max.y}};
  float y = area.min.y - scroll.scrolled();
  const float begin = y;
  const auto heading = [&](std::string_view words) {
    ui.text({area.min.x, y}, Type::section, ui.colours.muted, words);
    y += ui.line_height(Type::section) + ui.dp(12);
  };
  const bool known = draft.part >= 0 && draft.part < static_cast<int>(lesson.steps.size());
  if (known) {
    heading(context.view.lesson.mistakes.empty() ? "THE CLASS READS" : "THE CLASS READS, LAST GOOD VERSION");
    draw_step(context, column, y, lesson.steps[static_cast<std::size_t>(draft.part)]);
    y += ui.dp(24);
  }
  std::vector<std::pair<std::string_view, std::string_view>> names;
  if (draft.part >= 0) {
    heading("NUMBERS OF THE PROGRAM");
    const Stage stage = known ? lesson.steps[static_cast<std::size_t>(draft.part)].scene.stage : context.scene.stage;
    std::vector<std::string> about;
    const std::span<const StageQuantity> quantities = model_of(stage).quantities();
    about.reserve(quantities.size());
    for (const StageQuantity& one : quantities) {
      about.push_back(fmt::format("{}{}{}: {}", one.name, one.arguments.empty() ? "" : " ", one.arguments, one.about));
      names.emplace_back(one.name, about.back());
    }
    if (const std::string_view name = draw_names(ui, column, y, "quantity", names); !name.empty())
      insert_number(kept.draft, *quantity_named(name));
    y += ui.dp(24);
    if (part_in_hand(draft).find("[step.question]") == std::string::npos) {
      heading("ADD A QUESTION");
      names.clear();
      for (const QuestionKind kind : all_question_kinds) names.emplace_back(to_string(kind), about_kind(kind));
      if (const std::string_view name = draw_names(ui, column, y, "question", names); !name.empty()) {
        for (const QuestionKind kind : all_question_kinds)
          if (to_string(kind) == name) append_question(draft, kind, quantities.front());
        kept.draft.set(part_in_hand(draft));
      }
      y += ui.dp(24);
    }
    heading("A HIGHLIGHT CAN NAME");
    names.clear();
    for (const TargetKind kind : all_target_kinds) names.emplace_back(to_string(kind), "");
    if (const std::string_view name = draw_names(ui, column, y, "target", names); !name.empty())
      kept.draft.insert(fmt::format("{{ {} = }}", name));
    y += ui.dp(12);
    y += ui.text_wrapped({area.min.x, y}, column.width(), Type::small, ui.colours.muted,
                         "A click puts it where the caret was last.");
  } else {
    y += ui.text_wrapped({area.min.x, y}, column.width(), Type::body, ui.colours.muted,
                         "What stands here holds for all steps: the title, the minutes, and the scene that the first "
                         "step begins with.");
  }
  // Whatever was inserted is a change of the part in hand.
  if (kept.draft.text() != part_in_hand(draft)) type_part(draft, kept.draft.text(), true);
  scroll.content(y - begin + ui.dp(16));
}

}  // namespace flatscope
