#include "app/platform/software/ground.h"

#include <glad/gl.h>

#include <algorithm>
#include <cmath>

namespace flatscope {
namespace {

void clear_to(ImU32 colour) {
  const ImVec4 levels = ImGui::ColorConvertU32ToFloat4(colour);
  glClearColor(levels.x, levels.y, levels.z, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
}

PixelArea whole_of(const ImDrawData& frame) {
  return {0, 0, static_cast<int>(std::lround(frame.DisplaySize.x * frame.FramebufferScale.x)),
          static_cast<int>(std::lround(frame.DisplaySize.y * frame.FramebufferScale.y))};
}

void clear_part(const PixelArea& part, int frame_height, ImU32 colour) {
  if (part.empty()) return;
  glEnable(GL_SCISSOR_TEST);
  // OpenGL counts rows from below.
  glScissor(part.left, frame_height - part.bottom, part.right - part.left, part.bottom - part.top);
  clear_to(colour);
  glDisable(GL_SCISSOR_TEST);
}

void clear_areas(std::span<const GroundArea> areas, const ImDrawData& frame, const PixelArea& part) {
  for (const GroundArea& area : areas)
    clear_part(common(pixels_of(area, frame.FramebufferScale), part), whole_of(frame).bottom, area.colour);
}

}  // namespace

PixelArea pixels_of(const GroundArea& area, const ImVec2& scale) {
  return {static_cast<int>(std::lround(area.where.min.x * scale.x)),
          static_cast<int>(std::lround(area.where.min.y * scale.y)),
          static_cast<int>(std::lround(area.where.max.x * scale.x)),
          static_cast<int>(std::lround(area.where.max.y * scale.y))};
}

// OpenGL counts rows from below.
PixelArea clip_of(const ImDrawCmd& command, const ImVec2& origin, int width, int height) {
  const float left = command.ClipRect.x - origin.x, top = command.ClipRect.y - origin.y;
  const float right = command.ClipRect.z - origin.x, bottom = command.ClipRect.w - origin.y;
  const int x = whole(left), below = height - whole(static_cast<float>(height) - bottom);
  return common({x, below - whole(bottom - top), x + whole(right - left), below}, {0, 0, width, height});
}

void set_clip(ImDrawCmd& command, const ImVec2& origin, const PixelArea& area) {
  command.ClipRect = {static_cast<float>(area.left) + origin.x, static_cast<float>(area.top) + origin.y,
                      static_cast<float>(area.right) + origin.x, static_cast<float>(area.bottom) + origin.y};
}

void clear_ground(ImU32 ground, std::span<const GroundArea> areas, const ImDrawData& frame) {
  glDisable(GL_SCISSOR_TEST);
  clear_to(ground);
  clear_areas(areas, frame, whole_of(frame));
}

void clear_ground(ImU32 ground, std::span<const GroundArea> areas, const ImDrawData& frame, const PixelArea& part) {
  clear_part(part, whole_of(frame).bottom, ground);
  clear_areas(areas, frame, part);
}

void draw_ground(std::span<const GroundArea> areas) {
  for (const GroundArea& area : areas)
    ImGui::GetBackgroundDrawList()->AddRectFilled(area.where.min, area.where.max, area.colour);
}

}  // namespace flatscope
