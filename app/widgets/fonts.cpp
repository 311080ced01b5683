#include "app/widgets/fonts.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>

#include "app/files/assets.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

struct TypeRole {
  const char* file;
  float em;  // size of the letters as a designer counts them, at scale 1
};

// In the order of Type.
constexpr TypeRole roles[] = {
    {"Inter-SemiBold.otf", 20},         // title
    {"Inter-SemiBold.otf", 15},         // heading
    {"Inter-Regular.otf", 13},          // body
    {"Inter-SemiBold.otf", 13},         // strong
    {"Inter-Regular.otf", 12},          // small
    {"Inter-SemiBold.otf", 11},         // section
    {"JetBrainsMono-Regular.ttf", 12},  // mono
    {"JetBrainsMono-Regular.ttf", 10},  // mono_small
    {"JetBrainsMono-Bold.ttf", 14},     // mono_strong
    {"JetBrainsMono-Bold.ttf", 24},     // number
};
// ImGui counts a font's size from its highest ascender to its lowest descender.
constexpr float inter_height_of_em = 1.21F, mono_height_of_em = 1.32F;
static_assert(std::size(roles) == static_cast<std::size_t>(Type::count));

// Signs that sentences and formulas use, after the letters. File names come in more scripts than our own words, but
// only in the two faces that show them: every glyph costs time at the start.
#define FLATSCOPE_SIGNS \
  0x2010, 0x2026, 0x2032, 0x2033, 0x2070, 0x208E, 0x2190, 0x2194, 0x2212, 0x2212, 0x221E, 0x221E, 0x2264, 0x2265, 0
constexpr ImWchar words[] = {0x0020, 0x007E, 0x00A0, 0x00FF, FLATSCOPE_SIGNS};
constexpr ImWchar names[] = {0x0020, 0x007E, 0x00A0, 0x017F, 0x0391, 0x03C9, 0x0410, 0x044F, FLATSCOPE_SIGNS};
#undef FLATSCOPE_SIGNS
constexpr ImWchar numbers[] = {0x0020, 0x007E, 0x00A0, 0x00A0, 0x00B0, 0x00B7, 0x00D7, 0x00D7, 0x2013, 0x2016, 0x2026,
                               0x2026, 0x2190, 0x2193, 0x2212, 0x2212, 0x221E, 0x221E, 0x230A, 0x230B, 0};

const ImWchar* ranges_of(std::size_t role) {
  if (roles[role].file[0] == 'J') return numbers;
  const auto type = static_cast<Type>(role);
  return type == Type::body || type == Type::small ? names : words;
}

}  // namespace

FontStyle font_style(Type type) {
  // Ascenders as the files' hhea tables give them.
  constexpr float inter_ascent = 0.96875F, mono_ascent = 1.02F;
  const std::string file = roles[static_cast<std::size_t>(type)].file;
  FontStyle style;
  style.mono = file[0] == 'J';
  if (file.find("SemiBold") != std::string::npos) style.weight = 600;
  if (file.find("-Bold") != std::string::npos) style.weight = 700;
  style.em = 1.0F / (style.mono ? mono_height_of_em : inter_height_of_em);
  style.ascent = style.em * (style.mono ? mono_ascent : inter_ascent);
  return style;
}

FontSet load_fonts(ImFontAtlas& atlas, float scale) {
  atlas.Clear();
  FontSet set;
  for (std::size_t i = 0; i < std::size(roles); ++i) {
    const TypeRole& role = roles[i];
    const std::span<const std::byte> bytes = bundled_font(role.file);
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;  // it keeps a pointer into the bytes and reads them only
    config.OversampleH = scale < 1.5F ? 2 : 1;
    config.OversampleV = 1;
    config.PixelSnapH = false;
    const bool mono = role.file[0] == 'J';
    const float size = std::round(role.em * scale * (mono ? mono_height_of_em : inter_height_of_em));
    set.faces[i].font = atlas.AddFontFromMemoryTTF(const_cast<std::byte*>(bytes.data()), static_cast<int>(bytes.size()),
                                                   size, &config, ranges_of(i));
    set.faces[i].size = size;
  }
  if constexpr (!compat::fonts_bake_themselves) atlas.Build();
  // JetBrains Mono draws the minus sign as short as a hyphen; its en dash has a minus's length.
  for (std::size_t i = 0; i < std::size(roles); ++i)
    if (roles[i].file[0] == 'J') set.faces[i].font->AddRemapChar(0x2212, 0x2013);
  return set;
}

}  // namespace flatscope
