// A picture of the program as a file: what it is to show, and how it is asked for. The shell asks; it is drawn by
// whoever has a graphics library.
#pragma once

#include <functional>
#include <string>

#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/engine/view_state.h"
#include "app/files/export.h"
#include "app/files/settings.h"

namespace flatscope {

enum class PictureFormat { png, svg };

struct RenderWish {
  Scene scene;
  ViewState view;
  Results results;  // what is known of the Scene already, so that it is not computed again; may be empty
  PictureFormat format = PictureFormat::png;
  int width = 1280, height = 720;  // with `pixels` 64 to 8192
  float text_scale = 1.0F;
  int pixels = 1;  // everything so many times as large, drawn anew and so as sharp as it can be
  Theme theme = Theme::dark;
  std::string title, ids;  // of an SVG: its own title, if it has one, and what its ids begin with
  // Told on the window's thread what is known of the Scene once it is drawn; null: nobody asks.
  std::function<void(const Results&)> known = {};
};

// To be called on the window's thread. It returns at once, and the answer comes there in a later frame; none comes if
// the program ends before.
using RenderLater = std::function<void(RenderWish wish, FileAnswer answer)>;

}  // namespace flatscope
