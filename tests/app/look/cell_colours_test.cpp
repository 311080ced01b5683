#include "app/look/cell_colours.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <vector>

#include "tests/app/support.h"

namespace flatscope {
namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

std::uint32_t rgb(std::uint32_t red, std::uint32_t green, std::uint32_t blue) {
  return 0xFF000000U | blue << 16 | green << 8 | red;
}

// The ramp between its colours, mixed anew for the one value.
std::uint32_t mixed(const std::array<std::uint32_t, 11>& ramp, float value, const Range& range) {
  const float place = std::clamp((value - range.low) / (range.high - range.low), 0.0F, 1.0F) * 10.0F;
  const auto step = std::min<std::size_t>(static_cast<std::size_t>(place), 9);
  return mix(ramp[step], ramp[step + 1], place - static_cast<float>(step));
}

int largest_step(std::uint32_t a, std::uint32_t b) {
  int most = 0;
  for (int shift = 0; shift < 32; shift += 8)
    most = std::max(most, std::abs(static_cast<int>((a >> shift) & 255) - static_cast<int>((b >> shift) & 255)));
  return most;
}

TEST(CellColours, DirectValuesAreTheirLevels) {
  const CellColours colours(palette(Theme::dark), {});
  EXPECT_EQ(colours.of(0.0F), rgb(0, 0, 0));
  EXPECT_EQ(colours.of(1.0F), rgb(255, 255, 255));
  EXPECT_EQ(colours.of(7.5F), rgb(255, 255, 255));
  EXPECT_EQ(colours.of(128.0F / 255.0F), rgb(128, 128, 128));
  EXPECT_EQ(colours.of(nan), rgb(0, 0, 0));
  EXPECT_EQ(colours.of(-0.25F), palette(Theme::dark).ground);
}

TEST(CellColours, ThreePlanesAreRedGreenAndBlue) {
  const CellColours colours(palette(Theme::light), {});
  const std::vector<float> planes{1.0F, 0.2F, -1.0F, -1.0F, 0.0F, 0.4F, -1.0F, 0.0F, 0.6F, 0.6F, -1.0F, 0.0F};
  std::vector<std::uint32_t> found(4);
  colours.fill(planes.data(), 4, 3, 4, found.data());
  EXPECT_EQ(found, (std::vector<std::uint32_t>{rgb(255, 0, 153), rgb(51, 102, 153), palette(Theme::light).ground,
                                               rgb(0, 0, 0)}));
}

// Tables are kept for the whole process: by the colours they are made of, not by where these lie.
TEST(CellColours, AnotherPaletteInTheSamePlaceHasColoursOfItsOwn) {
  Palette mine = palette(Theme::dark);
  const TensorStyle style{ColourMap::diverging, {-2.0F, 2.0F}};
  EXPECT_EQ(CellColours(mine, style).of(2.0F), mine.diverging.back());
  mine.diverging.back() = rgb(1, 2, 3);
  EXPECT_EQ(CellColours(mine, style).of(2.0F), rgb(1, 2, 3));
  EXPECT_EQ(CellColours(mine, style).of(nan), mine.ground);
  mine.ground = rgb(4, 5, 6);
  EXPECT_EQ(CellColours(mine, style).of(nan), rgb(4, 5, 6));
}

TEST(CellColours, ARampReachesFromItsFirstColourToItsLast) {
  for (const Theme theme : {Theme::dark, Theme::light}) {
    const Palette& of = palette(theme);
    const CellColours diverging(of, {ColourMap::diverging, {-2.0F, 2.0F}});
    EXPECT_EQ(diverging.of(-2.0F), of.diverging.front());
    EXPECT_EQ(diverging.of(-infinity), of.diverging.front());
    EXPECT_EQ(diverging.of(0.0F), of.diverging[5]);
    EXPECT_EQ(diverging.of(-0.0F), of.diverging[5]);
    EXPECT_EQ(diverging.of(2.0F), of.diverging.back());
    EXPECT_EQ(diverging.of(infinity), of.diverging.back());
    EXPECT_EQ(diverging.of(nan), of.ground);
    const CellColours magnitude(of, {ColourMap::magnitude, {0.0F, 4.0F}});
    EXPECT_EQ(magnitude.of(0.0F), of.magnitude.front());
    EXPECT_EQ(magnitude.of(-4.0F), of.magnitude.back());
    EXPECT_EQ(magnitude.of(4.0F), of.magnitude.back());
    EXPECT_EQ(magnitude.of(nan), of.ground);
  }
}

TEST(CellColours, BetweenThemItMixes) {
  Generator generator(5);
  for (int round = 0; round < 2000; ++round) {
    const float low = normal(generator), high = low + 0.01F + std::fabs(normal(generator));
    const float value = low + (high - low) * (normal(generator) + 0.5F);
    const Palette& of = palette(test::coin(generator) ? Theme::dark : Theme::light);
    const CellColours colours(of, {ColourMap::diverging, {low, high}});
    ASSERT_LE(largest_step(colours.of(value), mixed(of.diverging, value, {low, high})), 1);
  }
}

TEST(CellColours, AnotherMiddleStandsInTheMiddleOnly) {
  const Palette& of = palette(Theme::dark);
  TensorStyle style{ColourMap::diverging, {-1.0F, 1.0F}};
  style.neutral = rgb(1, 2, 3);
  const CellColours colours(of, style), plain(of, {ColourMap::diverging, {-1.0F, 1.0F}});
  EXPECT_EQ(colours.of(0.0F), rgb(1, 2, 3));
  EXPECT_EQ(plain.of(0.0F), of.diverging[5]);
  for (const float value : {-1.0F, -0.2F, 0.2F, 0.7F}) EXPECT_EQ(colours.of(value), plain.of(value)) << value;
}

TEST(CellColours, ARangeOfOneValueAndNone) {
  const Palette& of = palette(Theme::dark);
  const CellColours colours(of, {ColourMap::diverging, {0.0F, 0.0F}});
  EXPECT_EQ(colours.of(0.0F), of.diverging.front());
  EXPECT_EQ(colours.of(1.0F), of.diverging.back());
  std::uint32_t untouched = 7;
  colours.fill(nullptr, 0, 1, 0, &untouched);
  EXPECT_EQ(untouched, 7U);
}

// Longer than what is looked up at a time.
TEST(CellColours, ManyAreTheSameAsEach) {
  Generator generator(6);
  std::vector<float> values(2500);
  for (float& value : values) value = normal(generator);
  values[1023] = nan;
  const CellColours colours(palette(Theme::light), {ColourMap::magnitude, {0.0F, 1.5F}});
  std::vector<std::uint32_t> found(values.size());
  colours.fill(values.data(), 0, 1, static_cast<std::int64_t>(values.size()), found.data());
  for (std::size_t i = 0; i < values.size(); ++i) ASSERT_EQ(found[i], colours.of(values[i])) << i;
}

}  // namespace
}  // namespace flatscope
