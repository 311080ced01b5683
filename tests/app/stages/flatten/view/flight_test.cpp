// The elements in the air as a shader draws them, against their squares one by one.
#include "app/stages/flatten/view/flight.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <vector>

#include "app/gl/objects.h"
#include "app/platform/native/offscreen.h"
#include "core/tensor/random.h"
#include "tests/app/gl/es_context.h"

namespace flatscope {
namespace {

constexpr int width = 320, height = 240;

struct Air {
  Tensor picture;
  Flattening flattening;
  GridPlace grid;
  OverviewPlace overview;
  Unroll unroll;
  Flight flight() const { return {picture, flattening, grid, overview, unroll}; }
};

Air random_air(Generator& generator) {
  const auto below = [&](std::uint32_t n) { return static_cast<std::int64_t>(uniform_below(generator, n)); };
  const std::int64_t channels = below(2) == 0 ? 1 : 3, rows = 1 + below(24), columns = 1 + below(24);
  Air air;
  air.picture = Tensor({channels, rows, columns});
  for (float& value : air.picture.values()) value = uniform01(generator);
  air.flattening = Flattening(all_orders[static_cast<std::size_t>(below(std::size(all_orders)))],
                              below(2) == 0 ? Layout::chw : Layout::hwc, channels, rows, columns);
  air.grid.cell = 1.0F + 9.0F * uniform01(generator);
  air.grid.box.min = {40.3F + 30.0F * uniform01(generator), 10.7F};
  air.grid.cells = {{0, 0}, {static_cast<float>(columns), static_cast<float>(rows)}};
  if (below(3) == 0) air.grid.cells.min = {1.25F, 0.5F};  // a part of it is looked at
  air.overview.strip = {{12.0F, 200.0F}, {300.0F, 221.0F}};
  const auto size = static_cast<double>(air.flattening.size());
  air.overview.range = {0.0, size};
  if (below(3) == 0) air.overview.range = {size * 0.3, size * 0.8};
  const double flight = 1.0 + static_cast<double>(below(60));
  air.unroll.active = true;
  air.unroll.front = (size + flight) * static_cast<double>(uniform01(generator));
  air.unroll.landed = std::max(0.0, air.unroll.front - flight);
  return air;
}

bool near(std::uint32_t a, std::uint32_t b) {
  for (int shift = 0; shift < 32; shift += 8) {
    if (std::abs(static_cast<int>(a >> shift & 255U) - static_cast<int>(b >> shift & 255U)) > 1) return false;
  }
  return true;
}

// What stands at a point: the last square that covers it, 0 where none does. Within a hair of an edge either may be.
struct Seen {
  std::uint32_t colour = 0;
  bool at_an_edge = false;
};
Seen seen_at(const Flight& flight, const std::vector<Rect>& squares, float x, float y) {
  constexpr float hair = 2e-3F;
  Seen seen;
  for (std::size_t i = 0; i < squares.size(); ++i) {
    const Rect& square = squares[i];
    if (!square.inset(-hair).contains({x, y})) continue;
    if (!square.inset(hair).contains({x, y})) {
      seen.at_an_edge = true;
      continue;
    }
    seen.colour = flight.colour(flight.flattening.place(flight.first() + static_cast<std::int64_t>(i)));
    seen.at_an_edge = false;
  }
  return seen;
}

void compare_many(std::uint32_t seed, int rounds) {
  Generator generator(seed);
  FlightDrawing drawing;
  ASSERT_TRUE(drawing.works());
  std::int64_t compared = 0, covered = 0;
  for (int round = 0; round < rounds; ++round) {
    const Air air = random_air(generator);
    const Flight flight = air.flight();
    if (flight.first() >= flight.last()) continue;
    const Rect clip{{0, 0}, {width, height}};
    const auto made = drawing.draw(flight, clip, {1, 1});
    ASSERT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
    std::vector<Rect> squares;
    for (std::int64_t i = flight.first(); i < flight.last(); ++i)
      squares.push_back(flight.square(i, flight.flattening.place(i)));
    const int wide = made ? static_cast<int>(made->where.width()) : 0,
              high = made ? static_cast<int>(made->where.height()) : 0;
    // The picture is larger than what is seen of it.
    const auto all_wide = made ? static_cast<int>(std::lround(made->where.width() / made->share.max.x)) : 0;
    const auto pixels = made ? gl::read_rgba(made->picture.get(), all_wide, high) : std::vector<std::uint32_t>{};
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const Seen wanted = seen_at(flight, squares, static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
        if (wanted.at_an_edge) continue;
        ++compared;
        covered += wanted.colour != 0 ? 1 : 0;
        const int left = made ? x - static_cast<int>(made->where.min.x) : -1,
                  top = made ? y - static_cast<int>(made->where.min.y) : -1;
        const std::uint32_t shown = left >= 0 && top >= 0 && left < wide && top < high
                                        ? pixels[static_cast<std::size_t>(top * all_wide + left)]
                                        : 0;
        ASSERT_TRUE(near(shown, wanted.colour)) << "round " << round << ", pixel " << x << ", " << y << ": " << std::hex
                                                << shown << ", not " << wanted.colour;
      }
    }
  }
  EXPECT_GT(compared, std::int64_t{rounds} * width * height * 9 / 10);
  EXPECT_GT(covered, std::int64_t{rounds} * 100);
}

TEST(Flights, AreTheirSquares) {
  const gl::Offscreen context;
  compare_many(101, 60);
}

TEST(Flights, AreTheSameUnderOpenGlEs) {
  const testing::EsContext context;
  if (!context) GTEST_SKIP() << "no OpenGL ES 3.0 on this machine";
  compare_many(102, 20);
}

TEST(Flights, EveryElementIsInTheAirForAWhile) {
  for (const std::int64_t size : {std::int64_t{16 * 16}, std::int64_t{256 * 256 * 3}, std::int64_t{1920 * 1080 * 3}}) {
    FlattenScene scene;
    // As it plays, sixty frames a second for eight seconds: nothing lands that was not seen on its way.
    double landed = 0.0, begun = 0.0;
    for (int frame = 1; frame <= 480; ++frame) {
      scene.unroll = static_cast<float>(frame) / 480.0F;
      const Unroll unroll = unroll_of(scene, size, size == 256 ? 16 : size == 256 * 256 * 3 ? 256 : 1920);
      EXPECT_LE(unroll.landed, begun + 1.0) << size << ", frame " << frame;
      landed = unroll.landed;
      begun = unroll.front;
    }
    EXPECT_NEAR(landed, static_cast<double>(size), 1.0);
  }
}

}  // namespace
}  // namespace flatscope
