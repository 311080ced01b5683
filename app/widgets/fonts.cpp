#include "app/widgets/fonts.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "app/files/assets.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

struct TypeRole {
  const char* file;
  float em;                // size of the letters as a designer counts them, at scale 1
  float presented = 0.0F;  // the same before a class; 0: no other
};

// In the order of Type.
constexpr TypeRole roles[] = {
    {"Inter-SemiBold.otf", 20, 24},     // title
    {"Inter-SemiBold.otf", 15},         // heading
    {"Inter-Regular.otf", 13},          // body
    {"Inter-SemiBold.otf", 13},         // strong
    {"Inter-Regular.otf", 12},          // small
    {"Inter-SemiBold.otf", 11},         // section
    {"JetBrainsMono-Regular.ttf", 12},  // mono
    {"JetBrainsMono-Regular.ttf", 10},  // mono_small
    {"JetBrainsMono-Bold.ttf", 14},     // mono_strong
    {"JetBrainsMono-Bold.ttf", 24},     // number
    {"JetBrainsMono-Regular.ttf", 10},  // cell
    {"Inter-Regular.otf", 13, 16},      // told
    {"Inter-SemiBold.otf", 13, 16},     // told_strong
    {"JetBrainsMono-Bold.ttf", 14, 16}  // told_mono
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
  return type == Type::body || type == Type::small || type == Type::told ? names : words;
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

namespace {

// As ImGui counts it, in pixels.
float size_of(std::size_t role, const TextSize& text) {
  const float height = roles[role].file[0] == 'J' ? mono_height_of_em : inter_height_of_em;
  if (text.least <= 0.0F) return std::round(roles[role].em * text.scale * height);
  const float em = roles[role].presented > 0.0F ? roles[role].presented : roles[role].em;
  const float least = static_cast<Type>(role) == Type::cell ? text.least * 0.8F : text.least;
  return std::ceil(std::max(em * text.scale, least) * height - 0.01F);
}

}  // namespace

FontSet load_fonts(ImFontAtlas& atlas, const TextSize& text) {
  atlas.Clear();
  FontSet set;
  for (std::size_t i = 0; i < std::size(roles); ++i) {
    const TypeRole& role = roles[i];
    const float size = size_of(i, text);
    set.faces[i].size = size;
    // Roles that come out alike share one font: letters take time to draw.
    for (std::size_t k = 0; k < i && set.faces[i].font == nullptr; ++k)
      if (std::string_view(roles[k].file) == role.file && set.faces[k].size == size && ranges_of(k) == ranges_of(i))
        set.faces[i].font = set.faces[k].font;
    if (set.faces[i].font != nullptr) continue;
    const std::span<const std::byte> bytes = bundled_font(role.file);
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;  // it keeps a pointer into the bytes and reads them only
    config.OversampleH = text.scale < 1.5F ? 2 : 1;
    config.OversampleV = 1;
    config.PixelSnapH = false;
    set.faces[i].font = atlas.AddFontFromMemoryTTF(const_cast<std::byte*>(bytes.data()), static_cast<int>(bytes.size()),
                                                   size, &config, ranges_of(i));
  }
  if constexpr (!compat::fonts_bake_themselves) atlas.Build();
  // JetBrains Mono draws the minus sign as short as a hyphen; its en dash has a minus's length.
  for (std::size_t i = 0; i < std::size(roles); ++i)
    if (roles[i].file[0] == 'J') set.faces[i].font->AddRemapChar(0x2212, 0x2013);
  return set;
}

}  // namespace flatscope
