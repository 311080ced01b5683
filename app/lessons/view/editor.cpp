#include "app/lessons/view/editor.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/lessons/model/lesson.h"
#include "app/lessons/view/buttons.h"
#include "app/lessons/view/editor_parts.h"
#include "app/widgets/wording.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

// The title, what file it is and whether that has all of it; at the right the way back to the lesson.
void draw_head(StageContext& context, const Rect& area, LessonDraft& draft) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  float right = area.max.x;
  const auto button = [&](const char* id, std::string_view label, std::string_view key, ButtonLook look, bool enabled) {
    const float width = lesson_button_width(ui, label, key);
    const Rect rect{{right - width, area.min.y}, {right, area.min.y + ui.dp(40)}};
    right = rect.min.x - ui.dp(8);
    return lesson_button(ui, id, rect, label, key, look, enabled);
  };
  const std::string back = draft.part < 0 ? "Play it" : fmt::format("Play from step {}", draft.part + 1);
  if (button("editor/play", back, "F6", ButtonLook::first, true)) context.edit.run("lesson.edit");
  if (button("editor/undo", "Undo", "", ButtonLook::plain, !draft.past.empty())) undo_edit(draft);
  ui.text_fit(area.min, right - area.min.x, Type::title, ui.colours.text, play.lesson->title);
  const bool written = put_together(draft.text) == draft.written;
  const std::string about = fmt::format("{} · {} · {}", shown(draft.path.filename()),
                                        counted(static_cast<std::int64_t>(draft.text.steps.size()), "step"),
                                        written ? "saved" : "saved when you stop typing");
  ui.text_fit({area.min.x, area.min.y + ui.line_height(Type::title) + ui.dp(2)}, right - area.min.x, Type::body,
              ui.colours.muted, about);
}

}  // namespace

void draw_lesson_editor(StageContext& context, const Rect& area, LessonDraft& draft) {
  Ui& ui = context.ui;
  ui.record.area("editor", area.min, area.max);
  const Rect inner{{area.min.x + ui.dp(24), area.min.y + ui.dp(16)}, {area.max.x - ui.dp(24), area.max.y - ui.dp(16)}};
  const float head = std::max(ui.line_height(Type::title) + ui.line_height(Type::body), ui.dp(40)) + ui.dp(24);
  draw_head(context, {inner.min, {inner.max.x, inner.min.y + head}}, draft);
  const float top = inner.min.y + head, gap = ui.dp(32);
  const float steps = std::min(ui.dp(232), inner.width() * 0.26F);
  // What it says stands beside the text as long as that keeps room for its lines.
  const float least_text = ui.dp(460);
  const float reading = std::min(ui.dp(384), inner.width() - steps - 2 * gap - least_text);
  const bool reads = reading > ui.dp(220);
  draw_draft_steps(context, {{inner.min.x, top}, {inner.min.x + steps, inner.max.y}}, draft);
  const float text_right = reads ? inner.max.x - reading - gap : inner.max.x;
  draw_draft_text(context, {{inner.min.x + steps + gap, top}, {text_right, inner.max.y}}, draft);
  if (reads) draw_draft_reading(context, {{inner.max.x - reading, top}, inner.max}, draft);
}

}  // namespace flatscope
