// The program's picture without its window.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/engine/scene.h"
#include "app/files/settings.h"

namespace flatscope {

enum class PictureFormat { png, svg };

struct RenderOptions {
  PictureFormat format = PictureFormat::png;
  int width = 1280, height = 720;  // with `pixels` 64 to 8192
  float text_scale = 1.0F;
  int pixels = 1;    // everything so many times as large, drawn anew and so as sharp as it can be
  std::string view;  // what is looked at, from view_to_text; empty: as the program starts
  Theme theme = Theme::dark;
};

// The file of what the window would show for this Scene once every result is there: a PNG, or an SVG whose texts are
// text. No window appears; no display is needed where EGL works without one. Throws std::runtime_error with a sentence
// when OpenGL 3.3 can't be had.
std::vector<std::byte> render_picture(const Scene& scene, const RenderOptions& options);

}  // namespace flatscope
