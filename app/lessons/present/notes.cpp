#include "app/lessons/present/notes.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "app/lessons/model/notes.h"
#include "app/lessons/view/buttons.h"

namespace flatscope {
namespace {

// Sentences in the column's width.
void paragraph(Ui& ui, Column& column, Type type, ImU32 ink, std::string_view words) {
  const float height = ui.text_wrapped({0, 0}, column.width(), type, ink, words, false);
  const Rect room = column.take_pixels(height);
  ui.text_wrapped(room.min, room.width(), type, ink, words);
}

// An answer at the left, and what it comes of at its right.
void answer(Ui& ui, Column& column, const NoteLine& line) {
  const float wide = std::max(ui.measure(Type::mono_strong, line.value).x, ui.dp(28)) + ui.dp(10);
  const float height = ui.text_wrapped({0, 0}, column.width() - wide, Type::body, 0, line.words, false);
  const Rect room = column.take_pixels(std::max(height, ui.line_height(Type::mono_strong)) + ui.dp(6));
  const ImU32 ink = line.strong ? ui.colours.text : ui.colours.muted;
  ui.text(room.min, Type::mono_strong, ink, line.value);
  ui.text_wrapped({room.min.x + wide, room.min.y}, room.width() - wide, Type::body, ink, line.words);
}

void time(Ui& ui, Column& column, const NoteLine& line) {
  const float plan = ui.measure(Type::mono, "00:00").x, took = plan + ui.dp(14) + plan;
  const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(8));
  const ImU32 ink = line.strong ? ui.colours.text : ui.colours.muted;
  const float y = row.min.y, mono = y + (ui.line_height(Type::body) - ui.line_height(Type::mono)) * 0.5F;
  ui.text_fit({row.min.x, y}, row.width() - took - ui.dp(8), line.strong ? Type::strong : Type::body, ink, line.words);
  ui.text({row.max.x - plan - ui.dp(14), mono}, Type::mono, ink, line.value, Align::right);
  ui.text({row.max.x, mono}, Type::mono, ui.colours.muted, line.planned, Align::right);
}

void clock(Ui& ui, Column& column, const NoteLine& line) {
  const Rect row = column.take_pixels(ui.line_height(Type::number));
  ui.text(row.min, Type::number, ui.colours.text, line.words);
  ui.text_fit({row.min.x + ui.measure(Type::number, line.words).x + ui.dp(10),
               row.max.y - ui.line_height(Type::body) - ui.dp(4)},
              row.width(), Type::body, ui.colours.muted, line.value);
  column.gap(2);
}

void draw_line(Ui& ui, Column& column, const NoteLine& line) {
  switch (line.kind) {
    case NoteLine::Kind::place:
      column.gap(2);
      paragraph(ui, column, Type::section, ui.colours.muted, line.words);
      return column.gap(6);
    case NoteLine::Kind::title:
      paragraph(ui, column, Type::heading, ui.colours.text, line.words);
      return column.gap(12);
    case NoteLine::Kind::clock:
      return clock(ui, column, line);
    case NoteLine::Kind::under_clock:
      return paragraph(ui, column, Type::body, ui.colours.muted, line.words);
    case NoteLine::Kind::heading:
      return column.section(line.words);
    case NoteLine::Kind::words:
      return paragraph(ui, column, Type::body, ui.colours.text, line.words);
    case NoteLine::Kind::answer:
      return answer(ui, column, line);
    case NoteLine::Kind::time:
      return time(ui, column, line);
  }
}

}  // namespace

void draw_notes(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  for (const NoteLine& line : notes_of(play, context.results)) draw_line(ui, column, line);
  // The clock goes on while nothing else happens.
  const double seconds = seconds_of(play);
  ui.ask_for_frame(1.0 - (seconds - std::floor(seconds)));
  ui.record.fact("notes.together", minutes_and_seconds(seconds));
  ui.record.fact("notes", "shown");
}

void draw_notes_foot(StageContext& context, const Rect& foot) {
  Ui& ui = context.ui;
  ui.draw->AddRectFilled(foot.min, foot.max, ui.colours.panel);
  ui.draw->AddLine(foot.min, {foot.max.x, foot.min.y}, ui.colours.line, 1.0F);
  const float top = foot.min.y + ui.dp(10), bottom = foot.max.y - ui.dp(10);
  float right = foot.max.x;
  for (const NoteButton& button : note_buttons(context.view.lesson)) {
    const float wide = lesson_button_width(ui, button.words, button.key);
    const Rect rect{{right - wide, top}, {right, bottom}};
    right -= wide + ui.dp(8);
    const std::string id = "notes/" + std::string(button.action);
    if (rect.min.x >= foot.min.x && lesson_button(ui, id.c_str(), rect, button.words, button.key,
                                                  button.first ? ButtonLook::first : ButtonLook::plain))
      context.edit.run(button.action);
  }
}

}  // namespace flatscope
