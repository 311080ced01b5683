#include "app/platform/software/pixel_area.h"

#include <glad/gl.h>

namespace flatscope {
namespace {

void clear_what_is_clipped(ImU32 colour) {
  const ImVec4 levels = ImGui::ColorConvertU32ToFloat4(colour);
  glClearColor(levels.x, levels.y, levels.z, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

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

void clear_to(ImU32 colour) {
  glDisable(GL_SCISSOR_TEST);
  clear_what_is_clipped(colour);
}

void clear_to(ImU32 colour, const PixelArea& part, int frame_height) {
  if (part.empty()) return;
  glEnable(GL_SCISSOR_TEST);
  // OpenGL counts rows from below.
  glScissor(part.left, frame_height - part.bottom, part.right - part.left, part.bottom - part.top);
  clear_what_is_clipped(colour);
  glDisable(GL_SCISSOR_TEST);
}

}  // namespace flatscope
