#include "app/gl/painting.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace flatscope::gl {

bool processor_paints() {
  const auto* const name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  const std::string_view renderer = name != nullptr ? name : "";
  const std::array<std::string_view, 4> painters{"llvmpipe", "softpipe", "swrast", "Software"};
  return std::any_of(painters.begin(), painters.end(),
                     [&](std::string_view painter) { return renderer.find(painter) != std::string_view::npos; });
}

void Canvas::resize(int width, int height) {
  if (name_ && width == width_ && height == height_) return;
  texture_ = make_texture();
  glBindTexture(GL_TEXTURE_2D, texture_.get());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  GLint before = 0;
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &before);
  GLuint name = 0;
  glGenFramebuffers(1, &name);
  name_ = FramebufferName(name);
  glBindFramebuffer(GL_FRAMEBUFFER, name);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.get(), 0);
  const bool whole = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
  glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(before));
  if (!whole) throw std::runtime_error(fmt::format("OpenGL gave no picture of {} x {} pixels", width, height));
  width_ = width;
  height_ = height;
}

Painting::Painting(const Canvas& canvas) : canvas_(canvas) {
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &before_);
  glBindFramebuffer(GL_FRAMEBUFFER, canvas.name_.get());
  glViewport(0, 0, canvas.width(), canvas.height());
  for (const GLenum part : {GL_BLEND, GL_SCISSOR_TEST, GL_DEPTH_TEST, GL_STENCIL_TEST, GL_CULL_FACE}) glDisable(part);
}

Painting::~Painting() {
  contents_changed(canvas_.texture());
  glBindVertexArray(0);
  glUseProgram(0);
  glActiveTexture(GL_TEXTURE0);
  glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(before_));
}

}  // namespace flatscope::gl
