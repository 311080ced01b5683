// The program's colours as its design has them, written down once more: what is probed in pixels must not be compared
// with the program's own palette.
#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <ostream>

namespace flatscope::testing {

struct Rgb {
  int red = 0, green = 0, blue = 0;
  bool operator==(const Rgb&) const = default;
};

inline std::ostream& operator<<(std::ostream& out, const Rgb& colour) {
  return out << "(" << colour.red << ", " << colour.green << ", " << colour.blue << ")";
}

inline constexpr Rgb hex(unsigned code) {
  return {static_cast<int>(code >> 16 & 255), static_cast<int>(code >> 8 & 255), static_cast<int>(code & 255)};
}

// The largest difference of a channel.
inline int apart(const Rgb& a, const Rgb& b) {
  const int red = std::abs(a.red - b.red), green = std::abs(a.green - b.green), blue = std::abs(a.blue - b.blue);
  return red > green ? (red > blue ? red : blue) : (green > blue ? green : blue);
}

struct ThemeLook {
  const char* theme;
  // The pixel in hand, its neighbours at ±1 and at ±W, what is wrong or torn, dense layers, convolutions.
  Rgb pixel, horizontal, vertical, wrong, dense, conv;
  Rgb ground, panel, text, muted;
  std::array<Rgb, 11> diverging;  // from the most negative (blue) over 0 to the most positive (red)

  // At 0 to 10 of the way, between the two colours that are next to it.
  static Rgb along(const std::array<Rgb, 11>& ramp, double place) {
    const int step = place >= 10.0 ? 9 : place <= 0.0 ? 0 : static_cast<int>(place);
    const double share = place >= 10.0 ? 1.0 : place <= 0.0 ? 0.0 : place - step;
    const Rgb &a = ramp[static_cast<std::size_t>(step)], &b = ramp[static_cast<std::size_t>(step) + 1];
    const auto mixed = [share](int x, int y) { return static_cast<int>(x + (y - x) * share + 0.5); };
    return {mixed(a.red, b.red), mixed(a.green, b.green), mixed(a.blue, b.blue)};
  }
  // Of a value from -peak to peak.
  Rgb of_signed(double value, double peak) const { return along(diverging, 5.0 + 5.0 * value / peak); }
};

// Viridis, low to high, in both themes.
inline constexpr std::array<Rgb, 11> magnitude_ramp = {hex(0x440154), hex(0x482576), hex(0x414487), hex(0x35608D),
                                                       hex(0x2A788E), hex(0x21918C), hex(0x22A884), hex(0x42BE71),
                                                       hex(0x7AD151), hex(0xBBDF27), hex(0xFDE725)};

inline constexpr ThemeLook dark_look = {
    "dark",
    hex(0xF5E14A),
    hex(0x56B4E9),
    hex(0xE07BC0),
    hex(0xE5604D),
    hex(0xE69F00),
    hex(0x1FC29A),
    hex(0x0E1217),
    hex(0x151B22),
    hex(0xE8ECF1),
    hex(0x98A4B2),
    {hex(0x6DB3FF), hex(0x4F98EE), hex(0x3C7DCB), hex(0x2F609B), hex(0x233F63), hex(0x1A222B), hex(0x542A2E),
     hex(0x86353A), hex(0xB94340), hex(0xE2574A), hex(0xFF8573)}};

inline constexpr ThemeLook light_look = {
    "light",
    hex(0xF2D600),
    hex(0x0072B2),
    hex(0xB0358A),
    hex(0xC23B22),
    hex(0x9A5C00),
    hex(0x007A65),
    hex(0xF4F6F8),
    hex(0xFFFFFF),
    hex(0x18202A),
    hex(0x505C69),
    {hex(0x0F4C9C), hex(0x2366BD), hex(0x4C89D6), hex(0x86B2E6), hex(0xC4DAF2), hex(0xF7F7F5), hex(0xF6D3CA),
     hex(0xEDA391), hex(0xDF6E59), hex(0xC73E2E), hex(0x9E1F1B)}};

inline constexpr const ThemeLook* both_looks[] = {&dark_look, &light_look};

}  // namespace flatscope::testing
