#include "app/ground.h"

#include <glad/gl.h>

#include <cmath>

namespace flatscope {
namespace {

void clear_to(ImU32 colour) {
  const ImVec4 levels = ImGui::ColorConvertU32ToFloat4(colour);
  glClearColor(levels.x, levels.y, levels.z, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

void clear_ground(ImU32 ground, std::span<const GroundArea> areas, const ImDrawData& frame) {
  glDisable(GL_SCISSOR_TEST);
  clear_to(ground);
  glEnable(GL_SCISSOR_TEST);
  const ImVec2 scale = frame.FramebufferScale;
  for (const GroundArea& area : areas) {
    // OpenGL counts rows from below.
    const auto left = static_cast<GLint>(std::lround(area.where.min.x * scale.x));
    const auto right = static_cast<GLint>(std::lround(area.where.max.x * scale.x));
    const auto bottom = static_cast<GLint>(std::lround((frame.DisplaySize.y - area.where.max.y) * scale.y));
    const auto top = static_cast<GLint>(std::lround((frame.DisplaySize.y - area.where.min.y) * scale.y));
    if (left >= right || bottom >= top) continue;
    glScissor(left, bottom, right - left, top - bottom);
    clear_to(area.colour);
  }
  glDisable(GL_SCISSOR_TEST);
}

void draw_ground(std::span<const GroundArea> areas) {
  for (const GroundArea& area : areas)
    ImGui::GetBackgroundDrawList()->AddRectFilled(area.where.min, area.where.max, area.colour);
}

}  // namespace flatscope
