// The clipboard of X11, where every text stays with the program that copied it and is asked for there (ICCCM, section
// 2). GLFW asks on the window's thread and without an end: a program that has stopped would stop this one as well.
#pragma once

#include <functional>
#include <memory>

#include "app/platform/clipboard.h"

namespace flatscope {

// On a connection and a thread of its own, which begin with the first use. Null where it was built without XCB.
// When it goes away while its text is the clipboard's, it offers that to the clipboard manager, if there is one, and
// gives it half a second.
std::unique_ptr<Clipboard> x11_clipboard(std::function<void()> wake);

}  // namespace flatscope
