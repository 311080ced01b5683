// What shaders draw into a picture of their own. The picture then goes into the frame like any texture: it is made anew
// only when what it shows changes, it lies in its place between everything else, and whoever compares frames needs to
// know nothing of it.
#pragma once

#include "app/gl/objects.h"

namespace flatscope::gl {

// An RGBA8 picture that is drawn into and then drawn with, read pixel by pixel. Row 0 is its top.
class Canvas {
 public:
  // Keeps the old one when the size is the same. Sizes in pixels, >= 1. Throws std::runtime_error where OpenGL gives
  // none.
  void resize(int width, int height);
  const Texture& texture() const { return texture_; }
  int width() const { return width_; }
  int height() const { return height_; }

 private:
  friend class Painting;
  Texture texture_;
  FramebufferName name_;
  int width_ = 0, height_ = 0;
};

// Whether there is no graphics card and the processor paints: a picture of its own costs more than what is in it then.
bool processor_paints();

// From its making to its end OpenGL draws into the canvas, opaque and unclipped.
class Painting {
 public:
  explicit Painting(const Canvas& canvas);
  ~Painting();
  Painting(const Painting&) = delete;
  Painting& operator=(const Painting&) = delete;

 private:
  const Canvas& canvas_;
  GLint before_ = 0;  // the frame buffer that was drawn into
};

}  // namespace flatscope::gl
