// A picture drawn in slices beside a window that goes on drawing: its pixels, and what it leaves alone.
#include "app/platform/pictures/rendering.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "app/files/assets.h"
#include "app/shell/actions.h"
#include "core/files/file.h"
#include "core/files/image.h"
#include "tests/app/alone.h"
#include "tests/app/cli/svg_picture.h"
#include "tests/app/probe.h"

namespace flatscope::testing {
namespace {

// All pixels differ from those around them.
Rgb pixel(int row, int column) { return {2 * column + 40, 4 * row + 20, (41 * row + 23 * column) % 256}; }

Scene known_scene(int width, int height) {
  std::vector<std::uint8_t> samples;
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < width; ++column) {
      const Rgb colour = pixel(row, column);
      for (const int level : {colour.red, colour.green, colour.blue})
        samples.push_back(static_cast<std::uint8_t>(level));
    }
  }
  Scene scene = first_scene();
  scene.pictures = {{{}, "/nowhere/known.png", std::make_shared<const Image>(Image{width, height, 3, samples})}};
  scene.flatten.working_size = std::max(width, height);
  scene.flatten.colour = true;
  return scene;
}

class Renderings : public ::testing::Test {
 protected:
  // To its end, `between` any two steps.
  static std::vector<std::byte> finish(Rendering& rendering, const std::function<void()>& between = {}) {
    for (;;) {
      const Rendering::Next next = rendering.step();
      if (next == Rendering::Next::done) return rendering.take();
      if (between)
        between();
      else if (next == Rendering::Next::wait)
        rendering.wait();
    }
  }
  Screen recorded() const {
    const std::vector<std::byte> bytes = read_file(ground_.record());
    return parse_screen({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }
  Shot shoot(const RenderWish& wish) const {
    Rendering rendering(
        wish, [] {}, true);
    const Image image = decode_image(finish(rendering));
    return {recorded(), static_cast<int>(image.width), static_cast<int>(image.height),
            std::get<std::vector<std::uint8_t>>(image.samples)};
  }
  static RenderWish wish_of(const Scene& scene) {
    RenderWish wish;
    wish.scene = scene;
    return wish;
  }
  Ground ground_;
};

// Zoomed in, the grid shows the part that the camera looks at.
TEST_F(Renderings, TheCameraShowsItsPart) {
  RenderWish wish = wish_of(known_scene(64, 48));
  wish.scene.flatten.pinned = Place{0, 2, 60};
  wish.view.flatten.grid = {4.0F, 0.25F, 0.625F};
  const Shot seen = shoot(wish);
  const Box grid = seen.screen.area("flatten.grid");
  int wrong = 0;
  for (int row = 0; row < 12; ++row)
    for (int column = 0; column < 16; ++column)
      wrong += seen.shows(cell_of(grid, row, column, 12, 16), pixel(24 + row, 8 + column)) ? 0 : 1;
  EXPECT_LE(wrong, 4);
}

// What a zoomed picture has outside of its box is not seen in the vector picture either, be it cells or an image.
TEST_F(Renderings, NothingOfAVectorPictureLiesOutsideOfItsBox) {
  for (const float zoom : {3.0F, 1.7F}) {
    SCOPED_TRACE(zoom);
    RenderWish wish = wish_of(zoom > 2.0F ? known_scene(32, 24) : known_scene(64, 48));
    wish.view.flatten.grid = {zoom, 0.4F, 0.55F};
    wish.format = PictureFormat::svg;
    Rendering rendering(
        wish, [] {}, true);
    const std::vector<std::byte> file = finish(rendering);
    const SvgPicture seen({reinterpret_cast<const char*>(file.data()), file.size()});
    const Box grid = recorded().area("flatten.grid");
    for (double share = 0.05; share < 1.0; share += 0.1) {
      EXPECT_EQ(seen.at({grid.left - 2, grid.at(0, share).y}), dark_look.ground) << share;
      EXPECT_EQ(seen.at({grid.right + 3, grid.at(0, share).y}), dark_look.ground) << share;
      EXPECT_EQ(seen.at({grid.at(share, 0).x, grid.top - 2}), dark_look.ground) << share;
    }
  }
}

// Every length is twice as long. Cells are whole pixels, so that not they but the areas are compared.
TEST_F(Renderings, TwoPixelsAreDrawnForOne) {
  RenderWish wish = wish_of(known_scene(32, 24));
  wish.width = 900;
  wish.height = 600;
  const Shot one = shoot(wish);
  wish.pixels = 2;
  const Shot two = shoot(wish);
  EXPECT_EQ(two.width, 1800);
  EXPECT_EQ(two.height, 1200);
  for (const char* area : {"stage", "inspector", "rail"}) {
    const Box small = one.screen.area(area), large = two.screen.area(area);
    EXPECT_NEAR(large.left, 2 * small.left, 1.5) << area;
    EXPECT_NEAR(large.right, 2 * small.right, 1.5) << area;
    EXPECT_NEAR(large.bottom, 2 * small.bottom, 1.5) << area;
  }
  EXPECT_GE(two.screen.area("flatten.grid").width(), 2 * one.screen.area("flatten.grid").width());
}

// The window beside it shows another stage, and moves on while the picture is drawn.
TEST_F(Renderings, AWindowGoesOnBesideIt) {
  for (const PictureFormat format : {PictureFormat::png, PictureFormat::svg}) {
    for (const Stage stage : all_stages()) {
      SCOPED_TRACE(std::string(to_string(stage)) + (format == PictureFormat::svg ? ", svg" : ""));
      RenderWish wish = wish_of(first_scene());
      wish.scene.stage = stage;
      wish.width = 800;
      wish.height = 500;
      wish.format = format;
      Rendering by_itself(
          wish, [] {}, false);
      const std::vector<std::byte> wanted = finish(by_itself);

      Scene other = first_scene();
      other.stage = stage == Stage::shift ? Stage::flatten : Stage::shift;
      Alone window(ground_, other);
      const Screen before = window.now();
      ImGuiContext* const own = ImGui::GetCurrentContext();
      Rendering beside(
          wish, [] {}, false);
      int steps = 0;
      const std::vector<std::byte> drawn = finish(beside, [&] {
        ++steps;
        ASSERT_EQ(ImGui::GetCurrentContext(), own);
        run(window.app(), action("nudge.right"));
        window.frame();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      });
      EXPECT_EQ(drawn, wanted);
      EXPECT_GE(steps, 6);
      window.settle();
      const Screen after = window.now();
      EXPECT_EQ(after.fact("stage"), before.fact("stage")) << "the record is the window's";
      EXPECT_EQ(after.width, before.width);
    }
  }
}

// What is known already is not computed again, and looks the same.
TEST_F(Renderings, KnownResultsAreShown) {
  for (const Stage stage : all_stages()) {
    SCOPED_TRACE(to_string(stage));
    Scene scene = first_scene();
    scene.stage = stage;
    RenderWish wish = wish_of(scene);
    Rendering without(
        wish, [] {}, false);
    const std::vector<std::byte> wanted = finish(without);
    Alone window(ground_, scene);
    wish.results = window.app().results();
    Rendering with(
        wish, [] {}, false);
    EXPECT_EQ(finish(with), wanted);
  }
}

// At any moment the program may end.
TEST_F(Renderings, OneUnderWayMayBeDropped) {
  Alone window(ground_, first_scene());
  RenderWish wish = wish_of(first_scene());
  wish.pixels = 2;
  wish.format = PictureFormat::svg;
  for (int steps = 0, all = 1; steps < all; ++steps) {
    Rendering dropped(
        wish, [] {}, false);
    for (int i = 0; i < steps; ++i) {
      const Rendering::Next next = dropped.step();
      if (next == Rendering::Next::done) break;
      all = steps + 2;
      if (next == Rendering::Next::wait && i + 1 < steps) dropped.wait();
    }
    window.frame();
  }
  window.settle();
  EXPECT_TRUE(window.now().says("A grid becomes a line")) << window.now().words();
}

}  // namespace
}  // namespace flatscope::testing
