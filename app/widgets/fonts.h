// The fonts: the roles of type, their measures, and how they are loaded.
#pragma once

#include <imgui.h>

#include <array>

#include "app/look/palette.h"

namespace flatscope {

// Type roles; their sizes stand in fonts.cpp. cell: numbers in the cells of a picture. told: the words of a lesson.
enum class Type {
  title,
  heading,
  body,
  strong,
  small,
  section,
  mono,
  mono_small,
  mono_strong,
  number,
  cell,
  told,
  told_strong,
  told_mono,
  count
};

// How large text is set.
struct TextSize {
  float scale = 1.0F;  // pixels a design unit: text scale times the display's
  // Presented before a class: no letters are smaller, as a designer counts them, in pixels; those in cells may have
  // four fifths of it. Titles and a lesson's words are larger then. 0: not presented.
  float least = 0.0F;
  bool operator==(const TextSize&) const = default;
};

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

// Fills an atlas for one size of text, replacing what was there; before 1.92 the backend's texture has to be made anew
// afterwards. Needs no context, so it can run while the window is being opened. Throws FileError when a font file is
// missing.
FontSet load_fonts(ImFontAtlas& atlas, const TextSize& text);

}  // namespace flatscope
