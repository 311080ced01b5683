#include "app/platform/software/kept_picture.h"

#include <glad/gl.h>

#include <algorithm>
#include <utility>

#include "app/gl/painting.h"

namespace flatscope::gl {
namespace {

constexpr int times_it_may_be_gone = 3;
constexpr int proofs_wanted = 3;  // drivers have two or three pictures at most
constexpr int longest_line = 64;

}  // namespace

KeptPicture::KeptPicture() : patience_(processor_paints() ? times_it_may_be_gone : 0) {}

bool KeptPicture::still_there() {
  if (line_.empty() || patience_ == 0) return false;
  if (read() == line_) {
    if (telling_) proofs_ = std::min(proofs_ + 1, proofs_wanted);
    telling_ = false;
    if (proofs_ < proofs_wanted) return false;
    patience_ = times_it_may_be_gone;
    return true;
  }
  --patience_;
  proofs_ = 0;
  forget();
  return false;
}

void KeptPicture::before(int left, int top, int pixels, int window_height) {
  left_ = left;
  row_ = window_height - 1 - top;
  pixels_ = std::min(pixels, longest_line);
  line_ = read();
}

void KeptPicture::after() {
  if (line_.empty()) return;
  std::vector<std::uint32_t> now = read();
  telling_ = now != line_;
  line_ = std::move(now);
}

// By way of a copy, which is cut to what is there: glReadPixels of Mesa reads beyond the picture where the window has
// become smaller since the last frame, and the program ends.
std::vector<std::uint32_t> KeptPicture::read() {
  constexpr float nothing[] = {0.0F, 0.0F, 0.0F, 0.0F};
  copy_.resize(longest_line, 1);
  copy_.bind();
  glClearBufferfv(GL_COLOR, 0, nothing);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
  glBlitFramebuffer(left_, row_, left_ + pixels_, row_ + 1, 0, 0, pixels_, 1, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  copy_.bind();
  std::vector<std::uint32_t> line(static_cast<std::size_t>(pixels_));
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, pixels_, 1, GL_RGBA, GL_UNSIGNED_BYTE, line.data());
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  return line;
}

}  // namespace flatscope::gl
