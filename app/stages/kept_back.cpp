#include "app/stages/kept_back.h"

#include <algorithm>
#include <array>
#include <string>

#include "app/lessons/model/lesson.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

void draw_lock(Ui& ui, ImVec2 centre, ImU32 ink) {
  const float w = ui.dp(5), line = ui.dp(1.3F);
  compat::add_rect(ui.draw, {centre.x - w, centre.y - ui.dp(1)}, {centre.x + w, centre.y + ui.dp(6)}, ink, ui.dp(1.5F),
                   line);
  ui.draw->PathArcTo({centre.x, centre.y - ui.dp(1)}, ui.dp(3.5F), 3.1416F, 6.2832F, 12);
  ui.draw->PathStroke(ink, 0, line);
}

}  // namespace

PartState state_of(const StageContext& context, std::string_view part) {
  if (context.shows(part)) return PartState::shown;
  return keeps_back(context.view.lesson, part) ? PartState::kept_back : PartState::hidden;
}

float draw_kept_back(StageContext& context, const Rect& area, std::string_view stage) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  if (!waits_for_answer(play) || play.on_paper) return 0.0F;
  std::string words;
  for (const std::string_view part : step_of(play)->question->kept_back)
    if (part.substr(0, part.find('.')) == stage)
      words += (words.empty() ? "" : ", ") + std::string(part_named(part)->words);
  if (words.empty()) return 0.0F;
  const float left = area.min.x + ui.dp(24);
  draw_lock(ui, {area.min.x + ui.dp(7), area.min.y + ui.line_height(Type::strong) * 0.5F}, ui.colours.muted);
  float y = area.min.y;
  ui.text_fit({left, y}, area.max.x - left, Type::strong, ui.colours.text, "Kept back until you commit");
  y += ui.line_height(Type::strong) + ui.dp(6);
  y += ui.text_wrapped({left, y}, area.max.x - left, Type::body, ui.colours.muted, words);
  return y - area.min.y;
}

float draw_kept_line(StageContext& context, ImVec2 at, float width) {
  Ui& ui = context.ui;
  const std::array<std::string, 3> words = {"kept back until you commit", "kept back", ""};
  const float left = ui.dp(20), line = ui.line_height(Type::body);
  if (context.view.lesson.on_paper) {
    ui.text(at, Type::body, ui.colours.muted, "?");
    return line;
  }
  draw_lock(ui, {at.x + ui.dp(6), at.y + line * 0.45F}, ui.colours.muted);
  ui.text({at.x + left, at.y}, Type::body, ui.colours.muted, first_fitting(ui, Type::body, width - left, words));
  return line;
}

void draw_kept_plane(StageContext& context, const Rect& plane) {
  Ui& ui = context.ui;
  ui.draw->AddRectFilled(plane.min, plane.max, ui.colours.raised);
  compat::add_rect(ui.draw, plane.min, plane.max, ui.colours.line, 0.0F, 1.0F);
  const float line = ui.line_height(Type::heading);
  if (std::min(plane.width(), plane.height()) < line) return;
  ui.text({plane.centre().x, plane.centre().y - line * 0.5F}, Type::heading, ui.colours.muted, "?", Align::centre);
}

bool section_shows(StageContext& context, Column& column, std::string_view part, std::string_view heading) {
  if (context.shows(part)) return true;
  if (!keeps_back(context.view.lesson, part)) return false;
  Ui& ui = context.ui;
  column.section({});  // one whose controls are all hidden goes with them
  column.gap(18);
  const Rect row = column.take_pixels(ui.line_height(Type::section) + ui.dp(10));
  ui.text_fit(row.min, row.width() - ui.dp(24), Type::section, ui.colours.muted, heading);
  draw_lock(ui, {row.max.x - ui.dp(8), row.min.y + ui.line_height(Type::section) * 0.5F}, ui.colours.muted);
  ui.draw->AddLine({row.min.x, row.max.y}, row.max, ui.colours.line, 1.0F);
  return false;
}

}  // namespace flatscope
