#include "app/gl/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>

namespace flatscope::gl {
namespace {

void delete_shader(GLuint name) { glDeleteShader(name); }
using Shader = Name<delete_shader>;

std::string_view source_of(std::string_view name) {
  const std::span<const ShaderSource> sources = shader_sources();
  const auto found =
      std::find_if(sources.begin(), sources.end(), [&](const ShaderSource& one) { return one.name == name; });
  if (found == sources.end()) throw std::out_of_range(fmt::format("There is no shader {}.", name));
  return found->text;
}

template <class Length, class Log>
std::string log_of(GLuint name, Length get_length, Log get_log) {
  GLint length = 0;
  get_length(name, GL_INFO_LOG_LENGTH, &length);
  std::string log(static_cast<std::size_t>(std::max(length, 1)), '\0');
  get_log(name, static_cast<GLsizei>(log.size()), nullptr, log.data());
  log.resize(std::char_traits<char>::length(log.c_str()));
  return log;
}

Shader compiled(GLenum kind, std::string_view name) {
  const std::string_view header = shader_header(context_is_es()), text = source_of(name);
  const GLchar* const parts[] = {header.data(), text.data()};
  const GLint lengths[] = {static_cast<GLint>(header.size()), static_cast<GLint>(text.size())};
  Shader shader(glCreateShader(kind));
  glShaderSource(shader.get(), 2, parts, lengths);
  glCompileShader(shader.get());
  GLint good = GL_FALSE;
  glGetShaderiv(shader.get(), GL_COMPILE_STATUS, &good);
  if (good == GL_FALSE)
    throw std::runtime_error(fmt::format("The graphics driver does not take the shader {}: {}", name,
                                         log_of(shader.get(), glGetShaderiv, glGetShaderInfoLog)));
  return shader;
}

}  // namespace

void delete_program(GLuint name) { glDeleteProgram(name); }
void delete_vertex_array(GLuint name) { glDeleteVertexArrays(1, &name); }
void delete_buffer(GLuint name) { glDeleteBuffers(1, &name); }

VertexArray make_vertex_array() {
  GLuint name = 0;
  glGenVertexArrays(1, &name);
  return VertexArray(name);
}

Buffer make_buffer() {
  GLuint name = 0;
  glGenBuffers(1, &name);
  return Buffer(name);
}

std::string_view shader_header(bool es) {
  return es ? "#version 300 es\nprecision highp float;\nprecision highp int;\n" : "#version 330 core\n";
}

bool context_is_es() {
  const auto* const version = reinterpret_cast<const char*>(glGetString(GL_VERSION));
  return version != nullptr && std::string_view(version).rfind("OpenGL ES", 0) == 0;
}

Program::Program(std::string_view vertex, std::string_view fragment) {
  const Shader first = compiled(GL_VERTEX_SHADER, vertex), second = compiled(GL_FRAGMENT_SHADER, fragment);
  name_ = Name<delete_program>(glCreateProgram());
  glAttachShader(name_.get(), first.get());
  glAttachShader(name_.get(), second.get());
  glLinkProgram(name_.get());
  GLint good = GL_FALSE;
  glGetProgramiv(name_.get(), GL_LINK_STATUS, &good);
  if (good == GL_FALSE)
    throw std::runtime_error(fmt::format("The graphics driver does not join the shaders {} and {}: {}", vertex,
                                         fragment, log_of(name_.get(), glGetProgramiv, glGetProgramInfoLog)));
}

}  // namespace flatscope::gl
