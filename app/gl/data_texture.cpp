#include "app/gl/data_texture.h"

namespace flatscope::gl {

void DataTexture::set(int width, int height, const std::int32_t* values) {
  fill(GL_RGBA32I, GL_RGBA_INTEGER, GL_INT, width, height, values);
}
void DataTexture::set(int width, int height, const float* values) {
  fill(GL_R32F, GL_RED, GL_FLOAT, width, height, values);
}
void DataTexture::set(int width, int height, const std::uint32_t* colours) {
  fill(GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, width, height, colours);
}

void DataTexture::bind(int unit, GLint location) const {
  glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
  glBindTexture(GL_TEXTURE_2D, texture_.get());
  glUniform1i(location, unit);
}

void DataTexture::fill(GLint internal, GLenum format, GLenum type, int width, int height, const void* values) {
  const bool fits = texture_ && internal == kind_ && width == width_ && height == height_;
  if (!texture_) texture_ = make_texture();
  glBindTexture(GL_TEXTURE_2D, texture_.get());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  if (fits) {
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, format, type, values);
    return;
  }
  glTexImage2D(GL_TEXTURE_2D, 0, internal, width, height, 0, format, type, values);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  kind_ = internal;
  width_ = width;
  height_ = height;
}

}  // namespace flatscope::gl
