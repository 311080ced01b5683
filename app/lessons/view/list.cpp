#include "app/lessons/view/list.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "app/lessons/view/buttons.h"
#include "app/lessons/view/kept.h"
#include "app/widgets/controls.h"
#include "app/widgets/overlay.h"
#include "app/widgets/scroll_area.h"

namespace flatscope {
namespace {

struct Group {
  std::string_view level, heading;
};

// Levels that the bundled lessons have, in the order of the page; any other stands at its end.
constexpr Group groups[] = {{"first", "A FIRST LOOK"}, {"quick", "QUICK"}, {"course", "THE COURSE"}, {"", "MORE"}};

std::size_t group_of(const LessonHead& head) {
  std::size_t i = 0;
  while (i + 1 < std::size(groups) && groups[i].level != head.level) ++i;
  return i;
}

std::string minutes_of(double minutes) { return minutes > 0.0 ? fmt::format("{:.0f} min", minutes) : std::string(); }

class Page {
 public:
  Page(Ui& ui, const std::vector<LessonHead>& heads, const std::filesystem::path& playing)
      : ui_(ui), heads_(heads), playing_(playing) {}

  // Draws all rows from `top` on, or only measures; returns the height. Sets `clicked_`.
  float draw(ImVec2 at, float width, int chosen, bool draw_it) {
    float y = at.y;
    int index = 0;
    for (std::size_t group = 0; group < std::size(groups); ++group) {
      double minutes = 0.0;
      int rows = 0;
      for (const LessonHead& head : heads_) {
        if (group_of(head) != group) continue;
        if (rows++ == 0) {
          heading_at_ = {at.x + ui_.dp(12), y};
          y += ui_.line_height(Type::section) + ui_.dp(8);
        }
        minutes += head.minutes;
        y += row({at.x, y}, width, head, rows, group, index == chosen, draw_it);
        order_.push_back(&head);
        ++index;
      }
      if (rows == 0) continue;
      if (draw_it) {
        ui_.text(heading_at_, Type::section, ui_.colours.muted, groups[group].heading);
        if (rows > 1)
          ui_.text({at.x + width - ui_.dp(12), heading_at_.y}, Type::section, ui_.colours.muted,
                   fmt::format("{} LESSONS, {:.0f} MIN TOGETHER", rows, minutes), Align::right);
      }
      y += ui_.dp(16);
    }
    return y - at.y;
  }

  // In the order of the page.
  const std::vector<const LessonHead*>& order() const { return order_; }
  const LessonHead* clicked() const { return clicked_; }

 private:
  float row(ImVec2 at, float width, const LessonHead& head, int number, std::size_t group, bool chosen, bool draw_it) {
    const float pad = ui_.dp(12), side = ui_.measure(Type::mono, "99 min").x + ui_.dp(16);
    const float numbers = groups[group].level == "course" ? ui_.dp(36) : 0.0F;
    const float left = at.x + pad + numbers, room = width - 2 * pad - numbers - side;
    const float title = ui_.text_wrapped({left, 0}, room, Type::strong, ui_.colours.text, head.title, false);
    const float about = head.about.empty() ? 0.0F
                                           : ui_.dp(2) + ui_.text_wrapped({left, 0}, room, Type::small,
                                                                          ui_.colours.muted, head.about, false);
    const float height = std::round(title + about + ui_.dp(14));
    if (!draw_it) return height;
    const Rect rect{at, {at.x + width, at.y + height}};
    const bool plays = head.path == playing_;
    if (hit_area(ui_, fmt::format("lessons/{}", head.title).c_str(), rect, plays ? "on" : "off")) clicked_ = &head;
    const bool lit = ImGui::IsItemHovered() || chosen;
    if (lit) ui_.draw->AddRectFilled(rect.min, rect.max, ui_.colours.raised, ui_.dp(6));
    if (plays)
      ui_.draw->AddRectFilled({rect.min.x, rect.min.y + ui_.dp(6)}, {rect.min.x + ui_.dp(3), rect.max.y - ui_.dp(6)},
                              ui_.colours.text);
    const float top = at.y + ui_.dp(7);
    if (numbers > 0.0F)
      ui_.text({at.x + pad + ui_.dp(20), top}, Type::mono, ui_.colours.muted, std::to_string(number), Align::right);
    ui_.text_wrapped({left, top}, room, Type::strong, ui_.colours.text, head.title);
    if (about > 0.0F)
      ui_.text_wrapped({left, top + title + ui_.dp(2)}, room, Type::small, ui_.colours.muted, head.about);
    ui_.text({rect.max.x - pad, top}, Type::mono, ui_.colours.muted, minutes_of(head.minutes), Align::right);
    return height;
  }

