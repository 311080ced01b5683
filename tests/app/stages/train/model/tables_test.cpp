// What can be taken away: every number of the charts, the weights, the code.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "app/stages/train/model/exports.h"
#include "app/stages/train/model/hunger.h"
#include "app/stages/train/model/ladder.h"
#include "core/files/weights.h"
#include "tests/app/stages/train/model/states.h"

namespace flatscope {
namespace {

using testing::HasSubstr;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// As many cells in every line.
void expect_table(const std::string& text, std::size_t lines) {
  const std::vector<std::string> all = lines_of(text);
  EXPECT_EQ(all.size(), lines);
  const auto cells = [](const std::string& line) {
    bool quoted = false;
    int count = 1;
    for (const char letter : line) {
      if (letter == '"') quoted = !quoted;
      if (letter == ',' && !quoted) ++count;
    }
    return count;
  };
  for (const std::string& line : all) EXPECT_EQ(cells(line), cells(all.front())) << line;
}

class TrainTables : public testing::Test {
 protected:
  TrainTables() {
    const auto data = test::small_train_data();
    scene_.networks = {parse_layers("flatten linear:12 relu linear:4"), parse_layers("flatten linear:9 relu linear:4")};
    for (std::size_t i = 0; i < 2; ++i) {
      TrainSettings settings = test::settings_of("flatten linear:4");
      settings.layers = scene_.networks[i];
      auto state = std::make_shared<NetworkState>(*test::state_after(data, settings, 3));
      auto answers = std::make_shared<TestAnswers>();
      answers->classes.assign(40, 2);
      answers->probabilities = Tensor({40, 4});
      for (float& value : answers->probabilities.values()) value = 0.25F;
      state->answers = answers;
      auto shifts = std::make_shared<ShiftMap>();
      shifts->radius = 1;
      shifts->accuracy = Tensor({3, 3});
      for (std::int64_t k = 0; k < 9; ++k) shifts->accuracy.data()[k] = static_cast<float>(k) / 8.0F;
      shifts->accuracy.data()[0] = std::numeric_limits<float>::quiet_NaN();
      shifts->samples = 20;
      state->shifts = shifts;
      results_.networks[i] = state;
    }
    results_.data = data;
  }
  TrainScene scene_;
  TrainResults results_;
};

TEST_F(TrainTables, EachHasALineForEachNumber) {
  expect_table(curves_csv(scene_, results_), 1 + 2 * 4);
  EXPECT_THAT(curves_csv(scene_, results_), HasSubstr("\n\"MLP, right\",3,15,"));
  expect_table(shifts_csv(scene_, results_), 1 + 2 * 8);  // one is not known
  EXPECT_THAT(shifts_csv(scene_, results_), HasSubstr("\n\"MLP, left\",1,-1,0.25,20,0\n"));
  expect_table(confusion_csv(scene_, results_), 1 + 2 * 16);
  std::int64_t all = 0;
  for (const std::string& line : lines_of(confusion_csv(scene_, results_)))
    if (line.starts_with("\"MLP, left\"")) all += std::stoll(line.substr(line.rfind(',') + 1));
  EXPECT_EQ(all, 40);
  expect_table(answers_csv(scene_, results_), 1 + 2 * 40);
  EXPECT_THAT(answers_csv(scene_, results_),
              HasSubstr("network,sample,class,read_as,p(bar 0),p(bar 1),p(bar 2),p(bar 3)"));
  EXPECT_THAT(answers_csv(scene_, results_), HasSubstr(",bar 2,0.25,0.25,0.25,0.25\n"));
  expect_table(runs_csv(scene_, results_), 1 + 2);
  expect_table(answers_csv(scene_, {}), 1);
}

TEST_F(TrainTables, KeptRunsStandBesideThisOne) {
  KeptRun kept;
  kept.id = 4;
  kept.scene = scene_;
  kept.networks = {results_.networks[1], nullptr};
  results_.kept.push_back(std::make_shared<const KeptRun>(kept));
  expect_table(runs_csv(scene_, results_), 1 + 3);
  EXPECT_THAT(runs_csv(scene_, results_),
              HasSubstr("\n4,\"MLP, left\",flatten linear:9 relu linear:4,bars,24,70,0,no,adam,0.003,"));
  expect_table(kept_curves_csv(results_), 1 + 4);
  EXPECT_THAT(kept_curves_csv(results_), HasSubstr("\n4,\"MLP, left\",0,0,,"));
}

TEST_F(TrainTables, EverythingCanBeTakenAndHasANameOfItsOwn) {
  results_.hunger = std::make_shared<const HungerResult>();
  results_.ladder = std::make_shared<const LadderResult>();
  std::set<std::string> ids, endings;
  std::vector<ExportItem> items = train_exports(scene_, results_);
  for (const ExportItem& item : items) {
    EXPECT_TRUE(ids.insert(item.id).second) << item.id;
    EXPECT_TRUE(endings.insert(item.ending).second) << item.ending;
    EXPECT_EQ(item.ending.front(), '-');
    EXPECT_FALSE(item.make().empty()) << item.id;
  }
  for (const char* id : {"curves", "shifts", "confusion", "answers", "runs", "hunger", "ladder", "weights-left",
                         "npz-right", "code-left", "training-right", "data"})
    EXPECT_EQ(ids.count(id), 1U) << id;
  for (const ExportItem& item : items) {
    if (item.id == "weights-left") {
      EXPECT_EQ(decode_safetensors(item.make()), *results_.networks[0]->weights);
    } else if (item.id == "npz-right") {
      EXPECT_EQ(decode_npz(item.make()), *results_.networks[1]->weights);
    }
  }
  // Nothing is there yet.
  for (const ExportItem& item : train_exports(scene_, {})) EXPECT_TRUE(item.ending.ends_with(".csv")) << item.id;
}

}  // namespace
}  // namespace flatscope
