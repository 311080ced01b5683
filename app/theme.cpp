#include "app/theme.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "app/imgui_compat.h"
#include "app/scene/assets.h"
#include "core/file.h"

namespace flatscope {
namespace {

constexpr ImU32 rgb(unsigned hex) { return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255); }

// The ten published stops of viridis, with the middle of the last two added to reach eleven.
constexpr std::array<ImU32, 11> viridis = {rgb(0x440154), rgb(0x482576), rgb(0x414487), rgb(0x35608D),
                                           rgb(0x2A788E), rgb(0x21918C), rgb(0x22A884), rgb(0x42BE71),
                                           rgb(0x7AD151), rgb(0xBBDF27), rgb(0xFDE725)};

constexpr Palette dark = {rgb(0xF5E14A),
                          rgb(0x56B4E9),
                          rgb(0xE07BC0),
                          rgb(0xE5604D),
                          rgb(0xE69F00),
                          rgb(0x1FC29A),
                          rgb(0x0E1217),
                          rgb(0x151B22),
                          rgb(0x1D252E),
                          rgb(0x2B3542),
                          rgb(0xE8ECF1),
                          rgb(0x8E9AA8),
                          rgb(0x6B7785),
                          rgb(0x0A0D11),
                          viridis,
                          {rgb(0x6DB3FF), rgb(0x4F98EE), rgb(0x3C7DCB), rgb(0x2F609B), rgb(0x233F63), rgb(0x1A222B),
                           rgb(0x542A2E), rgb(0x86353A), rgb(0xB94340), rgb(0xE2574A), rgb(0xFF8573)}};

constexpr Palette light = {rgb(0xF2D600),
                           rgb(0x0072B2),
                           rgb(0xB0358A),
                           rgb(0xC23B22),
                           rgb(0xB96F00),
                           rgb(0x00806A),
                           rgb(0xF4F6F8),
                           rgb(0xFFFFFF),
                           rgb(0xEDF0F3),
                           rgb(0xD5DBE2),
                           rgb(0x18202A),
                           rgb(0x5B6774),
                           rgb(0x8792A0),
                           rgb(0x18202A),
                           viridis,
                           {rgb(0x0F4C9C), rgb(0x2366BD), rgb(0x4C89D6), rgb(0x86B2E6), rgb(0xC4DAF2), rgb(0xF7F7F5),
                            rgb(0xF6D3CA), rgb(0xEDA391), rgb(0xDF6E59), rgb(0xC73E2E), rgb(0x9E1F1B)}};

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
constexpr ImWchar numbers[] = {0x0020, 0x007E, 0x00B0, 0x00B7, 0x00D7, 0x00D7, 0x2013, 0x2016, 0x2026, 0x2026,
                               0x2190, 0x2193, 0x2212, 0x2212, 0x221E, 0x221E, 0x230A, 0x230B, 0};

const ImWchar* ranges_of(std::size_t role) {
  if (roles[role].file[0] == 'J') return numbers;
  const auto type = static_cast<Type>(role);
  return type == Type::body || type == Type::small ? names : words;
}

}  // namespace

const Palette& palette(Theme theme) { return theme == Theme::dark ? dark : light; }

ImU32 with_alpha(ImU32 colour, float alpha) {
  const auto a = static_cast<ImU32>(std::lround(std::clamp(alpha, 0.0F, 1.0F) * 255.0F));
  return (colour & ~IM_COL32_A_MASK) | (a << IM_COL32_A_SHIFT);
}

ImU32 mix(ImU32 a, ImU32 b, float share) {
  ImU32 out = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const float x = static_cast<float>((a >> shift) & 255);
    const float y = static_cast<float>((b >> shift) & 255);
    out |= static_cast<ImU32>(std::lround(x + (y - x) * share)) << shift;
  }
  return out;
}

ImU32 ink_on(ImU32 ground) {
  const float r = static_cast<float>((ground >> IM_COL32_R_SHIFT) & 255);
  const float g = static_cast<float>((ground >> IM_COL32_G_SHIFT) & 255);
  const float b = static_cast<float>((ground >> IM_COL32_B_SHIFT) & 255);
  return 0.2126F * r + 0.7152F * g + 0.0722F * b > 118.0F ? rgb(0x0A0D11) : rgb(0xF5F8FA);
}

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
  // ImGui keeps pointers into the files' bytes, so they live as long as the program.
  static std::map<std::string, std::vector<std::byte>> files;
  atlas.Clear();
  FontSet set;
  for (std::size_t i = 0; i < std::size(roles); ++i) {
    const TypeRole& role = roles[i];
    std::vector<std::byte>& bytes = files[role.file];
    if (bytes.empty()) bytes = read_file(resources() / "assets" / "fonts" / role.file);
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = scale < 1.5F ? 2 : 1;
    config.OversampleV = 1;
    config.PixelSnapH = false;
    const bool mono = role.file[0] == 'J';
    const float size = std::round(role.em * scale * (mono ? mono_height_of_em : inter_height_of_em));
    set.faces[i].font =
        atlas.AddFontFromMemoryTTF(bytes.data(), static_cast<int>(bytes.size()), size, &config, ranges_of(i));
    set.faces[i].size = size;
  }
  if constexpr (!compat::fonts_bake_themselves) atlas.Build();
  // JetBrains Mono draws the minus sign as short as a hyphen; its en dash has a minus's length.
  for (std::size_t i = 0; i < std::size(roles); ++i)
    if (roles[i].file[0] == 'J') set.faces[i].font->AddRemapChar(0x2212, 0x2013);
  return set;
}

}  // namespace flatscope
