#include "app/stages/train/model/ladder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "app/stages/train/model/ladder_series.h"
#include "app/stages/train/model/series_words.h"

namespace flatscope {
namespace {

TEST(Ladder, LinksAndWeightsAreThoseOf1989) {
  for (std::size_t i = 0; i < ladder_rungs.size(); ++i) {
    const LadderCount count = ladder_count(i, 10);
    EXPECT_EQ(count.links, ladder_rungs[i].links) << i + 1;
    EXPECT_EQ(count.weights, ladder_rungs[i].weights) << i + 1;
  }
}

TEST(Ladder, HasTheDataThatItNames) {
  for (const DataKind kind : {DataKind::digits, DataKind::fashion, DataKind::shapes}) {
    const Dataset data = ladder_data({.data = kind, .samples = 320});
    EXPECT_EQ(data.train.images.shape(), (Shape{320, 1, 16, 16}));
    EXPECT_EQ(data.train.labels.size(), 320U);
    EXPECT_EQ(data.test.labels.size(), kind == DataKind::digits ? 1400U : 1000U);
    EXPECT_EQ(static_cast<int>(data.classes.size()), classes_of(kind));
  }
  // Digits fill twelve of the sixteen rows and columns.
  const Dataset digits = ladder_data({});
  bool outside = false;
  for (std::int64_t x = 0; x < 16; ++x)
    for (const std::int64_t y : {0, 1, 14, 15}) outside = outside || digits.train.images.data()[y * 16 + x] != 0.0F;
  EXPECT_FALSE(outside);
  EXPECT_EQ(possible({.samples = 3000}).samples, most_ladder_samples(DataKind::digits));
}

// How far each picture was moved, by comparing it with what it was; 99 where no sideways move explains it.
std::vector<int> moves(const Tensor& before, const Tensor& after, int most) {
  std::vector<int> all;
  const std::int64_t pictures = before.shape()[0];
  for (std::int64_t i = 0; i < pictures; ++i) {
    int found = 99;
    for (int dx = -most; dx <= most; ++dx) {
      bool same = true;
      for (std::int64_t y = 0; y < 16 && same; ++y)
        for (std::int64_t x = 0; x < 16 && same; ++x) {
          const std::int64_t from = x - dx;
          const float was = from < 0 || from >= 16 ? 0.0F : before.data()[(i * 16 + y) * 16 + from];
          same = after.data()[(i * 16 + y) * 16 + x] == was;
        }
      if (same) found = dx;
    }
    all.push_back(found);
  }
  return all;
}

TEST(Ladder, MovesBothPartsSidewaysAndOnlySideways) {
  const Dataset still = ladder_data({.samples = 200});
  const Dataset moved = moved_sideways(still, 2, 1);
  for (const auto& [before, after] : {std::pair(&still.train, &moved.train), std::pair(&still.test, &moved.test)}) {
    const std::vector<int> all = moves(before->images, after->images, 2);
    EXPECT_EQ(std::set<int>(all.begin(), all.end()), (std::set<int>{-2, -1, 0, 1, 2}));
    EXPECT_EQ(before->labels, after->labels);
  }
  EXPECT_EQ(moves(still.train.images, moved_sideways(still, 2, 1).train.images, 2),
            moves(still.train.images, moved.train.images, 2));
  EXPECT_NE(moves(still.train.images, moved_sideways(still, 2, 2).train.images, 2),
            moves(still.train.images, moved.train.images, 2));
  EXPECT_EQ(moves(still.train.images, moved_sideways(still, 0, 1).train.images, 0), std::vector<int>(200, 0));
}

TEST(Ladder, LookingAtItInBetweenChangesNothing) {
  const LadderSettings settings{.samples = 40, .seeds = 2, .epochs = 2};
  LadderSeries whole(settings), looked_at(settings);
  while (whole.advance()) {
  }
  std::size_t done = 0;
  bool goes_on = true;
  while (goes_on) {
    goes_on = looked_at.advance();
    const auto seen = looked_at.published();
    EXPECT_GE(seen->done, done);
    done = seen->done;
  }
  const auto a = whole.published(), b = looked_at.published();
  EXPECT_EQ(a->done, 20U);
  EXPECT_TRUE(a->over());
  for (std::size_t i = 0; i < a->rungs.size(); ++i) {
    EXPECT_EQ(a->rungs[i].moved.size(), 2U);
    EXPECT_EQ(a->rungs[i].moved, b->rungs[i].moved);
    EXPECT_EQ(a->rungs[i].still, b->rungs[i].still);
    EXPECT_EQ(a->rungs[i].train, b->rungs[i].train);
  }
  EXPECT_NE(a->rungs[1].moved[0], a->rungs[1].moved[1]) << "seeds differ";
  const std::string csv = ladder_csv(*a);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 21);
  EXPECT_EQ(csv.substr(0, csv.find('\n')), "network,links,weights,published,moved,seed,train_accuracy,test_accuracy");
  EXPECT_NE(csv.find("\n5,5194,1060,0.984,2,2,"), std::string::npos) << csv;
  EXPECT_NE(csv.find("\n1,2570,2570,0.8,0,1,,"), std::string::npos) << csv;
}

TEST(Ladder, WhereNothingIsMovedEachIsTrainedOnce) {
  LadderSeries series({.samples = 20, .moved = 0, .seeds = 1, .epochs = 1});
  while (series.advance()) {
  }
  EXPECT_EQ(series.published()->all, 5U);
  EXPECT_EQ(series.published()->rungs[4].moved.size(), 1U);
}

TEST(Ladder, TheSpreadIsTheSamplesStandardDeviation) {
  const double values[] = {0.8, 0.9, 1.0};
  EXPECT_NEAR(spread_of(values).mean, 0.9, 1e-12);
  EXPECT_NEAR(spread_of(values).deviation, 0.1, 1e-12);
  EXPECT_EQ(spread_of(std::span(values).first(1)).deviation, 0.0);
  EXPECT_TRUE(std::isnan(spread_of({}).mean));
}

LadderResult made_up(const std::array<std::array<double, 2>, 5>& moved) {
  LadderResult result;
  for (std::size_t i = 0; i < 5; ++i) {
    result.rungs[i].moved.assign(moved[i].begin(), moved[i].end());
    result.rungs[i].train = {1.0, 1.0};
    result.rungs[i].still = {0.93 + 0.002 * static_cast<double>(i)};
  }
  result.done = result.all = 20;
  return result;
}

TEST(LadderLines, SayWhatIsMeasured) {
  const LadderResult fifth = made_up({{{0.80, 0.83}, {0.81, 0.83}, {0.80, 0.82}, {0.81, 0.84}, {0.90, 0.92}}});
  const LadderFinding finding = finding_of(fifth);
  EXPECT_EQ(finding.best, 4U);
  EXPECT_EQ(finding.best_in, 2U);
  EXPECT_EQ(finding.beats_first, 2U);
  EXPECT_TRUE(finding.others_alike);
  EXPECT_FALSE(finding.all_alike);
  EXPECT_NEAR(finding.gain, 0.095, 1e-9);
  EXPECT_EQ(
      ladder_lines(fifth).carries.front(),
      "network 5 reads moved digits best on average, with less than half of the weights of networks 1 and 2; better "
      "than network 1 in 2 of 2 seeds, best of all in 2.");
  EXPECT_EQ(ladder_lines(fifth).does_not.front(),
            "the size of the gain from 1 to 5: +18.4 points in 1989, +9.5 points here; 1 to 4 lie within each other’s "
            "spread. Not moved, all five: 93 to 94 %.");
  const LadderResult second = made_up({{{0.80, 0.80}, {0.95, 0.95}, {0.80, 0.82}, {0.81, 0.84}, {0.90, 0.92}}});
  EXPECT_EQ(finding_of(second).best, 1U);
  EXPECT_FALSE(finding_of(second).others_alike);
  EXPECT_EQ(ladder_lines(second).carries.front().find("not here: network 2"), 0U);
  EXPECT_EQ(ladder_titles(&second).front().find("Here network 2"), 0U);
  // One best mean, and yet none stands out.
  const LadderResult alike = made_up({{{0.80, 0.86}, {0.80, 0.86}, {0.80, 0.86}, {0.80, 0.86}, {0.79, 0.88}}});
  EXPECT_TRUE(finding_of(alike).all_alike);
  EXPECT_NE(ladder_lines(alike).does_not.front().find("all five lie within"), std::string::npos);
  EXPECT_EQ(ladder_titles(&alike).front(), "Fewer free weights, and no fewer moved digits right");
  EXPECT_EQ(ladder_titles(&fifth).front(), "The fewest free weights read moved digits best");
  // What half of the seeds say is said so.
  LadderResult half = second;
  half.done = 10;
  EXPECT_EQ(ladder_titles(&half).front(), ladder_titles(nullptr).front());
  EXPECT_EQ(ladder_lines(half).carries.front().find("so far, 2 of 4 seeds: "), 0U);
}

TEST(LadderLines, SayNothingBeforeEachHasBeenTrained) {
  LadderResult result = made_up({{{0.8, 0.8}, {0.8, 0.8}, {0.8, 0.8}, {0.8, 0.8}, {0.9, 0.9}}});
  result.rungs[3].moved.clear();
  EXPECT_FALSE(finding_of(result).known);
  EXPECT_TRUE(ladder_lines(result).carries.empty());
  EXPECT_EQ(ladder_titles(&result).front(), ladder_titles(nullptr).front());
  // Only seeds that all five have are compared.
  result.rungs[3].moved = {0.8};
  EXPECT_EQ(finding_of(result).seeds, 1U);
  result.rungs[4].still.clear();
  EXPECT_TRUE(std::isnan(finding_of(result).still_low));
}

}  // namespace
}  // namespace flatscope
