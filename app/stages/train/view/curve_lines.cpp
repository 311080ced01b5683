#include "app/stages/train/view/curve_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/widgets/imgui_compat.h"

namespace flatscope {

void solid_line(Ui& ui, const std::vector<ImVec2>& points, ImU32 colour, float thickness) {
  if (points.size() >= 2)
    compat::add_polyline(ui.draw, points.data(), static_cast<int>(points.size()), colour, false, thickness);
}

void dashed_line_through(Ui& ui, const std::vector<ImVec2>& points, ImU32 colour, float thickness, float dash) {
  const float drawn = std::max(2.0F, ui.dp(dash)), gap = std::max(2.0F, ui.dp(dash * 0.75F));
  bool on = true;
  float left = drawn;  // of the dash or the gap that has begun
  std::vector<ImVec2> piece;
  const auto finish = [&] {
    solid_line(ui, piece, colour, thickness);
    piece.clear();
  };
  if (!points.empty()) piece.push_back(points.front());
  for (std::size_t i = 1; i < points.size(); ++i) {
    const ImVec2 from = points[i - 1], to = points[i];
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    float at = 0.0F;
    while (length - at > left) {
      at += left;
      const ImVec2 turn{from.x + (to.x - from.x) * at / length, from.y + (to.y - from.y) * at / length};
      if (on) piece.push_back(turn);
      if (on) finish();
      on = !on;
      if (on) piece.push_back(turn);
      left = on ? drawn : gap;
    }
    left -= length - at;
    if (on) piece.push_back(to);
  }
  if (on) finish();
}

void band_between(Ui& ui, const std::vector<ImVec2>& one, const std::vector<ImVec2>& other, ImU32 colour) {
  // The soft edge that Dear ImGui gives to each piece would show as a line between the pieces.
  const ImDrawListFlags before = ui.draw->Flags;
  ui.draw->Flags &= ~ImDrawListFlags_AntiAliasedFill;
  for (std::size_t i = 1; i < std::min(one.size(), other.size()); ++i) {
    const ImVec2 a = one[i - 1], b = one[i], c = other[i - 1], d = other[i];
    const float here = a.y - c.y, there = b.y - d.y;
    if (here * there >= 0.0F) {
      ui.draw->AddQuadFilled(a, b, d, c, colour);
      continue;
    }
    const float share = here / (here - there);
    const ImVec2 cross{a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
    ui.draw->AddTriangleFilled(a, cross, c, colour);
    ui.draw->AddTriangleFilled(cross, b, d, colour);
  }
  ui.draw->Flags = before;
}

int axis_step(double least) {
  for (int power = 1; power <= 100'000'000; power *= 10)
    for (const int step : {1, 2, 5})
      if (step * power >= least) return step * power;
  return 1'000'000'000;
}

std::string axis_number(double value) {
  const std::string digits = fmt::format("{:.4g}", std::fabs(value));
  return value < 0.0 ? "−" + digits : digits;
}

double axis_end(double value) {
  if (!(value > 0.0) || !std::isfinite(value)) return 1.0;
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0})
    if (value <= step * power * (1.0 + 1e-9)) return step * power;
  return 10.0 * power;
}

}  // namespace flatscope
