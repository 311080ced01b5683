// OpenGL programs made of the files in shaders/, which the build makes part of the executable.
#pragma once

#include <span>
#include <string_view>

#include "app/gl/objects.h"

namespace flatscope::gl {

struct ShaderSource {
  std::string_view name, text;  // "matrix.frag" and what the file says
};
std::span<const ShaderSource> shader_sources();

// What comes before a source, so that one text serves OpenGL 3.3 and OpenGL ES 3.0.
std::string_view shader_header(bool es);
// Whether the current context is one of OpenGL ES.
bool context_is_es();

void delete_program(GLuint name);
void delete_vertex_array(GLuint name);
void delete_buffer(GLuint name);
using VertexArray = Name<delete_vertex_array>;
using Buffer = Name<delete_buffer>;
VertexArray make_vertex_array();
Buffer make_buffer();

// A vertex and a fragment shader at work together. Needs a current context, which it is translated for.
class Program {
 public:
  // Names of files in shaders/. Throws std::runtime_error with what the driver says, std::out_of_range for a name that
  // there is none of.
  Program(std::string_view vertex, std::string_view fragment);
  void use() const { glUseProgram(name_.get()); }
  // Where a uniform is set; -1, which OpenGL ignores, for one that the shaders have no use for.
  GLint uniform(const char* name) const { return glGetUniformLocation(name_.get(), name); }

 private:
  Name<delete_program> name_;
};

}  // namespace flatscope::gl
