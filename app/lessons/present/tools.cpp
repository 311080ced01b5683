#include "app/lessons/present/tools.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "app/lessons/present/magnifier.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/key_cap.h"
#include "app/widgets/rect.h"

namespace flatscope {
namespace {

constexpr double key_seconds = 2.0, ring_seconds = 0.6;
constexpr float light_share = 0.18F;  // of the screen's height: the spotlight's radius
constexpr int corners = 96;

// Dark everywhere but in a circle: a ring of quads that reaches beyond the screen.
void draw_spotlight(Ui& ui, ImVec2 at, ImVec2 screen) {
  const float radius = screen.y * light_share, beyond = screen.x + screen.y;
  const ImU32 shade = IM_COL32(0, 0, 0, ui.theme == Theme::dark ? 190 : 150);
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  ui.draw->PrimReserve(corners * 6, corners * 4);
  for (int i = 0; i < corners; ++i) {
    const auto on = [&](int corner, float r) {
      const float angle = 6.2831853F * static_cast<float>(corner) / static_cast<float>(corners);
      return ImVec2{at.x + std::cos(angle) * r, at.y + std::sin(angle) * r};
    };
    ui.draw->PrimQuadUV(on(i, radius), on(i + 1, radius), on(i + 1, beyond), on(i, beyond), white, white, white, white,
                        shade);
  }
  ui.draw->AddCircle(at, radius, IM_COL32(255, 255, 255, 255), corners, std::max(2.0F, ui.dp(2)));
}

void draw_strokes(Ui& ui, const Presented& presented, int step, ImVec2 screen) {
  const float thick = std::max(3.0F, ui.dp(3));
  std::vector<ImVec2> points;
  for (const PenStroke& stroke : presented.strokes) {
    if (stroke.step != step) continue;
    points.clear();
    for (const PenStroke::Point& point : stroke.points) points.emplace_back(point.x * screen.x, point.y * screen.y);
    // Seen on any picture: ink of the program's wrong with a rim of the ground.
    if (points.size() == 1) {
      ui.draw->AddCircleFilled(points[0], thick, ui.colours.wrong);
      continue;
    }
    const int count = static_cast<int>(points.size());
    compat::add_polyline(ui.draw, points.data(), count, with_alpha(ui.colours.panel, 0.8F), false,
                         thick + std::max(2.0F, ui.dp(2)));
    compat::add_polyline(ui.draw, points.data(), count, ui.colours.wrong, false, thick);
  }
}

// A key's cap and what it does, in ink on the lower left; returns how high it is.
float draw_pill(Ui& ui, ImVec2 lower_left, Type type, std::string_view cap, std::string_view words) {
  const float pad = ui.dp(6), high = key_cap_height(ui, type), cap_wide = key_cap(ui, {0, 0}, cap, false, type);
  const float wide = pad * 2 + cap_wide + ui.dp(10) + ui.measure(type, words).x + pad;
  const Rect box{{lower_left.x, lower_left.y - high - pad * 2}, {lower_left.x + wide, lower_left.y}};
  ui.draw->AddRectFilled(box.min, box.max, ui.colours.text, ui.dp(6));
  key_cap(ui, {box.min.x + pad, box.min.y + pad}, cap, true, type);
  ui.text({box.min.x + pad + cap_wide + ui.dp(10), box.centre().y - ui.line_height(type) * 0.5F}, type,
          ui.colours.panel, words);
  return box.height();
}

// What is going on, and how it ends; then what was pressed.
void draw_pills(Ui& ui, Presented& presented, ImVec2 screen) {
  const double now = ImGui::GetTime();
  struct State {
    bool on;
    std::string_view cap, words, fact;
  };
  const std::array<State, 4> states = {{{presented.frozen, "F", "frozen", "frozen"},
                                        {presented.pen, "D", "pen; E takes a line away, C all", "pen"},
                                        {presented.spotlight, "S", "spotlight, while held", "spotlight"},
                                        {presented.magnifier, "M", "magnifier, while held", "magnifier"}}};
  ImVec2 at{ui.dp(16), screen.y - ui.dp(4)};
  for (const State& state : states) {
    ui.record.fact("present." + std::string(state.fact), state.on ? "yes" : "no");
    if (!state.on) continue;
    at.y -= draw_pill(ui, at, Type::told, state.cap, state.words) + ui.dp(4);
  }
  std::erase_if(presented.pressed, [now](const PressedKey& key) { return now - key.at > key_seconds; });
  for (const PressedKey& key : presented.pressed) ui.ask_for_frame(std::max(0.0, key.at + key_seconds - now));
  if (!presented.shows_keys) return;
  if (!presented.pressed.empty()) {
    draw_pill(ui, at, Type::title, presented.pressed.back().cap, presented.pressed.back().words);
    ui.record.fact("present.pressed", presented.pressed.back().cap);
  }
}

void draw_rings(Ui& ui, Presented& presented, bool still) {
  const double now = ImGui::GetTime();
  std::erase_if(presented.rings, [now](const MouseRing& ring) { return now - ring.at > ring_seconds; });
  for (const MouseRing& ring : presented.rings) {
    const auto share = still ? 0.4F : static_cast<float>((now - ring.at) / ring_seconds);
    const ImVec2 at{ring.x, ring.y};
    const float radius = ui.dp(10) + ui.dp(18) * share, thick = std::max(2.0F, ui.dp(3));
    ui.draw->AddCircle(at, radius, with_alpha(ui.colours.panel, 1.0F - share), 0, thick + 2.0F);
    ui.draw->AddCircle(at, radius, with_alpha(ui.colours.text, 1.0F - share * 0.6F), 0, thick);
    ui.ask_for_frame(still ? ring.at + ring_seconds - now : 1.0 / 60.0);
  }
  ui.record.fact("present.rings", std::to_string(presented.rings.size()));
}

}  // namespace

void take_pointer(Presented& presented, int step, ImVec2 screen) {
  const ImGuiIO& io = ImGui::GetIO();
  if (presented.shows_keys && ImGui::IsMouseClicked(0))
    presented.rings.push_back({io.MousePos.x, io.MousePos.y, ImGui::GetTime()});
  if (!presented.pen) {
    presented.drawing = false;
    return;
  }
  const PenStroke::Point at{io.MousePos.x / screen.x, io.MousePos.y / screen.y};
  if (ImGui::IsMouseClicked(0)) {
    presented.drawing = true;
    presented.strokes.push_back({step, {at}});
  } else if (presented.drawing && !presented.strokes.empty() && presented.strokes.back().points.back() != at) {
    presented.strokes.back().points.push_back(at);
  }
  if (!io.MouseDown[0]) presented.drawing = false;
}

void draw_tools(Ui& ui, Presented& presented, int step, ImVec2 screen, bool still) {
  ImDrawList* const before = ui.draw;
  ui.draw = ImGui::GetForegroundDrawList();
  ui.layer = 1;
  constexpr std::string_view curtains[] = {"none", "black", "white"};
  ui.record.fact("present.curtain", curtains[static_cast<std::size_t>(presented.curtain)]);
  if (presented.curtain != Curtain::none) {
    const bool black = presented.curtain == Curtain::black;
    ui.draw->AddRectFilled({0, 0}, screen, black ? IM_COL32(0, 0, 0, 255) : IM_COL32(255, 255, 255, 255));
  } else {
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    draw_strokes(ui, presented, step, screen);
    if (presented.magnifier) draw_magnifier(ui, pointer, screen);
    if (presented.spotlight) draw_spotlight(ui, pointer, screen);
    draw_rings(ui, presented, still);
    draw_pills(ui, presented, screen);
    const auto on_step = [step](const PenStroke& stroke) { return stroke.step == step; };
    ui.record.fact("present.strokes",
                   std::to_string(std::count_if(presented.strokes.begin(), presented.strokes.end(), on_step)));
  }
  ui.draw = before;
  ui.layer = 0;
}

}  // namespace flatscope
