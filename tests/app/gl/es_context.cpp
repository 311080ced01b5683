#include "tests/app/gl/es_context.h"

#include <glad/gl.h>

#ifdef FLATSCOPE_EGL
#define EGL_NO_X11
#include <EGL/egl.h>
#include <EGL/eglext.h>
#endif

namespace flatscope::testing {

#ifdef FLATSCOPE_EGL
struct EsContext::State {
  EGLDisplay display = EGL_NO_DISPLAY;
  EGLContext context = EGL_NO_CONTEXT;

  bool open() {
    const auto get_display =
        reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    if (get_display == nullptr) return false;
    display = get_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
    if (display == EGL_NO_DISPLAY || eglInitialize(display, nullptr, nullptr) == EGL_FALSE) return false;
    const EGLint want_config[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_ES3_BIT, EGL_NONE};
    const EGLint want_context[] = {EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, 0, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (eglBindAPI(EGL_OPENGL_ES_API) == EGL_FALSE ||
        eglChooseConfig(display, want_config, &config, 1, &count) == EGL_FALSE || count < 1)
      return false;
    context = eglCreateContext(display, config, EGL_NO_CONTEXT, want_context);
    return context != EGL_NO_CONTEXT && eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) != EGL_FALSE &&
           gladLoadGLES2(reinterpret_cast<GLADloadfunc>(eglGetProcAddress)) != 0;
  }
  ~State() {
    if (display == EGL_NO_DISPLAY) return;
    eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (context != EGL_NO_CONTEXT) eglDestroyContext(display, context);
    eglTerminate(display);
    eglBindAPI(EGL_OPENGL_API);
  }
};

EsContext::EsContext() : state_(std::make_unique<State>()) {
  if (!state_->open()) state_.reset();
}
#else
struct EsContext::State {};
EsContext::EsContext() = default;
#endif

EsContext::~EsContext() = default;

}  // namespace flatscope::testing
