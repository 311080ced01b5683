#include "app/platform/native/start_glfw.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <cstdlib>

#ifdef _WIN32
#include <windows.h>
#endif

namespace flatscope::gl {
namespace {

#if defined(GLFW_PLATFORM) && defined(__unix__) && !defined(__APPLE__)

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Where it cannot be, it is not tried: since 3.4 GLFW asks for Wayland first, and its library then complains on
// standard error although X answers.
bool wayland_may_answer() {
  if (!environment("WAYLAND_SOCKET").empty()) return true;
  const std::string display = environment("WAYLAND_DISPLAY");
  return !display.empty() && (display.front() == '/' || !environment("XDG_RUNTIME_DIR").empty());
}

void prepare() {
  if (!wayland_may_answer() && glfwPlatformSupported(GLFW_PLATFORM_X11) == GLFW_TRUE)
    glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
}

std::string what_is_missing(const std::string& why) {
  if (!wayland_may_answer()) return why;  // X's own words name DISPLAY
  const std::string wayland = environment("WAYLAND_DISPLAY"), x = environment("DISPLAY");
  return "Wayland's display" + (wayland.empty() ? "" : " \"" + wayland + "\"") +
         " (WAYLAND_DISPLAY) does not answer, " +
         (x.empty() ? "and the environment variable DISPLAY, for X11, is missing"
                    : "and neither does X11's \"" + x + "\" (DISPLAY)");
}

#else

void prepare() {
#ifdef _WIN32
  // GLFW asks for game pads, and at its end lets go of their library, in which Wine then still runs a thread: held
  // here, it stays.
  LoadLibraryW(L"xinput1_4.dll");
#endif
}
std::string what_is_missing(const std::string& why) { return why; }

#endif

}  // namespace

std::optional<std::string> start_glfw() {
  prepare();
  if (glfwInit() == GLFW_TRUE) return std::nullopt;
  const char* why = nullptr;
  glfwGetError(&why);
  return what_is_missing(why != nullptr ? why : "no display");
}

}  // namespace flatscope::gl
