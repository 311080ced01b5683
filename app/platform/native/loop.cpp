// The loop around the program: it sleeps until something happens.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <memory>
#include <optional>

#include "app/platform/native/glfw_window.h"
#include "app/platform/native/platform.h"
#include "app/platform/program.h"

namespace flatscope {
namespace {

void wait_for_events(std::optional<double> seconds) {
  if (!seconds)
    glfwWaitEvents();
  else if (*seconds > 0.0)
    glfwWaitEventsTimeout(*seconds);
  else
    glfwPollEvents();
}

}  // namespace

int run_window(const WindowOptions& options) {
  const auto platform = std::make_shared<NativePlatform>();
  const Home home{platform, [platform](Settings& settings, bool fit_display) {
                    return std::make_unique<GlfwWindow>(platform, settings, fit_display);
                  }};
  const auto program = std::make_unique<Program>(options, home);
  while (!program->over()) {
    const std::optional<double> pause = program->step();
    if (!program->over()) wait_for_events(pause);
  }
  program->end();
  return 0;
}

}  // namespace flatscope
