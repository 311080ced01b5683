// What is remembered about the person and the room, apart from any scene.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/look/palette.h"

namespace flatscope {

struct Settings {
  Theme theme = Theme::dark;
  Theme presented_theme = Theme::light;  // while a lesson is presented: rooms with a projector are seldom dark
  bool reduce_motion = false;            // steps of a lesson follow one another without a glide
  float text_scale = 1.0F;               // 0.8 to 2.5
  int window_width = 1280, window_height = 720;
  bool maximised = false;
  std::vector<std::filesystem::path> recent;  // newest first, at most 12
  std::filesystem::path folder;               // where the chooser was last
  std::string page;  // address of flatscope.html, where a school keeps it; links to scenes begin with it
  bool operator==(const Settings&) const = default;
};

// What the first start takes on a display of so many rows that asks for no scale of its own: 1, from 1,440 rows on 1.5,
// from 2,160 on 2. Whoever sits before such a display reads 13 pixels as small print, and a class even more so.
float first_text_scale(int display_rows);
void remember(Settings& settings, const std::filesystem::path& opened);

}  // namespace flatscope
