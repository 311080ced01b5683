// Move-only owners of OpenGL objects. All need a current context, also when they are destroyed.
#pragma once

#include <glad/gl.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace flatscope::gl {

// Owns one name; Delete is called with it once.
template <void (*Delete)(GLuint)>
class Name {
 public:
  Name() = default;
  explicit Name(GLuint name) : name_(name) {}
  Name(Name&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
  Name& operator=(Name&& other) noexcept {
    std::swap(name_, other.name_);
    return *this;
  }
  ~Name() {
    if (name_ != 0) Delete(name_);
  }
  GLuint get() const { return name_; }
  explicit operator bool() const { return name_ != 0; }

 private:
  GLuint name_ = 0;
};

void delete_texture(GLuint name);
void delete_framebuffer(GLuint name);

using Texture = Name<delete_texture>;
using FramebufferName = Name<delete_framebuffer>;

Texture make_texture();
// To be called when a texture's pixels were changed, and a number that is another one each time.
void contents_changed(const Texture& texture);
std::uint64_t contents_of(GLuint texture);
// The pixels of an RGBA8 texture, row after row, as 0xAABBGGRR.
std::vector<std::uint32_t> read_rgba(GLuint texture, int width, int height);

// An RGBA8 picture that can be drawn into, shown on the window and read back.
class Framebuffer {
 public:
  // Keeps the old one when the size is the same. Sizes in pixels, >= 1.
  void resize(int width, int height);
  void bind() const;
  // RGB, 8 bit, top row first, width * height * 3 bytes.
  std::vector<std::uint8_t> read_rgb() const;
  int width() const { return width_; }
  int height() const { return height_; }

 private:
  Texture colour_;
  FramebufferName name_;
  int width_ = 0, height_ = 0;
};

}  // namespace flatscope::gl
