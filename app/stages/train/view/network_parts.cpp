#include "app/stages/train/view/network_parts.h"

#include <algorithm>
#include <cmath>

#include "app/stages/train/view/sample_picture.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"

namespace flatscope {
namespace {

using Look = NetworkStop::Look;

constexpr int most_sheets = 4, most_threads = 7, most_dots = 10;

// --- edges -----------------------------------------------------------------------------------------------------------

// From a patch of the front sheet to the one number that it becomes.
void draw_patch(Ui& ui, const DrawnStop& from, const DrawnStop& to, ImU32 ink, float across, float down, bool dashed) {
  const NetworkStop& stop = *to.stop;
  const auto pixels = static_cast<float>(std::max<std::int64_t>(1, from.stop->shape[2]));
  const float side =
      std::clamp(from.box.width() * static_cast<float>(stop.kernel) / pixels, ui.dp(4), from.box.width());
  const ImVec2 corner{from.box.min.x + (from.box.width() - side) * across,
                      from.box.min.y + std::max(0.0F, from.box.height() - side) * down};
  const Rect patch{corner, {corner.x + side, std::min(corner.y + side, from.box.max.y)}};
  const ImVec2 target{to.box.min.x + to.box.width() * (0.12F + 0.76F * across),
                      to.box.min.y + to.box.height() * (0.12F + 0.76F * down)};
  const float line = std::max(1.0F, ui.dp(1));
  const ImU32 thin = with_alpha(ink, 0.75F);
  if (dashed) {
    marks::dashed_line(ui, {patch.max.x, patch.min.y}, target, thin, line, 3.0F);
    marks::dashed_line(ui, patch.max, target, thin, line, 3.0F);
    marks::dashed_rect(ui, patch, ink, line, 2.0F);
  } else {
    ui.draw->AddLine({patch.max.x, patch.min.y}, target, thin, line);
    ui.draw->AddLine(patch.max, target, thin, line);
    compat::add_rect(ui.draw, patch.min, patch.max, ink, 0.0F, line);
  }
  ui.draw->AddRectFilled({target.x - line, target.y - line}, {target.x + line + 1.0F, target.y + line + 1.0F}, ink);
}

void draw_arrow(Ui& ui, float from, float to, float y, ImU32 ink) {
  if (to - from < ui.dp(6)) return;
  const float line = std::max(1.0F, ui.dp(1)), head = ui.dp(3);
  ui.draw->AddLine({from, y}, {to, y}, ink, line);
  ui.draw->AddLine({to - head, y - head}, {to, y}, ink, line);
  ui.draw->AddLine({to - head, y + head}, {to, y}, ink, line);
}

// Everything to everything: a veil, and some of the lines.
void draw_fan(Ui& ui, const DrawnStop& from, const DrawnStop& to, ImU32 ink) {
  const Rect a = from.whole(), b = to.whole();
  const float left = a.max.x + ui.dp(1), right = b.min.x - ui.dp(1);
  if (right <= left) return;
  ui.draw->AddQuadFilled({left, a.min.y}, {right, b.min.y}, {right, b.max.y}, {left, a.max.y}, with_alpha(ink, 0.13F));
  const auto ends = [](const DrawnStop& at) {
    return at.stop->look == Look::maps || at.stop->look == Look::picture
               ? most_threads
               : static_cast<int>(std::clamp<std::int64_t>(at.stop->shape[0], 1, most_threads));
  };
  const auto y_of = [](const Rect& box, int i, int all) {
    return all == 1 ? box.centre().y : box.min.y + box.height() * static_cast<float>(i) / static_cast<float>(all - 1);
  };
  const int sources = ends(from), targets = ends(to);
  const ImU32 thin = with_alpha(ink, 0.5F);
  for (int i = 0; i < sources; ++i)
    for (int j = 0; j < targets; ++j)
      ui.draw->AddLine({left, y_of(a, i, sources)}, {right, y_of(b, j, targets)}, thin, 1.0F);
}

// --- stops -----------------------------------------------------------------------------------------------------------

void draw_maps(Ui& ui, const DrawnStop& at, ImU32 ink) {
  for (int i = at.sheets; i-- > 0;) {
    const float by = at.step * static_cast<float>(i);
    const Rect sheet{{at.box.min.x + by, at.box.min.y - by}, {at.box.max.x + by, at.box.max.y - by}};
    ui.draw->AddRectFilled(sheet.min, sheet.max, mix(ui.colours.panel, ink, i == 0 ? 0.28F : 0.16F));
    compat::add_rect(ui.draw, sheet.min, sheet.max, ink, 0.0F, 1.0F);
  }
}

void draw_dots(Ui& ui, const DrawnStop& at, ImU32 ink) {
  const std::int64_t units = at.stop->shape[0];
  const float middle = at.box.centre().x;
  if (units > most_dots) {
    ui.draw->AddLine({middle, at.box.min.y}, {middle, at.box.max.y}, ink, std::max(2.0F, ui.dp(2)));
    return;
  }
  const float radius = std::min(ui.dp(2.5F), at.box.height() / static_cast<float>(units) * 0.45F);
  for (std::int64_t i = 0; i < units; ++i) {
    const float share = units == 1 ? 0.5F : static_cast<float>(i) / static_cast<float>(units - 1);
    ui.draw->AddCircleFilled({middle, at.box.min.y + at.box.height() * share}, std::max(1.0F, radius), ink);
  }
}

}  // namespace

DrawnStop place_stop(const Ui& ui, const NetworkStop& stop, const Shape& input, float x, float top, float bottom) {
  DrawnStop at;
  const float room = bottom - top;
  at.stop = &stop;
  at.x = std::round(x);
  const float middle = (top + bottom) * 0.5F;
  float width = ui.dp(8), height = room;
  if (stop.look == Look::picture || stop.look == Look::maps) {
    const auto longer = static_cast<float>(std::max(input[1], input[2]));
    // The root keeps small maps large enough to be seen; whole sizes stand below.
    const auto size = [&](std::int64_t pixels) {
      const float share = std::sqrt(static_cast<float>(pixels) / longer);
      return std::max(ui.dp(8), std::round(room * std::min(1.0F, share)));
    };
    height = size(stop.shape[1]);
    width = size(stop.shape[2]);
    if (stop.look == Look::maps) {
      at.sheets = static_cast<int>(std::min<std::int64_t>(stop.shape[0], most_sheets));
      at.step = std::max(2.0F, ui.dp(2.5F));
      const float more = at.step * static_cast<float>(at.sheets - 1);
      height = std::max(ui.dp(6), std::min(height, room - more));
      width = std::max(ui.dp(6), std::min(width, room - more));
    }
  } else if (stop.look == Look::units) {
    width = ui.dp(5);
    // Few units are a short column, and what pooling leaves of each map is shorter than the maps.
    height *= std::min(stop.by == LayerKind::linear ? 1.0F : 0.62F, 0.3F + static_cast<float>(stop.shape[0]) * 0.07F);
  } else if (stop.look == Look::impossible) {
    width = height = ui.dp(18);
  }
  const float more = at.step * static_cast<float>(at.sheets - 1);
  at.box = {{std::round(at.x - (width + more) * 0.5F), std::round(middle - (height - more) * 0.5F)}, {0, 0}};
  at.box.max = {at.box.min.x + std::round(width), at.box.min.y + std::round(height)};
  return at;
}

void draw_edge(Ui& ui, const DrawnStop& from, const DrawnStop& to, ImU32 ink) {
  const NetworkStop& stop = *to.stop;
  if (stop.look == Look::impossible || from.stop->look == Look::impossible) {
    marks::dashed_line(ui, {from.whole().max.x, to.box.centre().y}, {to.box.min.x, to.box.centre().y}, ui.colours.wrong,
                       std::max(1.0F, ui.dp(1)));
  } else if (stop.by == LayerKind::linear) {
    draw_fan(ui, from, to, ink);
  } else if (stop.by == LayerKind::conv) {
    draw_patch(ui, from, to, ink, 0.18F, 0.3F, false);
    draw_patch(ui, from, to, ink, 0.75F, 0.72F, false);
  } else if (stop.by == LayerKind::local) {
    draw_patch(ui, from, to, ink, 0.18F, 0.3F, false);
    draw_patch(ui, from, to, ink, 0.75F, 0.72F, true);
  } else if (stop.look == Look::units) {
    // Each map becomes one number.
    const Rect a = from.whole(), b = to.whole();
    const float left = a.max.x + ui.dp(2), right = b.min.x - ui.dp(2);
    ui.draw->AddQuadFilled({left, a.min.y}, {right, b.min.y}, {right, b.max.y}, {left, a.max.y},
                           with_alpha(ink, 0.13F));
    for (int i = 0; i < most_sheets; ++i) {
      const float share = static_cast<float>(i) / (most_sheets - 1);
      ui.draw->AddLine({left, a.min.y + a.height() * share}, {right, b.min.y + b.height() * share},
                       with_alpha(ink, 0.7F), 1.0F);
    }
  } else {
    draw_arrow(ui, from.whole().max.x + ui.dp(4), to.box.min.x - ui.dp(3), to.box.centre().y, ui.colours.muted);
  }
}

void draw_stop(StageContext& context, const DrawnStop& at, ImU32 ink, bool last) {
  Ui& ui = context.ui;
  const float line = std::max(1.0F, ui.dp(1));
  switch (at.stop->look) {
    case Look::picture:
      ui.draw->AddRectFilled(at.box.min, at.box.max, IM_COL32(0, 0, 0, 255));
      draw_sample(ui, at.box, context.results.train.data, SamplePart::train, 0);
      compat::add_rect(ui.draw, at.box.min, at.box.max, ui.colours.muted, 0.0F, line);
      break;
    case Look::maps:
      draw_maps(ui, at, ink);
      break;
    case Look::line:
      ui.draw->AddRectFilled(at.box.min, at.box.max, ui.colours.panel);
      compat::add_rect(ui.draw, at.box.min, at.box.max, ui.colours.text, 0.0F, line);
      for (int i = 1; i < 6; ++i) {
        const float y = std::round(at.box.min.y + at.box.height() * static_cast<float>(i) / 6.0F);
        ui.draw->AddLine({at.box.min.x, y}, {at.box.max.x, y}, ui.colours.muted, 1.0F);
      }
      break;
    case Look::units:
      draw_dots(ui, at, last ? ui.colours.text : ink);
      break;
    case Look::impossible: {
      marks::dashed_rect(ui, at.box, ui.colours.wrong, line);
      const Rect cross = at.box.inset(ui.dp(5));
      ui.draw->AddLine(cross.min, cross.max, ui.colours.wrong, line * 1.5F);
      ui.draw->AddLine({cross.min.x, cross.max.y}, {cross.max.x, cross.min.y}, ui.colours.wrong, line * 1.5F);
      break;
    }
  }
}

}  // namespace flatscope
