// GLFW's start, the same for the window and for drawing without one.
#pragma once

#include <optional>
#include <string>

namespace flatscope::gl {

// Initialises GLFW on the display that the environment names: Wayland's where WAYLAND_DISPLAY (or WAYLAND_SOCKET) leads
// to one, else X's. Empty when that worked, else why not, in words that name what is missing.
std::optional<std::string> start_glfw();

}  // namespace flatscope::gl
