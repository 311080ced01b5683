#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/lessons/model/lesson.h"
#include "app/lessons/view/buttons.h"
#include "app/lessons/view/editor_parts.h"
#include "app/lessons/view/kept.h"
#include "app/widgets/scroll_area.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// Typing on within this many seconds is part of the same change, for Undo.
constexpr double same_change = 1.5;

// What is wrong in the part in hand, and one click that mends it where the word that was meant is known. From the
// bottom up; returns where it begins.
float draw_mistakes(StageContext& context, const Rect& area, LessonDraft& draft) {
  Ui& ui = context.ui;
  const std::vector<LessonMistake>& all = context.view.lesson.mistakes;
  const std::string together = put_together(draft.text);
  const auto lines = std::count(together.begin(), together.end(), '\n');
  float y = area.max.y - ui.line_height(Type::small);
  const std::string summary = all.empty()
                                  ? fmt::format("No mistake in {} lines.", lines)
                                  : fmt::format("{} in {} lines. The class keeps the last good version.",
                                                counted(static_cast<std::int64_t>(all.size()), "mistake"), lines);
  ui.text_fit({area.min.x, y}, area.width(), Type::small, all.empty() ? ui.colours.muted : ui.colours.wrong, summary);
  y -= ui.dp(8);
  std::vector<LessonMistake> mine = mistakes_in_hand(draft, all);
  constexpr std::size_t most = 3;
  if (mine.size() > most) mine.resize(most);
  for (std::size_t i = mine.size(); i-- > 0;) {
    const LessonMistake& mistake = mine[i];
    const bool mends = !mistake.word.empty() && !mistake.meant.empty();
    const float button = mends ? lesson_button_width(ui, "Replace", "") : 0.0F;
    const float room = area.width() - ui.dp(24) - (mends ? button + ui.dp(16) : 0.0F);
    const std::string words = fmt::format("Line {}: {}", std::max(mistake.line, 1), mistake.sentence);
    const float text = ui.text_wrapped({}, room, Type::body, ui.colours.text, words, false);
    const float height = std::max(text, mends ? ui.dp(32) : 0.0F) + ui.dp(16);
    y -= height;
    const Rect box{{area.min.x, y}, {area.max.x, y + height}};
    ui.draw->AddRectFilled(box.min, box.max, mix(ui.colours.panel, ui.colours.wrong, 0.1F));
    ui.draw->AddRectFilled(box.min, {box.min.x + ui.dp(3), box.max.y}, ui.colours.wrong);
    ui.text_wrapped({box.min.x + ui.dp(16), box.centre().y - text * 0.5F}, room, Type::body, ui.colours.text, words);
    if (mends && lesson_button(ui, fmt::format("editor/mend-{}", i).c_str(),
                               {{box.max.x - button - ui.dp(8), box.centre().y - ui.dp(16)},
                                {box.max.x - ui.dp(8), box.centre().y + ui.dp(16)}},
                               "Replace", "", ButtonLook::first))
      mend(draft, mistake);
    y -= ui.dp(4);
  }
  return y;
}

}  // namespace

void draw_draft_text(StageContext& context, const Rect& area, LessonDraft& draft) {
  Ui& ui = context.ui;
  const std::string heading = draft.part < 0 ? "THE LESSON" : fmt::format("STEP {}", draft.part + 1);
  ui.text(area.min, Type::section, ui.colours.muted, heading);
  const float bottom = draw_mistakes(context, area, draft) - ui.dp(8);
  const Rect page{{area.min.x, area.min.y + ui.line_height(Type::section) + ui.dp(12)}, {area.max.x, bottom}};
  ui.draw->AddRectFilled(page.min, page.max, ui.colours.panel);

  LessonKept& kept = ui.kept.of<LessonKept>();
  constexpr Type type = Type::mono;
  const std::string text = part_in_hand(draft);
  kept.draft.set(text);
  const int lines = 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  const float height = std::max(TextArea::height(ui, type, lines), page.height());
  const float gutter = ui.measure(type, "9999").x + ui.dp(16);
  ScrollArea scroll(ui, "editor-text", page, ui.colours.panel);
  scroll.content(height);
  const float top = page.min.y - scroll.scrolled();
  const int first = first_line_in_hand(draft);
  for (const LessonMistake& mistake : mistakes_in_hand(draft, context.view.lesson.mistakes)) {
    const int line = std::max(mistake.line, 1) - first;
    if (line < 0 || line >= lines) continue;
    const float middle = TextArea::line_middle(ui, type, top, line), half = ui.line_height(type) * 0.5F;
    ui.draw->AddRectFilled({page.min.x, middle - half}, {page.max.x, middle + half},
                           mix(ui.colours.panel, ui.colours.wrong, 0.14F));
  }
  for (int line = 0; line < lines; ++line) {
    const float middle = TextArea::line_middle(ui, type, top, line), half = ui.line_height(type) * 0.5F;
    if (middle + half < page.min.y || middle - half > page.max.y) continue;
    ui.text({page.min.x + gutter - ui.dp(8), middle - half}, type, ui.colours.muted, std::to_string(first + line),
            Align::right);
  }
  const Rect field{{page.min.x + gutter, top}, {page.max.x - ScrollArea::bar_width(ui), top + height}};
  const TextArea::Events events = kept.draft.draw(ui, "editor/text", field, type);
  if (events.changed) {
    const double now = ImGui::GetTime();
    type_part(draft, kept.draft.text(), now - kept.typed_at > same_change || kept.typed_part != draft.part);
    kept.typed_at = now;
    kept.typed_part = draft.part;
  }
  if (events.moved || events.changed) {
    const float line = ui.line_height(type), y = TextArea::line_middle(ui, type, 0.0F, events.caret_line);
    scroll.reveal(y - line, y + line);
  }
}

}  // namespace flatscope
