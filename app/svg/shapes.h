// Triangles as Dear ImGui draws them without smoothed edges, put together again to the shapes they came from.
#pragma once

#include <imgui.h>

#include <vector>

#include "app/svg/writer.h"

namespace flatscope {

class SvgShapes {
 public:
  explicit SvgShapes(SvgWriter& writer) : writer_(writer) {}

  void triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c);
  void end();  // before anything else is written, or clipped otherwise

 private:
  void end_fan();
  void end_line();
  // A quad of a line has its ends in the middle of two opposite sides.
  bool add_to_line();

  SvgWriter& writer_;
  std::vector<ImDrawVert> fan_;
  std::vector<ImVec2> line_;
  float thickness_ = 0.0F;
  ImU32 colour_ = 0;
};

}  // namespace flatscope
