// Gains nothing, but without it nothing of frame_painter.h's gain would be right: whether the window still has what was
// drawn into it last.
#pragma once

#include <cstdint>
#include <vector>

#include "app/gl/objects.h"

namespace flatscope::gl {

// OpenGL promises nothing about the picture after it was shown. Drivers that paint with the processor copy it to the
// screen and keep it, others take turns with two or three. So before anything is built upon it, a line of pixels where
// it changed last is compared with what was drawn there. Needs the window's context to be current.
class KeptPicture {
 public:
  // Only where the processor paints is it worth asking.
  KeptPicture();
  bool worth_asking() const { return patience_ > 0; }

  // Before a frame is drawn. True when the last one is still there, and several before it were. After a few times in a
  // row that it was not, it is not worth asking any more.
  bool still_there();
  // Before and after a frame is drawn, which will or did change somewhere around the line of `pixels` that begins at
  // (left, top), from the top left.
  void before(int left, int top, int pixels, int window_height);
  void after();
  // Nothing is known of the frame that is drawn.
  void forget() { line_.clear(); }

 private:
  std::vector<std::uint32_t> read();

  int patience_ = 0, proofs_ = 0;
  int left_ = 0, row_ = 0, pixels_ = 0;  // row_ counts from below
  std::vector<std::uint32_t> line_;
  Framebuffer copy_;      // of the line
  bool telling_ = false;  // the line did change
};

}  // namespace flatscope::gl
