// Zooming and panning the matrix where entries are large enough to be seen: nobody is asked for anything.
#include <gtest/gtest.h>

#include <string>

#include "app/files/assets.h"
#include "tests/app/alone.h"

namespace flatscope::testing {
namespace {

Scene matrix_scene(int size) {
  Scene scene = first_scene();
  scene.stage = Stage::convolve;
  scene.convolve.working_size = size;
  scene.convolve.panel = ConvolvePanel::matrix;
  return scene;
}

std::string seen(const Screen& screen) { return screen.fact("convolve.matrix.seen"); }

TEST(MatrixSights, ZoomAndPanAskNoWorkerWhereEntriesAreSeen) {
  const Ground ground;
  Alone program(ground, matrix_scene(8));
  const Box box = program.now().area("convolve.matrix.box");
  program.move(box.at(0.4, 0.4));
  program.settle();
  ASSERT_EQ(program.now().fact("convolve.matrix.drawn"), "entries");
  const void* const result = program.app().results().matrix.value.get();
  EXPECT_TRUE(program.app().results().matrix->cells.empty());
  std::string last = seen(program.now());
  for (int click = 0; click < 8; ++click) {
    program.wheel(1.0F);
    program.frame();
    program.frame();
    EXPECT_NE(seen(program.now()), last) << "click " << click;
    last = seen(program.now());
    EXPECT_FALSE(program.app().picture_behind());
    EXPECT_EQ(program.app().results().matrix.value.get(), result) << "click " << click;
  }
  program.button(true);
  for (int step = 1; step <= 10; ++step) {
    program.move({box.at(0.4, 0.4).x + 9 * step, box.at(0.4, 0.4).y - 5 * step});
    program.frame();
    EXPECT_EQ(program.app().results().matrix.value.get(), result);
  }
  program.button(false);
  program.settle();
  EXPECT_NE(seen(program.now()), last);
  EXPECT_EQ(program.app().results().matrix.value.get(), result);
}

TEST(MatrixSights, FromAfarTheWorkersCellsAreShown) {
  const Ground ground;
  Alone program(ground, matrix_scene(128));
  EXPECT_EQ(program.now().fact("convolve.matrix.drawn"), "cells");
  EXPECT_FALSE(program.app().results().matrix->cells.empty());
  EXPECT_GT(program.app().results().matrix->row_step, 1);
  // Near enough, and back again.
  program.move(program.now().area("convolve.matrix.box").centre());
  program.settle();
  for (int click = 0; click < 24; ++click) {
    program.wheel(1.0F);
    program.frame();
  }
  program.settle();
  EXPECT_EQ(program.now().fact("convolve.matrix.drawn"), "entries");
  EXPECT_EQ(program.app().results().matrix.inputs.ask.width, 0);
  for (int click = 0; click < 40; ++click) {
    program.wheel(-1.0F);
    program.frame();
  }
  program.settle();
  EXPECT_EQ(program.now().fact("convolve.matrix.drawn"), "cells");
  EXPECT_GT(program.app().results().matrix.inputs.ask.width, 0);
}

// What the pointer is on comes from the matrix itself, exactly.
TEST(MatrixSights, TheEntryInHandIsToldExactly) {
  const Ground ground;
  Alone program(ground, matrix_scene(8));
  const Box box = program.now().area("convolve.matrix.box");
  const auto rows = static_cast<double>(std::stoll(program.now().fact("convolve.matrix.rows")));
  const auto columns = static_cast<double>(std::stoll(program.now().fact("convolve.matrix.columns")));
  for (const std::int64_t row : {0, 9, 40}) {
    program.move(box.at((9.5) / columns, (static_cast<double>(row) + 0.5) / rows));
    program.settle();
    EXPECT_EQ(program.now().fact("convolve.matrix.row"), std::to_string(row));
    EXPECT_EQ(program.now().fact("convolve.matrix.column"), "9");
  }
}

}  // namespace
}  // namespace flatscope::testing
