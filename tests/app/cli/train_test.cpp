// `flatscope train` as a person runs it: what it prints, what it keeps, what it refuses. That its numbers are PyTorch's
// is held in tests/core/training.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "core/files/weights.h"
#include "tests/app/cli/program.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using Json = nlohmann::json;

std::vector<Json> lines_of(const Outcome& outcome) {
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  std::vector<Json> lines;
  std::istringstream text(outcome.out);
  for (std::string line; std::getline(text, line);) lines.push_back(Json::parse(line));
  return lines;
}

std::vector<Json> train(std::vector<std::string> words) {
  words.insert(words.begin(), "train");
  return lines_of(run(words));
}

// What two runs have in common: all but the time they took.
std::string without_time(std::vector<Json> lines) {
  std::string all;
  for (Json& line : lines) {
    line.erase("seconds");
    all += line.dump() + "\n";
  }
  return all;
}

TEST(Train, PrintsALineAnEpochAndALastOne) {
  const std::vector<Json> lines = train({"--epochs", "2", "--samples", "100", "--test-samples", "50", "--shifts", "1"});
  ASSERT_EQ(lines.size(), 3U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(lines[i].at("epoch"), i + 1);
    EXPECT_EQ(lines[i].at("steps"), 4 * (i + 1));  // 100 samples, 32 a step
    for (const char* name : {"loss", "train_accuracy", "test_accuracy", "seconds"})
      EXPECT_TRUE(lines[i].at(name).is_number()) << name;
  }
  EXPECT_LT(lines[1].at("loss"), lines[0].at("loss"));
  const Json& last = lines[2];
  EXPECT_EQ(last.at("parameters"), 75'146);
  EXPECT_EQ(last.at("test_accuracy"), lines[1].at("test_accuracy"));
  EXPECT_TRUE(last.at("stopped").is_null());
  EXPECT_TRUE(last.at("shift_consistency").is_number());
  EXPECT_EQ(last.at("shifts").at("radius"), 1);
  EXPECT_EQ(last.at("shifts").at("samples"), 50);
  ASSERT_EQ(last.at("shifts").at("accuracy").size(), 3U);
  EXPECT_NEAR(last.at("shifts").at("accuracy")[1][1].get<double>(), last.at("test_accuracy").get<double>(), 1e-6);
}

TEST(Train, WithoutShiftsSaysNothingOfThem) {
  const std::vector<Json> lines = train({"--steps", "3", "--model", "single"});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].at("epoch"), 1);
  EXPECT_EQ(lines[0].at("steps"), 3);
  EXPECT_FALSE(lines[1].contains("shifts"));
  EXPECT_EQ(lines[1].at("parameters"), 24 * 24 * 10 + 10);
}

TEST(Train, TheLadderHasItsParameters) {
  const int wanted[] = {2570, 3214, 1226, 1132, 1060};
  for (int i = 0; i < 5; ++i) {
    const std::vector<Json> lines =
        train({"--canvas", "16", "--model", "ladder" + std::to_string(i + 1), "--steps", "1"});
    EXPECT_EQ(lines.back().at("parameters"), wanted[i]) << "network " << i + 1;
  }
}

TEST(Train, TheSameSeedGivesTheSameRunOnAnyNumberOfThreads) {
  const std::vector<std::string> words = {"--model",         "cnn", "--samples",  "100", "--test-samples",  "40",
                                          "--epochs",        "2",   "--dropout",  "0.2", "--augment-shift", "2",
                                          "--optimizer",     "sgd", "--momentum", "0.9", "--seed",          "7",
                                          "--learning-rate", "5e-3"};
  ::setenv("FLATSCOPE_NUM_THREADS", "1", 1);
  const std::string alone = without_time(train(words));
  ::setenv("FLATSCOPE_NUM_THREADS", "3", 1);
  const std::string three = without_time(train(words));
  ::unsetenv("FLATSCOPE_NUM_THREADS");
  EXPECT_EQ(alone, three);
  std::vector<std::string> other = words;
  *(std::find(other.begin(), other.end(), "7")) = "8";
  EXPECT_NE(without_time(train(other)), alone);
}

