#include "app/widgets/arrow.h"

#include <algorithm>
#include <cmath>

namespace flatscope {
namespace {

void shape(ImDrawList* draw, ImVec2 from, ImVec2 neck, ImVec2 tip, ImVec2 side, float head, ImU32 colour,
           float thickness) {
  draw->AddLine(from, neck, colour, thickness);
  const ImVec2 left{neck.x + side.x * head, neck.y + side.y * head};
  const ImVec2 right{neck.x - side.x * head, neck.y - side.y * head};
  draw->AddTriangleFilled(tip, left, right, colour);
}

}  // namespace

void arrow(ImDrawList* draw, ImVec2 from, ImVec2 to, ImU32 colour, ImU32 outline, float thickness) {
  const ImVec2 way{to.x - from.x, to.y - from.y};
  const float length = std::sqrt(way.x * way.x + way.y * way.y);
  if (length < 1.0F) return;
  const ImVec2 along{way.x / length, way.y / length}, side{-along.y, along.x};
  const float head = std::min(thickness * 4.0F, std::max(length * 0.6F, std::min(length, thickness * 2.0F)));
  const float half = head * 0.45F;
  const ImVec2 neck{to.x - along.x * head, to.y - along.y * head};
  const float rim = std::max(1.0F, thickness * 0.6F);
  // The rim is the same shape, grown: a triangle's tip has to move further out than its sides.
  const ImVec2 tail{from.x - along.x * rim, from.y - along.y * rim};
  const ImVec2 outer_neck{neck.x - along.x * rim, neck.y - along.y * rim};
  const ImVec2 outer_tip{to.x + along.x * rim * 2.2F, to.y + along.y * rim * 2.2F};
  shape(draw, tail, outer_neck, outer_tip, side, half + rim * 1.6F, outline, thickness + 2.0F * rim);
  shape(draw, from, neck, to, side, half, colour, thickness);
}

}  // namespace flatscope
