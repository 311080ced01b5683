// The program's picture without its window.
#pragma once

#include <cstddef>
#include <vector>

#include "app/files/render_wish.h"

namespace flatscope {

// The file of what the window would show for this Scene once every result is there: a PNG, or an SVG whose texts are
// text. No window appears; no display is needed where EGL works without one. Throws std::runtime_error with a sentence
// when OpenGL 3.3 can't be had.
std::vector<std::byte> render_picture(const RenderWish& wish);

}  // namespace flatscope
