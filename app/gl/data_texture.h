// Numbers that shaders read as they are, texel by texel.
#pragma once

#include <cstdint>
#include <vector>

#include "app/gl/objects.h"

namespace flatscope::gl {

class DataTexture {
 public:
  // `width` x `height` values, row after row; the texture is kept while size and kind stay the same.
  void set(int width, int height, const std::int32_t* values);    // RGBA32I: `width` fours
  void set(int width, int height, const float* values);           // R32F
  void set(int width, int height, const std::uint32_t* colours);  // RGBA8, 0xAABBGGRR
  // A long list, `width` values a row; the last row is filled up with zeros.
  template <class Value>
  void set_list(int width, std::vector<Value> values) {
    const auto in_row = static_cast<std::size_t>(width);
    const std::size_t rows = (values.size() + in_row - 1) / in_row;
    values.resize(rows * in_row);
    set(width, static_cast<int>(rows), values.data());
  }
  // For the sampler of the program in use whose uniform is at `location`.
  void bind(int unit, GLint location) const;

 private:
  void fill(GLint internal, GLenum format, GLenum type, int width, int height, const void* values);
  Texture texture_;
  GLint kind_ = 0;
  int width_ = 0, height_ = 0;
};

}  // namespace flatscope::gl
