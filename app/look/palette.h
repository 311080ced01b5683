// The program's colours, what is mixed from them, and how well one is read on another. A colour is 0xAABBGGRR, as
// ImGui packs it.
#pragma once

#include <array>
#include <cstdint>

namespace flatscope {

enum class Theme { dark, light };

struct Palette {
  // Roles that mean the same everywhere: the pixel in hand, its horizontal and vertical neighbours, what is wrong,
  // dense layers, convolutions. All but `pixel` are also written with. Their colours stand in palette.cpp.
  std::uint32_t pixel, horizontal, vertical, wrong, dense, conv;
  // Grounds and lines.
  std::uint32_t ground, panel, raised, line;
  std::uint32_t text, muted, faint;
  std::uint32_t outline;  // dark rim around the pixel in hand
  // Eleven evenly spaced colours.
  std::array<std::uint32_t, 11> magnitude;  // viridis, low to high
  std::array<std::uint32_t, 11> diverging;  // negative (blue), neutral, positive (red)
};

const Palette& palette(Theme theme);
// The light one for print: black on white.
const Palette& paper_palette();

std::uint32_t with_alpha(std::uint32_t colour, float alpha);
std::uint32_t mix(std::uint32_t a, std::uint32_t b, float share_of_b);

// Relative luminance, 0 to 1, and the ratio of two, 1 to 21, as WCAG 2.1 defines them (w3.org/TR/WCAG21). Alpha is
// left aside. Letters are read from 4.5 on.
double luminance(std::uint32_t colour);
double contrast(std::uint32_t a, std::uint32_t b);

// Black or white, whichever stands out more on `ground`; at least 4.58.
std::uint32_t ink_on(std::uint32_t ground);

}  // namespace flatscope
