#include "app/widgets/bars.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/look/number_text.h"
#include "app/widgets/controls.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {

float axis_limit(float value) {
  if (!(value > 0.0F) || !std::isfinite(value)) return 1.0F;
  const double power = std::pow(10.0, std::floor(std::log10(static_cast<double>(value))));
  for (const double step : {1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 7.0, 8.0, 9.0})
    if (step * power >= static_cast<double>(value)) return static_cast<float>(step * power);
  return static_cast<float>(10.0 * power);
}

namespace {

// An arrow head at the end of a bar that goes on beyond the axis.
void mark_beyond(Ui& ui, float x, const Rect& plot, bool upwards) {
  const float half = ui.dp(4), rim = std::max(1.0F, ui.dp(1));
  const float tip = upwards ? plot.min.y : plot.max.y, way = upwards ? 1.0F : -1.0F;
  const auto head = [&](float grown, ImU32 colour) {
    ui.draw->AddTriangleFilled({x, tip - way * grown}, {x - half - grown, tip + way * (1.5F * half + grown)},
                               {x + half + grown, tip + way * (1.5F * half + grown)}, colour);
  };
  head(rim, ui.colours.ground);
  head(0.0F, ui.colours.text);
}

}  // namespace

std::optional<int> bars(Ui& ui, const char* id, const Rect& area, std::span<const float> before,
                        std::span<const float> after, float limit, ImU32 colour) {
  const std::string top = fmt::format("+{}", short_number(limit, 2)), bottom = short_number(-limit, 2);
  // Small print only where there is no room for better.
  const bool roomy = area.height() > ui.line_height(Type::mono) * 4.0F && area.width() > ui.dp(200);
  const Type type = roomy ? Type::mono : Type::mono_small;
  const float small = ui.line_height(type);
  const bool written = area.height() > small * 2.2F;
  const float axis = !written ? 0.0F : std::max(ui.measure(type, top).x, ui.measure(type, bottom).x) + ui.dp(8);
  const Rect plot{{area.min.x + axis, area.min.y}, area.max};
  const float zero = std::round(plot.centre().y);
  const float half = std::max(1.0F, plot.height() * 0.5F - 1.0F);
  const float ink = plot.min.x - ui.dp(8);
  if (written) ui.text({ink, area.min.y}, type, ui.colours.muted, top, Align::right);
  if (area.height() > small * 3.4F) ui.text({ink, zero - small * 0.5F}, type, ui.colours.muted, "0", Align::right);
  if (written) ui.text({ink, area.max.y - small}, type, ui.colours.muted, bottom, Align::right);

  hit_area(ui, id, plot);
  std::optional<int> hovered;
  const auto count = static_cast<int>(std::min(before.size(), after.size()));
  if (count == 0 || plot.width() < 1.0F) return hovered;
  const float slot = plot.width() / static_cast<float>(count);
  if (ImGui::IsItemHovered()) {
    const float at = (ImGui::GetIO().MousePos.x - plot.min.x) / slot;
    hovered = std::clamp(static_cast<int>(at), 0, count - 1);
    const float left = plot.min.x + slot * static_cast<float>(*hovered);
    ui.draw->AddRectFilled({left, plot.min.y}, {left + slot, plot.max.y}, with_alpha(ui.colours.text, 0.08F));
    const auto k = static_cast<std::size_t>(*hovered);
    if (std::max(std::fabs(before[k]), std::fabs(after[k])) > limit)
      ui.tooltip(Rect{{left, plot.min.y}, {left + slot, plot.max.y}},
                 fmt::format("{} before, {} after: beyond the ends of the axis, which stays as it is while you drag.",
                             short_number(before[k]), short_number(after[k])));
  }
  ui.draw->AddLine({plot.min.x, zero + 0.5F}, {plot.max.x, zero + 0.5F}, ui.colours.line, 1.0F);

  const float gap = slot >= 6.0F ? std::max(1.0F, std::round(slot * 0.12F)) : 0.0F;
  const auto height = [&](float value) {
    return std::isfinite(value) ? std::clamp(value / limit, -1.0F, 1.0F) * half : 0.0F;
  };
  for (int i = 0; i < count; ++i) {
    const float left = std::round(plot.min.x + slot * static_cast<float>(i)) + gap;
    const float right = std::max(left + 1.0F, std::round(plot.min.x + slot * static_cast<float>(i + 1)) - gap);
    const auto k = static_cast<std::size_t>(i);
    const float filled = std::round(height(after[k])), outlined = std::round(height(before[k]));
    const float inset = right - left >= 8.0F ? 1.0F : 0.0F;
    ui.draw->AddRectFilled({left + inset, std::min(zero, zero - filled)},
                           {right - inset, std::max(zero, zero - filled)}, colour);
    if (right - left >= 4.0F) {
      compat::add_rect(ui.draw, {left, std::min(zero, zero - outlined)},
                       {right, std::max(zero, zero - outlined) + 1.0F}, ui.colours.muted, 0.0F, 1.0F);
    } else {
      // Too narrow for an outline: a tick where the bar ended.
      ui.draw->AddRectFilled({left, zero - outlined - 1.0F}, {right, zero - outlined + 1.0F}, ui.colours.text);
    }
    for (const float value : {before[k], after[k]})
      if (std::fabs(value) > limit) mark_beyond(ui, (left + right) * 0.5F, plot, value > 0.0F);
  }
  return hovered;
}

}  // namespace flatscope
