#include "app/dialogs/notices.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/widgets/controls.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

// A triangle for a problem, a disc for news, so that the colour is not the only cue.
void draw_icon(Ui& ui, ImVec2 c, bool problem) {
  const float r = ui.dp(8), mark = std::max(1.0F, ui.dp(1));
  if (problem) {
    ui.draw->AddTriangleFilled({c.x - r, c.y + r * 0.85F}, {c.x + r, c.y + r * 0.85F}, {c.x, c.y - r},
                               ui.colours.wrong);
    const ImU32 ink = ink_on(ui.colours.wrong);
    ui.draw->AddRectFilled({c.x - mark, c.y - r * 0.4F}, {c.x + mark, c.y + r * 0.25F}, ink);
    ui.draw->AddRectFilled({c.x - mark, c.y + r * 0.45F}, {c.x + mark, c.y + r * 0.45F + 2 * mark}, ink);
  } else {
    ui.draw->AddCircleFilled(c, r, ui.colours.muted);
    const ImU32 ink = ui.colours.panel;
    ui.draw->AddRectFilled({c.x - mark, c.y - r * 0.15F}, {c.x + mark, c.y + r * 0.6F}, ink);
    ui.draw->AddRectFilled({c.x - mark, c.y - r * 0.6F}, {c.x + mark, c.y - r * 0.6F + 2 * mark}, ink);
  }
}

struct Measures {
  float width, text_left, text_width, button, height;
};

Measures measure(Ui& ui, const Notice& notice, float room) {
  Measures m{};
  m.button = notice.action.empty() ? 0.0F : ui.measure(Type::body, notice.action).x + ui.dp(28);
  m.text_left = ui.dp(44);
  const float right = ui.dp(40) + (m.button > 0.0F ? m.button + ui.dp(12) : 0.0F);
  m.width = std::min(room, m.text_left + ui.measure(Type::body, notice.words).x + right + ui.dp(4));
  m.text_width = std::max(ui.dp(80), m.width - m.text_left - right);
  const float lines = ui.text_wrapped({}, m.text_width, Type::body, 0, notice.words, false);
  m.height = std::max(lines, m.button > 0.0F ? ui.line_height(Type::body) + ui.dp(12) : 0.0F) + ui.dp(20);
  return m;
}

}  // namespace

NoticeAnswer draw_notices(Ui& ui, const Rect& area, const std::vector<Notice>& notices) {
  NoticeAnswer answer;
  if (notices.empty()) return answer;
  const float margin = ui.dp(8), gap = ui.dp(8);
  const float room = std::min(area.width() - 2 * margin, ui.dp(720));
  const int count = static_cast<int>(notices.size()), first = std::max(0, count - 3);
  std::vector<Measures> sizes;
  float height = 0.0F, width = 0.0F;
  for (int i = first; i < count; ++i) {
    sizes.push_back(measure(ui, notices[static_cast<std::size_t>(i)], room));
    height += sizes.back().height + (i > first ? gap : 0.0F);
    width = std::max(width, sizes.back().width);
  }

  ImDrawList* const draw_before = ui.draw;
  const int layer_before = ui.layer;
  const ImVec2 at{std::round(area.min.x + margin), std::round(area.min.y + margin)};
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::SetNextWindowPos(at);
  ImGui::SetNextWindowSize({width, height});
  ImGui::Begin("##notices", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
  ui.draw = ImGui::GetWindowDrawList();
  ui.layer = 1;

  answer.hovered = ImGui::IsWindowHovered();
  float y = at.y;
  for (int i = count - 1; i >= first; --i) {
    const Notice& notice = notices[static_cast<std::size_t>(i)];
    const Measures& m = sizes[static_cast<std::size_t>(i - first)];
    const Rect box{{at.x, y}, {at.x + m.width, y + m.height}};
    ImGui::PushID(i);
    ui.draw->AddRectFilled(box.min, box.max, mix(ui.colours.raised, ui.colours.text, 0.04F), ui.dp(6));
    ui.draw->AddRectFilled(box.min, {box.min.x + ui.dp(4), box.max.y},
                           notice.problem ? ui.colours.wrong : ui.colours.muted, ui.dp(2));
    draw_icon(ui, {box.min.x + ui.dp(24), box.centre().y}, notice.problem);
    const float words = ui.text_wrapped({}, m.text_width, Type::body, 0, notice.words, false);
    ui.text_wrapped({box.min.x + m.text_left, box.centre().y - words * 0.5F}, m.text_width, Type::body, ui.colours.text,
                    notice.words);
    const float cross = ui.dp(24);
    const Rect close{{box.max.x - cross - ui.dp(8), box.centre().y - cross * 0.5F},
                     {box.max.x - ui.dp(8), box.centre().y + cross * 0.5F}};
    if (m.button > 0.0F) {
      const float half = (ui.line_height(Type::body) + ui.dp(12)) * 0.5F, right = close.min.x - ui.dp(8);
      const Rect button{{right - m.button, box.centre().y - half}, {right, box.centre().y + half}};
      if (push_button(ui, ("notice/" + notice.action).c_str(), button, notice.action, notice.action)) answer.acted = i;
    }
    if (close_cross(ui, "notice/close", close, "Put this message away.")) answer.closed = i;
    ImGui::PopID();
    y += m.height + gap;
  }
  ImGui::End();
  ImGui::PopStyleVar(3);
  ui.draw = draw_before;
  ui.layer = layer_before;
  return answer;
}

}  // namespace flatscope
