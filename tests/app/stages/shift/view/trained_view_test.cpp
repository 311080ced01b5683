// The Shift stage with trained networks, as a person sees it and moves it.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <string>

#include "app/files/assets.h"
#include "app/stages/shift/model/trained.h"
#include "app/stages/shift/view/trained_words.h"
#include "tests/app/alone.h"
#include "tests/app/stages/shift/some_pair.h"

namespace flatscope::testing {
namespace {

class TrainedView : public ::testing::Test {
 protected:
  static Scene with_pair() {
    Scene scene = first_scene();
    scene.stage = Stage::shift;
    scene.shift.pair = test::some_pair();
    scene.shift.trained = true;
    return scene;
  }
  static Point place_of(Alone& alone, const std::string& control) {
    return alone.now().controls.at(control).box.centre();
  }
  Ground ground_;
};

TEST_F(TrainedView, TheArrowKeysAskBothNetworks) {
  Alone alone(ground_, with_pair());
  EXPECT_EQ(alone.now().fact("shift.pair.0"), "MLP");
  EXPECT_EQ(alone.now().fact("shift.pair.1"), "CNN");
  alone.press(GLFW_KEY_RIGHT);
  alone.press(GLFW_KEY_UP);
  EXPECT_EQ(alone.scene().shift.dx, 1);
  EXPECT_EQ(alone.scene().shift.dy, -1);
  const Screen screen = alone.now();
  const PairInputs inputs{alone.scene().shift.pair, alone.app().results().object.value, 1, -1};
  const PairResult readings = compute(inputs);
  for (int i = 0; i < 2; ++i) {
    const Reading& reading = readings.networks[static_cast<std::size_t>(i)];
    const std::string key = "shift.pair." + std::to_string(i);
    EXPECT_EQ(screen.fact(key + ".before"), std::to_string(reading.class_before));
    EXPECT_EQ(screen.fact(key + ".after"), std::to_string(reading.class_after));
  }
  EXPECT_FALSE(screen.fact("shift.pair.0.keeps").empty());
  EXPECT_FALSE(screen.fact("shift.pair.0.share").empty());
}

TEST_F(TrainedView, APlaceOfTheMapIsGoneToByAClick) {
  Alone alone(ground_, with_pair());
  const Box map = alone.now().area("shift.answers.1.map");
  alone.click(map.at((answer_radius + 3 + 0.5) / answer_side, (answer_radius - 2 + 0.5) / answer_side));
  EXPECT_EQ(alone.scene().shift.dx, 3);
  EXPECT_EQ(alone.scene().shift.dy, -2);
  alone.press(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  EXPECT_EQ(alone.scene().shift.dx, 0);
}

TEST_F(TrainedView, TheRandomLayerCanBeAskedAgain) {
  Alone alone(ground_, with_pair());
  EXPECT_FALSE(alone.now().fact("shift.pair.0").empty());
  alone.click(place_of(alone, "shift.who/Random layer"));
  EXPECT_FALSE(alone.scene().shift.trained);
  EXPECT_TRUE(alone.now().fact("shift.pair.0").empty());
  EXPECT_FALSE(alone.now().fact("shift.dense_change").empty());
  alone.click(place_of(alone, "shift.who/Trained pair"));
  EXPECT_TRUE(alone.scene().shift.trained);
}

TEST_F(TrainedView, WithoutNetworksNobodyIsAskedWhoAnswers) {
  Scene scene = first_scene();
  scene.stage = Stage::shift;
  Alone alone(ground_, scene);
  EXPECT_EQ(alone.now().controls.count("shift.who/Random layer"), 0U);
}

TEST_F(TrainedView, AnEmptySheetIsNotAnswered) {
  Scene scene = with_pair();
  scene.shift.pair_object = PairObject::doodle;
  Alone alone(ground_, scene);
  EXPECT_EQ(alone.now().fact("shift.nothing_drawn.0"), "yes");
  EXPECT_EQ(alone.now().controls.count("shift.answers.0"), 0U);
  EXPECT_TRUE(alone.now().says("Nothing drawn yet"));
  alone.click(place_of(alone, "shift.pair_object/Sample"));
  EXPECT_TRUE(alone.now().fact("shift.nothing_drawn.0").empty());
  EXPECT_EQ(alone.now().controls.count("shift.answers.0"), 1U);
}

TEST_F(TrainedView, BackToTrainLeavesThePairHere) {
  Alone alone(ground_, with_pair(), {1280, 900});
  alone.click(place_of(alone, "shift.to-train"));
  EXPECT_EQ(alone.scene().stage, Stage::train);
  EXPECT_NE(alone.scene().shift.pair, nullptr);
}

TEST(TrainedWords, ProbabilitiesHaveAsManyPlacesAsTheyNeed) {
  EXPECT_EQ(probability_words(0.5), "50\u00A0%");
  EXPECT_EQ(probability_words(0.073), "7.3\u00A0%");
  EXPECT_EQ(probability_words(0.9998), "99.98\u00A0%");
  EXPECT_EQ(probability_words(0.99999), "99.999\u00A0%");
  EXPECT_EQ(probability_words(0.0002), "0.02\u00A0%");
  EXPECT_EQ(probability_words(1.0), "100\u00A0%");
  EXPECT_EQ(probability_words(0.0), "0\u00A0%");
  EXPECT_EQ(probability_words(1.0 - 1e-7), ">\u00A099.9999\u00A0%");
}

TEST(TrainedWords, AClassHasItsArticle) {
  TrainedPair pair = *test::some_pair();
  auto data = std::make_shared<Dataset>();
  data->classes = {"2", "8", "11", "Sneaker"};
  pair.data = data;
  EXPECT_EQ(class_phrase(pair, 0), "a 2");
  EXPECT_EQ(class_phrase(pair, 1), "an 8");
  EXPECT_EQ(class_phrase(pair, 2), "an 11");
  EXPECT_EQ(class_phrase(pair, 3), "“Sneaker”");
}

TEST(TrainedWords, AWrongAnswerAtRestIsCalledWrong) {
  const TrainedPair pair = *test::some_pair();
  Reading reading;
  reading.before = {0.1F, 0.7F, 0.1F, 0.1F};
  reading.after = {0.1F, 0.1F, 0.7F, 0.1F};
  reading.class_before = 1;
  reading.class_after = 2;
  EXPECT_EQ(reading_sentences(pair, reading, true, 1).front(), "a 1 at 70\u00A0%, then a 2 at 70\u00A0%");
  EXPECT_EQ(reading_sentences(pair, reading, true, 3).front(),
            "a 1 at 70\u00A0%, though it is a 3, then a 2 at 70\u00A0%");
  EXPECT_EQ(reading_sentences(pair, reading, false, 1).front(), "a 1 at 70\u00A0%");
}

}  // namespace
}  // namespace flatscope::testing
