#include "app/gl/objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <unordered_map>

namespace flatscope::gl {
namespace {

// Which number the pixels of each texture have. As the textures' names are: one list for the process. Where several
// contexts give the same name, a change in one is taken for one in the others too, which costs them a repaint.
struct Contents {
  std::mutex mutex;
  std::unordered_map<GLuint, std::uint64_t> numbers;
  std::uint64_t last = 0;
};
Contents& contents() {
  static Contents all;
  return all;
}

}  // namespace

void delete_texture(GLuint name) { glDeleteTextures(1, &name); }
void delete_framebuffer(GLuint name) { glDeleteFramebuffers(1, &name); }

Texture make_texture() {
  GLuint name = 0;
  glGenTextures(1, &name);
  Texture texture(name);
  contents_changed(texture);  // OpenGL gives names again that it had before
  return texture;
}

void contents_changed(const Texture& texture) {
  Contents& all = contents();
  const std::lock_guard lock(all.mutex);
  all.numbers[texture.get()] = ++all.last;
}

std::uint64_t contents_of(GLuint texture) {
  Contents& all = contents();
  const std::lock_guard lock(all.mutex);
  const auto known = all.numbers.find(texture);
  return known != all.numbers.end() ? known->second : 0;
}

std::vector<std::uint32_t> read_rgba(GLuint texture, int width, int height) {
  std::vector<std::uint32_t> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  GLuint name = 0;
  glGenFramebuffers(1, &name);
  const FramebufferName framebuffer(name);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer.get());
  glFramebufferTexture2D(GL_READ_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
  glReadBuffer(GL_COLOR_ATTACHMENT0);
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  return pixels;
}

void Framebuffer::resize(int width, int height) {
  if (name_ && width == width_ && height == height_) return;
  width_ = std::max(1, width);
  height_ = std::max(1, height);
  colour_ = make_texture();
  glBindTexture(GL_TEXTURE_2D, colour_.get());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width_, height_, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  GLuint name = 0;
  glGenFramebuffers(1, &name);
  name_ = FramebufferName(name);
  glBindFramebuffer(GL_FRAMEBUFFER, name);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, colour_.get(), 0);
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
    throw std::runtime_error(fmt::format("OpenGL gave no frame buffer of {} x {} pixels", width_, height_));
}

void Framebuffer::bind() const {
  glBindFramebuffer(GL_FRAMEBUFFER, name_.get());
  glViewport(0, 0, width_, height_);
}

std::vector<std::uint8_t> Framebuffer::read_rgb() const {
  const auto row = static_cast<std::size_t>(width_) * 4;
  std::vector<std::uint8_t> rgba(row * static_cast<std::size_t>(height_));
  glBindFramebuffer(GL_READ_FRAMEBUFFER, name_.get());
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, width_, height_, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  std::vector<std::uint8_t> rgb(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) * 3);
  std::uint8_t* to = rgb.data();
  for (int y = height_ - 1; y >= 0; --y) {  // OpenGL's first row is the bottom one
    const std::uint8_t* from = rgba.data() + row * static_cast<std::size_t>(y);
    for (int x = 0; x < width_; ++x, from += 4) {
      *to++ = from[0];
      *to++ = from[1];
      *to++ = from[2];
    }
  }
  return rgb;
}

}  // namespace flatscope::gl
