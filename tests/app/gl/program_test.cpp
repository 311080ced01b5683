// Every shader is taken by OpenGL 3.3 and by OpenGL ES 3.0, as one text.
#include "app/gl/program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "app/platform/native/offscreen.h"
#include "tests/app/gl/es_context.h"

namespace flatscope {
namespace {

// Which belong together.
const std::vector<std::pair<const char*, const char*>> pairs = {{"picture.vert", "matrix.frag"},
                                                                {"flying.vert", "flying.frag"}};

void make_all() {
  for (const auto& [vertex, fragment] : pairs) {
    SCOPED_TRACE(std::string(vertex) + " and " + fragment);
    EXPECT_NO_THROW({
      const gl::Program program(vertex, fragment);
      program.use();
      EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
    });
  }
}

TEST(Shaders, AreAllMadeIntoPrograms) {
  for (const gl::ShaderSource& source : gl::shader_sources()) {
    EXPECT_TRUE(std::any_of(pairs.begin(), pairs.end(),
                            [&](const auto& pair) { return source.name == pair.first || source.name == pair.second; }))
        << source.name << " is translated by no test";
  }
}

TEST(Shaders, AreTakenByOpenGl33) {
  const gl::Offscreen context;
  EXPECT_FALSE(gl::context_is_es());
  make_all();
}

TEST(Shaders, AreTakenByOpenGlEs30) {
  const testing::EsContext context;
  if (!context) GTEST_SKIP() << "no OpenGL ES 3.0 on this machine";
  EXPECT_TRUE(gl::context_is_es());
  make_all();
}

// Where there is no OpenGL ES to ask: what it lacks is not to be found in any text.
TEST(Shaders, HaveNothingThatOnlyOneOfTheTwoKnows) {
  ASSERT_FALSE(gl::shader_sources().empty());
  for (const gl::ShaderSource& source : gl::shader_sources()) {
    for (const char* word : {"#version", "precision ", "double ", "dvec", "texture2D", "gl_FragColor", "sampler1D",
                             "samplerBuffer", "gl_PrimitiveID", "noperspective", "textureGather"})
      EXPECT_EQ(source.text.find(word), std::string_view::npos) << source.name << ": " << word;
  }
}

// What a driver says of a wrong text cannot be tried everywhere: Mesa 25 falls over such a text.
TEST(Shaders, OneThatIsNotThereIsTold) {
  const gl::Offscreen context;
  EXPECT_THROW(gl::Program("picture.vert", "nothing.frag"), std::out_of_range);
}

}  // namespace
}  // namespace flatscope
