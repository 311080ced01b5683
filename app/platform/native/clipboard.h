// The clipboard of the display that GLFW has opened.
#pragma once

#include <functional>
#include <memory>

#include "app/platform/clipboard.h"

namespace flatscope {

// Once GLFW is there. `wake` is called from any thread when an answer has come.
std::unique_ptr<Clipboard> display_clipboard(std::function<void()> wake);

}  // namespace flatscope
