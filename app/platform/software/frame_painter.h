// Gains 30 % of the processor time of a drag at 256×256, 12 % at 1920×1080 (two cores, llvmpipe, measured against
// whole frames in the same run): draws a frame into the window, or as much of it as changed since the last one. All of
// software/ is entered here.
#pragma once

#include <imgui.h>

#include "app/platform/software/damage.h"
#include "app/platform/software/kept_picture.h"

namespace flatscope {

class FramePainter {
 public:
  // Needs the window's context to be current, then and later.
  FramePainter() = default;

  // Ends Dear ImGui's frame and draws it over `ground` into the current frame buffer, which is the window's.
  void finish_frame(ImU32 ground);
  // A texture that the frames have in common was made anew.
  void forget() { damage_.forget(); }
  // The share of the last frame's pixels that were drawn.
  double painted() const { return painted_; }

 private:
  void paint(ImDrawData& frame, ImU32 ground);

  gl::KeptPicture kept_;
  Damage damage_;
  ImVec2 size_;
  double painted_ = 0.0;
};

}  // namespace flatscope
