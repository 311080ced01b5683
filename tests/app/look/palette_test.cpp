// Every colour that words are written in can be read on every ground that they stand on.
#include "app/look/palette.h"

#include <gtest/gtest.h>

#include "tests/look.h"

namespace flatscope {
namespace {

constexpr double readable = 4.5;  // WCAG 2.1, level AA, for letters of any size

struct Named {
  const char* name;
  std::uint32_t colour;
};

TEST(Palette, TheRatioIsWcags) {
  EXPECT_DOUBLE_EQ(contrast(0xFF000000, 0xFFFFFFFF), 21.0);
  EXPECT_DOUBLE_EQ(contrast(0xFF336699, 0xFF336699), 1.0);
  EXPECT_NEAR(contrast(0xFF767676, 0xFFFFFFFF), 4.54, 0.01);  // the lightest grey that passes on white
  EXPECT_DOUBLE_EQ(contrast(0xFF767676, 0xFFFFFFFF), contrast(0xFFFFFFFF, 0xFF767676));
  EXPECT_NEAR(luminance(0xFF0000FF), 0.2126, 1e-9) << "red lies in the lowest byte";
}

// The roles are those of the design, each with its own colour: none is another's.
TEST(Palette, RolesHaveTheirColours) {
  const auto packed = [](const testing::Rgb& colour) {
    return 0xFF000000U | static_cast<std::uint32_t>(colour.blue) << 16 | static_cast<std::uint32_t>(colour.green) << 8 |
           static_cast<std::uint32_t>(colour.red);
  };
  for (const testing::ThemeLook* look : testing::both_looks) {
    SCOPED_TRACE(look->theme);
    const Palette& p = palette(look == &testing::dark_look ? Theme::dark : Theme::light);
    EXPECT_EQ(p.pixel, packed(look->pixel));
    EXPECT_EQ(p.horizontal, packed(look->horizontal));
    EXPECT_EQ(p.vertical, packed(look->vertical));
    EXPECT_EQ(p.wrong, packed(look->wrong));
    EXPECT_EQ(p.dense, packed(look->dense));
    EXPECT_EQ(p.conv, packed(look->conv));
    EXPECT_EQ(p.ground, packed(look->ground));
    EXPECT_EQ(p.panel, packed(look->panel));
    EXPECT_EQ(p.text, packed(look->text));
    EXPECT_EQ(p.muted, packed(look->muted));
    for (std::size_t i = 0; i < 11; ++i) {
      EXPECT_EQ(p.magnitude[i], packed(testing::magnitude_ramp[i])) << i;
      EXPECT_EQ(p.diverging[i], packed(look->diverging[i])) << i;
    }
  }
}

TEST(Palette, EveryTextColourCanBeReadOnEveryGround) {
  for (const Theme theme : {Theme::dark, Theme::light}) {
    const Palette& p = palette(theme);
    const Named inks[] = {{"text", p.text},   {"muted", p.muted},      {"faint", p.faint},
                          {"conv", p.conv},   {"dense", p.dense},      {"horizontal", p.horizontal},
                          {"wrong", p.wrong}, {"vertical", p.vertical}};
    const Named grounds[] = {{"ground", p.ground}, {"panel", p.panel}, {"raised", p.raised}};
    for (const Named& ink : inks)
      for (const Named& ground : grounds)
        EXPECT_GE(contrast(ink.colour, ground.colour), readable)
            << ink.name << " on " << ground.name << (theme == Theme::dark ? ", dark" : ", light");
    // Padding's cells have the lines' colour in the light theme; a control under the pointer is a little brighter.
    for (const std::uint32_t ground : {p.line, mix(p.raised, p.text, 0.18F)}) EXPECT_GE(contrast(p.text, ground), 7.0);
    EXPECT_GE(contrast(p.muted, p.line), readable);
    EXPECT_GE(contrast(p.ground, p.text), readable) << "tooltips";
  }
}

TEST(Palette, WhatIsFaintIsFainterThanWhatIsMuted) {
  for (const Theme theme : {Theme::dark, Theme::light}) {
    const Palette& p = palette(theme);
    EXPECT_GT(contrast(p.text, p.panel), 1.5 * contrast(p.muted, p.panel));
    EXPECT_GT(contrast(p.muted, p.panel), 1.25 * contrast(p.faint, p.panel));
  }
}

TEST(Palette, InkCanBeReadOnAnyColour) {
  for (std::uint32_t level = 0; level < 256; ++level) {
    const std::uint32_t grey = 0xFF000000U | level << 16 | level << 8 | level;
    EXPECT_GE(contrast(ink_on(grey), grey), readable) << level;
  }
  for (std::uint32_t r = 0; r < 256; r += 17)
    for (std::uint32_t g = 0; g < 256; g += 17)
      for (std::uint32_t b = 0; b < 256; b += 17) {
        const std::uint32_t colour = 0xFF000000U | b << 16 | g << 8 | r;
        ASSERT_GE(contrast(ink_on(colour), colour), readable) << r << ", " << g << ", " << b;
      }
}

}  // namespace
}  // namespace flatscope
