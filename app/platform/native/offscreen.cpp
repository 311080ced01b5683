#include "app/platform/native/offscreen.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <glad/gl.h>

#include <stdexcept>
#include <string>

#include "app/platform/native/start_glfw.h"

#ifdef FLATSCOPE_EGL
#define EGL_NO_X11
#include <EGL/egl.h>
#include <EGL/eglext.h>
#endif

namespace flatscope::gl {

struct Offscreen::State {
  GLFWwindow* window = nullptr;
#ifdef FLATSCOPE_EGL
  EGLDisplay display = EGL_NO_DISPLAY;
  EGLContext context = EGL_NO_CONTEXT;

  // Mesa's surfaceless platform first: it asks for no display at all.
  bool open_egl() {
    const auto get_platform_display =
        reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    for (const bool surfaceless : {true, false}) {
      // The second one is only asked for where the first fails: looking for displays, Mesa may complain of what it
      // misses.
      EGLDisplay candidate = EGL_NO_DISPLAY;
      if (!surfaceless)
        candidate = eglGetDisplay(EGL_DEFAULT_DISPLAY);
      else if (get_platform_display != nullptr)
        candidate = get_platform_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
      if (candidate == EGL_NO_DISPLAY || eglInitialize(candidate, nullptr, nullptr) == EGL_FALSE) continue;
      const EGLint want_config[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
      const EGLint want_context[] = {
          EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
          EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
      EGLConfig config = nullptr;
      EGLint count = 0;
      if (eglBindAPI(EGL_OPENGL_API) == EGL_TRUE &&
          eglChooseConfig(candidate, want_config, &config, 1, &count) == EGL_TRUE && count > 0) {
        context = eglCreateContext(candidate, config, EGL_NO_CONTEXT, want_context);
        if (context != EGL_NO_CONTEXT &&
            eglMakeCurrent(candidate, EGL_NO_SURFACE, EGL_NO_SURFACE, context) == EGL_TRUE) {
          display = candidate;
          return gladLoadGL(reinterpret_cast<GLADloadfunc>(eglGetProcAddress)) != 0;
        }
        if (context != EGL_NO_CONTEXT) eglDestroyContext(candidate, context);
        context = EGL_NO_CONTEXT;
      }
      eglTerminate(candidate);
    }
    return false;
  }
#endif

  bool open_hidden_window() {
    if (start_glfw()) return false;
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    window = glfwCreateWindow(64, 64, "Flatscope", nullptr, nullptr);
    if (window == nullptr) {
      glfwTerminate();
      return false;
    }
    glfwMakeContextCurrent(window);
    return gladLoadGL(glfwGetProcAddress) != 0;
  }

  ~State() {
    if (window != nullptr) {
      glfwDestroyWindow(window);
      glfwTerminate();
    }
#ifdef FLATSCOPE_EGL
    if (display != EGL_NO_DISPLAY) {
      eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
      eglDestroyContext(display, context);
      eglTerminate(display);
    }
#endif
  }
};

Offscreen::Offscreen() : state_(std::make_unique<State>()) {
#ifdef FLATSCOPE_EGL
  if (state_->open_egl()) return;
#endif
  if (!state_->open_hidden_window())
#ifdef _WIN32
    throw std::runtime_error("no OpenGL 3.3 context could be made: install the driver of the graphics card's maker");
#else
    throw std::runtime_error(
        "no OpenGL 3.3 context could be made: install a graphics driver (on Debian and Ubuntu: libgl1-mesa-dri and "
        "libegl-mesa0)");
#endif
}

Offscreen::~Offscreen() = default;

}  // namespace flatscope::gl