TEST(Train, WeightsGoOutAndComeIn) {
  const TemporaryFolder folder;
  for (const char* name : {"w.safetensors", "w.npz"}) {
    SCOPED_TRACE(name);
    const std::string path = folder.file(name);
    const std::vector<Json> first =
        train({"--layers", "flatten linear:16 relu linear:10", "--epochs", "2", "--save", path});
    std::vector<std::string> names;
    for (const NamedTensor& one : read_weights(path)) names.push_back(one.name);
    EXPECT_THAT(names, ::testing::UnorderedElementsAre("1.weight", "1.bias", "3.weight", "3.bias"));
    const std::vector<Json> again =
        train({"--layers", "flatten linear:16 relu linear:10", "--epochs", "0", "--load", path});
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].at("test_accuracy"), first.back().at("test_accuracy"));
  }
}

TEST(Train, StopsWhereTheLossIsNoNumberAndSaysSo) {
  const std::vector<Json> lines = train(
      {"--optimizer", "sgd", "--learning-rate", "1e6", "--weight-decay", "1e6", "--samples", "200", "--epochs", "3"});
  EXPECT_THAT(lines.back().at("stopped").get<std::string>(), HasSubstr("learning rate"));
}

TEST(Train, ReadsPicturesInFoldersAndFashion) {
  const TemporaryFolder folder;
  for (const char* one : {"a", "b"}) {
    fs::create_directory(folder.file(one));
    for (int i = 0; i < 6; ++i) fs::copy_file(golden("rgb8.png"), folder.file(one) + "/" + std::to_string(i) + ".png");
  }
  const std::vector<Json> own = train({"--dataset", folder.path().string(), "--epochs", "1"});
  EXPECT_EQ(own.back().at("parameters"), 24 * 24 * 128 + 128 + 128 * 2 + 2);
  const std::vector<Json> clothes =
      train({"--dataset", "fashion", "--samples", "200", "--test-samples", "50", "--epochs", "1"});
  EXPECT_EQ(clothes.back().at("parameters"), 75'146);
  const std::vector<Json> shapes =
      train({"--dataset", "shapes", "--samples", "100", "--test-samples", "50", "--epochs", "1"});
  EXPECT_EQ(shapes.back().at("parameters"), 24 * 24 * 128 + 128 + 128 * 5 + 5);
}

TEST(Train, RefusesWithASentence) {
  const TemporaryFolder folder;
  fs::create_directory(folder.file("empty"));
  std::ofstream(folder.file("words.npz")) << "no weights";
  const struct {
    std::vector<std::string> words;
    std::string sentence;
  } mistakes[] = {
      {{"--dataset", "nowhere"}, "nowhere"},
      {{"--dataset", folder.file("empty")}, "empty"},
      {{"digits", "--epochs", "1"}, "--dataset"},
      {{"--model", "mpl"}, "mpl"},
      {{"--model", "mlp", "--layers", "flatten linear:10"}, "both given"},
      {{"--epochs", "1", "--steps", "1"}, "both given"},
      {{"--layers", "flatten linear:7"}, "7"},
      {{"--layers", "conv:4:3"}, "linear:10"},
      {{"--layers", " "}, "no layer"},
      {{"--samples", "5000"}, "1200"},
      {{"--learning-rate", "fast"}, "--learning-rate is fast"},
      {{"--learning-rate", "-1"}, "--learning-rate"},
      {{"--momentum", "0.9"}, "sgd"},
      {{"--dropout", "1"}, "--dropout"},
      {{"--batch", "0"}, "--batch"},
      {{"--save", folder.file("w.txt")}, ".safetensors"},
      {{"--save", folder.file("none/w.npz")}, "no folder"},
      {{"--load", folder.file("words.npz")}, "words.npz"},
      {{"--layers", "flatten linear:1000000 linear:1000000 linear:10"}, "memory"},
  };
  for (const auto& mistake : mistakes) {
    std::vector<std::string> words = mistake.words;
    words.insert(words.begin(), "train");
    const Outcome outcome = run(words);
    SCOPED_TRACE(mistake.words[0] + " " + mistake.words[1]);
    expect_refusal(outcome);
    EXPECT_THAT(outcome.err, HasSubstr(mistake.sentence));
  }
}

}  // namespace
}  // namespace flatscope::testing
