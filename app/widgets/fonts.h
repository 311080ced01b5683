// The fonts: the roles of type, their measures, and how they are loaded.
#pragma once

#include <imgui.h>

#include <array>

#include "app/look/palette.h"

namespace flatscope {

// Type roles; their sizes stand in theme.cpp.
enum class Type { title, heading, body, strong, small, section, mono, mono_small, mono_strong, number, count };

struct FontSet {
  struct Face {
    ImFont* font = nullptr;
    float size = 13.0F;  // line height in pixels
  };
  std::array<Face, static_cast<std::size_t>(Type::count)> faces;
  const Face& operator[](Type type) const { return faces[static_cast<std::size_t>(type)]; }
};

// What a picture that keeps its text as text is told about a font.
struct FontStyle {
  bool mono = false;  // JetBrains Mono, else Inter
  int weight = 400;
  float em = 0.8F, ascent = 0.8F;  // size and height above the baseline, in shares of FontSet::Face::size
};
FontStyle font_style(Type type);

// Fills an atlas for one scale (text scale times the display's), replacing what was there; before 1.92 the backend's
// texture has to be made anew afterwards. Needs no context, so it can run while the window is being opened. Throws
// FileError when a font file is missing.
FontSet load_fonts(ImFontAtlas& atlas, float scale);

}  // namespace flatscope