  Ui& ui_;
  const std::vector<LessonHead>& heads_;
  const std::filesystem::path& playing_;
  std::vector<const LessonHead*> order_;
  const LessonHead* clicked_ = nullptr;
  ImVec2 heading_at_{0, 0};
};

}  // namespace

LessonListAnswer draw_lesson_list(Ui& ui, const Rect& screen, const std::vector<KeyPress>& keys,
                                  const std::vector<LessonHead>& heads, const std::filesystem::path& playing) {
  LessonListAnswer answer;
  int& chosen = ui.kept.of<LessonKept>().chosen;
  Overlay overlay(ui, "lessons", screen, "lessons");
  const float pad = ui.dp(24);
  const float width = std::min(ui.dp(720), screen.width() - 2 * overlay.margin());
  const float head = ui.line_height(Type::title) + ui.dp(20), foot = ui.dp(40 + 16);
  Page measured(ui, heads, playing);
  const float content = measured.draw({0, 0}, width - 2 * pad, -1, false);
  const int count = static_cast<int>(measured.order().size());
  for (const KeyPress& press : keys) {
    if (press.key == GLFW_KEY_DOWN) chosen = std::min(chosen + 1, count - 1);
    if (press.key == GLFW_KEY_UP) chosen = std::max(chosen - 1, 0);
    if (press.key == GLFW_KEY_ENTER && chosen >= 0 && chosen < count)
      answer.play = measured.order()[static_cast<std::size_t>(chosen)]->path;
  }

  const Rect panel = overlay.panel(width, content + head + foot + 2 * pad);
  ui.text({panel.min.x + pad, panel.min.y + pad}, Type::title, ui.colours.text, "Lessons");
  const float cross = ui.dp(28);
  answer.close = close_cross(ui, "lessons/close",
                             {{panel.max.x - pad - cross + ui.dp(8), panel.min.y + pad - ui.dp(4)},
                              {panel.max.x - pad + ui.dp(8), panel.min.y + pad - ui.dp(4) + cross}},
                             "Close (Escape)");
  if (ImGui::IsMouseClicked(0) && ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
      !panel.contains(ImGui::GetIO().MousePos))
    answer.close = true;

  const Rect area{{panel.min.x + pad - ui.dp(12), panel.min.y + pad + head},
                  {panel.max.x - pad + ui.dp(12), panel.max.y - pad - foot}};
  {
    ScrollArea scroll(ui, "lessons", area, ui.colours.panel);
    scroll.content(content);
    Page page(ui, heads, playing);
    page.draw({area.min.x, std::round(area.min.y - scroll.scrolled())}, area.width(), chosen, true);
    if (page.clicked() != nullptr) answer.play = page.clicked()->path;
  }
  float x = panel.min.x + pad;
  const float top = panel.max.y - pad - ui.dp(40);
  const auto button = [&](const char* id, std::string_view label) {
    const float wide = std::min(lesson_button_width(ui, label, ""), (panel.width() - 2 * pad - ui.dp(8)) * 0.5F);
    const Rect rect{{x, top}, {x + wide, top + ui.dp(40)}};
    x = rect.max.x + ui.dp(8);
    return lesson_button(ui, id, rect, label, "", ButtonLook::plain);
  };
  answer.open_file = button("lessons/open", "Open a lesson file");
  answer.make_new = button("lessons/new", "New lesson from this scene");
  return answer;
}

}  // namespace flatscope
