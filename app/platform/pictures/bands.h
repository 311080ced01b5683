// A frame of any size, drawn into a picture from top to bottom, some rows at a time: where the processor paints, a
// large one takes a good part of a second.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <vector>

#include "app/gl/objects.h"
#include "app/platform/software/pixel_area.h"

namespace flatscope {

class BandPainter {
 public:
  // `frame` over `ground`, a pixel of the frame one of the picture. `frame` must outlive it, and may not
  // change before the last step.
  BandPainter(ImDrawData& frame, ImU32 ground);

  // As many rows as take some milliseconds; the same pixels as if all were drawn at once. True once there are no more.
  // Needs the OpenGL context and the Dear ImGui context that the frame belongs to.
  bool step();
  // RGB, 8 bit, top row first; once.
  std::vector<std::uint8_t> take() { return std::move(pixels_); }

 private:
  void draw(const PixelArea& band);
  void read(int first, int rows);

  ImDrawData& frame_;
  ImU32 ground_;
  gl::Framebuffer buffer_;
  std::vector<std::uint8_t> pixels_, read_;  // read_: RGBA of a band, its last row first
  int next_ = 0;                             // the first row that is not drawn yet
  int rows_ = 64;                            // of the next band
};

}  // namespace flatscope
