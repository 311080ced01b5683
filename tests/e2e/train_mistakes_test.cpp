// The Mistakes tab under real mouse and key events: from a cell of the matrix to its pictures, to one picture and its
// layers, and back.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "driver.h"

namespace flatscope::testing {
namespace {

long long whole(const Screen& screen, const std::string& fact) {
  const std::string words = screen.fact(fact);
  return words.empty() ? -1 : std::stoll(words);
}

class Mistakes : public ::testing::Test {
 protected:
  // Two epochs on sixty pictures: enough to have learnt something, and plenty of mistakes.
  Screen learn() {
    driver.start({"--scene", driver.file("scene.toml")});
    driver.park();
    driver.wait("the data", [](const Screen& s) { return s.fact("train.steps") == "0"; });
    for (const char* steps : {"2", "4"}) {
      driver.key("e");
      driver.wait(
          "an epoch", [&](const Screen& s) { return s.fact("train.steps") == steps; }, 3 * patience);
    }
    return driver.wait("both networks' answers", [](const Screen& s) {
      return s.fact("train.running") == "no" && whole(s, "train.mistakes.0") > 0 && whole(s, "train.mistakes.1") > 0;
    });
  }
  void SetUp() override {
    std::ofstream(driver.file("scene.toml")) << "stage = \"train\"\n[train]\ntab = \"mistakes\"\nsamples = 60\n";
  }
  Driver driver;
};

TEST_F(Mistakes, BeforeTheFirstEpochNothingIsClaimed) {
  driver.start({"--scene", driver.file("scene.toml")});
  const Screen screen = driver.wait_words("Nothing is learnt yet");
  EXPECT_EQ(screen.areas.count("train.matrix"), 0U);
  EXPECT_EQ(screen.controls.count("mistakes.play"), 1U);
}

TEST_F(Mistakes, ACellLeadsToItsPicturesAndOneOfThemToItsLayersAndBack) {
  Screen screen = learn();
  EXPECT_EQ(screen.fact("train.pictures"), screen.fact("train.mistakes.0")) << "without a cell all mistakes are listed";

  const std::string worst = screen.fact("train.matrix.worst");
  ASSERT_EQ(worst.size(), 3U) << worst;
  const int is = worst[0] - '0', read = worst[2] - '0';
  driver.click(screen.area("train.matrix").at((read + 0.5) / 10.0, (is + 0.5) / 10.0));
  screen = driver.wait_fact("train.cell", worst);
  EXPECT_EQ(screen.fact("train.pictures"), screen.fact("train.cell.count"));
  EXPECT_GT(whole(screen, "train.cell.count"), 0);
  EXPECT_EQ(whole(screen, "train.learnt_from.0"), 6) << "each digit is a tenth of the sixty";

  const Control first = screen.controls.at("mistakes.sample.0");
  driver.click(first.box.centre());
  screen = driver.wait("the layers", [](const Screen& s) { return whole(s, "train.sample.layers") > 0; });
  EXPECT_EQ(screen.fact("train.sample"), first.value);
  EXPECT_EQ(screen.fact("train.sample.read.0"), std::string(1, worst[2]));
  EXPECT_EQ(whole(screen, "train.sample.layers"), 3) << "flatten, dense with its ReLU, dense";

  driver.click(screen.controls.at("mistakes.network/CNN").box.centre());
  driver.wait_fact("train.sample.layers", "5");

  driver.key("Escape");
  screen = driver.wait_fact("train.sample", "");
  EXPECT_EQ(screen.fact("train.cell"), worst) << "back where it was found";
  driver.key("Escape");
  driver.wait_fact("train.cell", "");
}

TEST_F(Mistakes, ALongListIsTurnedOver) {
  Screen screen = learn();
  const std::string first = screen.controls.at("mistakes.sample.0").value;
  ASSERT_EQ(screen.fact("train.pictures.page").substr(0, 5), "1 of ");
  driver.click(screen.controls.at("mistakes.later").box.centre());
  screen = driver.wait("the second page", [](const Screen& s) { return s.fact("train.pictures.page")[0] == '2'; });
  EXPECT_NE(screen.controls.at("mistakes.sample.0").value, first);
  driver.click(screen.controls.at("mistakes.earlier").box.centre());
  screen = driver.wait("the first page", [](const Screen& s) { return s.fact("train.pictures.page")[0] == '1'; });
  EXPECT_EQ(screen.controls.at("mistakes.sample.0").value, first);
}

}  // namespace
}  // namespace flatscope::testing
