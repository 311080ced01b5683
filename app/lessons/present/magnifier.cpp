#include "app/lessons/present/magnifier.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "app/widgets/imgui_compat.h"
#include "app/widgets/rect.h"

namespace flatscope {
namespace {

constexpr float times = 2.0F;

// The window that Dear ImGui opens by itself in each frame, and never shows unless something was drawn into it.
bool of_nobody(const ImDrawList& list) {
  return list._OwnerName != nullptr && std::string_view(list._OwnerName) == "Debug##Default";
}

// Triangles of `list` that lie in `seen`, moved and grown into `lens`, at the end of ui.draw.
void draw_larger(Ui& ui, const ImDrawList& list, const Rect& seen, const Rect& lens) {
  const auto larger = [&](ImVec2 p) {
    return ImVec2{lens.min.x + (p.x - seen.min.x) * times, lens.min.y + (p.y - seen.min.y) * times};
  };
  for (const ImDrawCmd& command : list.CmdBuffer) {
    if (command.UserCallback != nullptr || command.ElemCount == 0) continue;
    const Rect clip{{std::max(command.ClipRect.x, seen.min.x), std::max(command.ClipRect.y, seen.min.y)},
                    {std::min(command.ClipRect.z, seen.max.x), std::min(command.ClipRect.w, seen.max.y)}};
    if (clip.width() <= 0.0F || clip.height() <= 0.0F) continue;
    ui.draw->PushClipRect(larger(clip.min), larger(clip.max), true);
    compat::push_texture_of(ui.draw, command);
    const ImDrawVert* const vertices = list.VtxBuffer.Data + command.VtxOffset;
    const ImDrawIdx* const indices = list.IdxBuffer.Data + command.IdxOffset;
    for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
      const ImDrawVert* const corner[3] = {vertices + indices[i], vertices + indices[i + 1], vertices + indices[i + 2]};
      const auto [left, right] = std::minmax({corner[0]->pos.x, corner[1]->pos.x, corner[2]->pos.x});
      const auto [top, bottom] = std::minmax({corner[0]->pos.y, corner[1]->pos.y, corner[2]->pos.y});
      if (right < clip.min.x || left > clip.max.x || bottom < clip.min.y || top > clip.max.y) continue;
      ui.draw->PrimReserve(3, 3);
      for (const ImDrawVert* one : corner) ui.draw->PrimVtx(larger(one->pos), one->uv, one->col);
    }
    compat::pop_texture(ui.draw);
    ui.draw->PopClipRect();
  }
}

}  // namespace

void draw_magnifier(Ui& ui, ImVec2 at, ImVec2 screen) {
  const ImVec2 half{std::round(screen.x * 0.16F), std::round(screen.y * 0.2F)};
  const Rect lens{{at.x - half.x, at.y - half.y}, {at.x + half.x, at.y + half.y}};
  const Rect seen{{at.x - half.x / times, at.y - half.y / times}, {at.x + half.x / times, at.y + half.y / times}};
  ui.draw->AddRectFilled(lens.min, lens.max, ui.colours.ground);
  ui.draw->PushClipRect(lens.min, lens.max, true);
  compat::for_each_list([&](const ImDrawList& list) {
    if (!of_nobody(list)) draw_larger(ui, list, seen, lens);
  });
  ui.draw->PopClipRect();
  compat::add_rect(ui.draw, lens.min, lens.max, ui.colours.text, 0.0F, std::max(2.0F, ui.dp(2)));
  ui.record.area("present.lens", lens.min, lens.max);
}

}  // namespace flatscope
