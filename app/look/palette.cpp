#include "app/look/palette.h"

#include <algorithm>
#include <cmath>

namespace flatscope {
namespace {

constexpr std::uint32_t rgb(unsigned hex) {
  return 0xFF000000U | (hex & 0xFFU) << 16 | (hex & 0xFF00U) | (hex >> 16 & 0xFFU);
}

// The ten published stops of viridis, with the middle of the last two added to reach eleven.
constexpr std::array<std::uint32_t, 11> viridis = {rgb(0x440154), rgb(0x482576), rgb(0x414487), rgb(0x35608D),
                                                   rgb(0x2A788E), rgb(0x21918C), rgb(0x22A884), rgb(0x42BE71),
                                                   rgb(0x7AD151), rgb(0xBBDF27), rgb(0xFDE725)};

constexpr Palette dark = {
    .pixel = rgb(0xF5E14A),
    .horizontal = rgb(0x56B4E9),
    .vertical = rgb(0xE07BC0),
    .wrong = rgb(0xE5604D),
    .dense = rgb(0xE69F00),
    .conv = rgb(0x1FC29A),
    .ground = rgb(0x0E1217),
    .panel = rgb(0x151B22),
    .raised = rgb(0x1D252E),
    .line = rgb(0x2B3542),
    .text = rgb(0xE8ECF1),
    .muted = rgb(0x98A4B2),
    .faint = rgb(0x818D9B),
    .outline = rgb(0x0A0D11),
    .magnitude = viridis,
    .diverging = {rgb(0x6DB3FF), rgb(0x4F98EE), rgb(0x3C7DCB), rgb(0x2F609B), rgb(0x233F63), rgb(0x1A222B),
                  rgb(0x542A2E), rgb(0x86353A), rgb(0xB94340), rgb(0xE2574A), rgb(0xFF8573)},
};

constexpr Palette light = {
    .pixel = rgb(0xF2D600),
    .horizontal = rgb(0x0072B2),
    .vertical = rgb(0xB0358A),
    .wrong = rgb(0xC23B22),
    .dense = rgb(0x9A5C00),
    .conv = rgb(0x007A65),
    .ground = rgb(0xF4F6F8),
    .panel = rgb(0xFFFFFF),
    .raised = rgb(0xEDF0F3),
    .line = rgb(0xD5DBE2),
    .text = rgb(0x18202A),
    .muted = rgb(0x505C69),
    .faint = rgb(0x616D7A),
    .outline = rgb(0x18202A),
    .magnitude = viridis,
    .diverging = {rgb(0x0F4C9C), rgb(0x2366BD), rgb(0x4C89D6), rgb(0x86B2E6), rgb(0xC4DAF2), rgb(0xF7F7F5),
                  rgb(0xF6D3CA), rgb(0xEDA391), rgb(0xDF6E59), rgb(0xC73E2E), rgb(0x9E1F1B)},
};

constexpr Palette on_paper() {
  Palette colours = light;
  colours.ground = colours.panel = rgb(0xFFFFFF);
  colours.text = colours.outline = rgb(0x000000);
  return colours;
}

constexpr Palette paper = on_paper();

// The share of light that a channel's 0 to 255 stands for (sRGB).
double linear(std::uint32_t level) {
  const double share = static_cast<double>(level) / 255.0;
  return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

}  // namespace

const Palette& paper_palette() { return paper; }
const Palette& palette(Theme theme) { return theme == Theme::dark ? dark : light; }

std::uint32_t with_alpha(std::uint32_t colour, float alpha) {
  const auto a = static_cast<std::uint32_t>(std::lround(std::clamp(alpha, 0.0F, 1.0F) * 255.0F));
  return (colour & 0x00FFFFFFU) | (a << 24);
}

std::uint32_t mix(std::uint32_t a, std::uint32_t b, float share) {
  std::uint32_t out = 0;
  for (int bit = 0; bit < 32; bit += 8) {
    const auto x = static_cast<float>((a >> bit) & 255);
    const auto y = static_cast<float>((b >> bit) & 255);
    out |= static_cast<std::uint32_t>(std::lround(x + (y - x) * share)) << bit;
  }
  return out;
}

double luminance(std::uint32_t colour) {
  return 0.2126 * linear(colour & 255) + 0.7152 * linear((colour >> 8) & 255) + 0.0722 * linear((colour >> 16) & 255);
}

double contrast(std::uint32_t a, std::uint32_t b) {
  const auto [low, high] = std::minmax({luminance(a), luminance(b)});
  return (high + 0.05) / (low + 0.05);
}

std::uint32_t ink_on(std::uint32_t ground) {
  const std::uint32_t black = rgb(0x000000), white = rgb(0xFFFFFF);
  return contrast(black, ground) >= contrast(white, ground) ? black : white;
}

}  // namespace flatscope
