// A scene keeps the trained networks that were brought to the Shift stage: they answer as they did.
#include "app/stages/shift/model/kept_pair.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "app/engine/results.h"
#include "app/files/assets.h"
#include "app/files/scene_file.h"
#include "app/stages/shift/model/results.h"
#include "core/files/weights.h"
#include "core/training/sample_switches.h"
#include "tests/app/stages/shift/some_pair.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class KeptPair : public testing::Test {
 protected:
  KeptPair() {
    scene_.stage = Stage::shift;
    auto pair = test::some_pair();
    auto left = std::make_shared<TrainedNetwork>(*pair->networks[0]);
    left->permutation = pixel_permutation(4, test::pair_side * test::pair_side);
    left->steps = 300;
    left->epochs = 12;
    left->source = "theirs.npz";
    pair->networks[0] = left;
    auto data = std::make_shared<Dataset>(*pair->data);
    data->name = "Noise";
    data->classes = {"null", "eins", "\"zwei\"", "drei\n"};
    pair->data = data;
    pair->moved = 2;
    scene_.shift.pair = pair;
    scene_.shift.trained = true;
    scene_.shift.sample = 7;
    scene_.shift.dx = 3;
  }
  const fs::path& folder() const { return folder_.path(); }
  fs::path save(Scene scene, const char* name = "lesson.toml") {
    const fs::path path = folder() / name;
    const std::vector<BesideFile> beside = keep_results(scene, Results{}, beside_scene(path));
    save_scene(scene, path, beside);
    return path;
  }
  Scene load(const fs::path& path) {
    complaints_.clear();
    return load_scene(path, complaints_);
  }
  void expect_the_random_layer(const fs::path& path, const std::string& sentence) {
    const Scene scene = load(path);
    ASSERT_THAT(complaints_, SizeIs(1));
    EXPECT_THAT(complaints_[0], HasSubstr(sentence));
    EXPECT_EQ(complaints_[0].back(), '.');
    EXPECT_THAT(complaints_[0], HasSubstr("and its random dense layer answers: "));
    EXPECT_EQ(scene.shift.pair, nullptr);
    EXPECT_FALSE(scene.shift.trained);
    EXPECT_THAT(scene_to_toml(scene, {}), Not(HasSubstr("pair_")));
  }
  static PairResult readings_of(const Scene& scene) {
    const auto object = std::make_shared<const ObjectResult>(compute(object_inputs(scene)));
    return compute(PairInputs{scene.shift.pair, object, scene.shift.dx, scene.shift.dy});
  }

  test::TemporaryFolder folder_;
  Scene scene_ = first_scene();
  std::vector<std::string> complaints_;
};

TEST_F(KeptPair, AnswersAsItDidWhereverTheFolderIs) {
  fs::create_directory(folder() / "there");
  const fs::path path = save(scene_, "there/lesson.toml");
  const std::string text = test::read_text(path);
  EXPECT_THAT(text, HasSubstr("pair_left = \"lesson-shift-left.safetensors\"\n"));
  EXPECT_THAT(text, HasSubstr("pair_right = \"lesson-shift-right.safetensors\"\n"));
  EXPECT_THAT(text, HasSubstr("pair_data = \"lesson-shift-data.safetensors\"\n"));
  fs::rename(folder() / "there", folder() / "moved");

  const Scene loaded = load(folder() / "moved" / "lesson.toml");
  EXPECT_THAT(complaints_, IsEmpty());
  const TrainedPair &was = *scene_.shift.pair, &is = *loaded.shift.pair;
  for (std::size_t i = 0; i < 2; ++i) {
    SCOPED_TRACE(i);
    ASSERT_NE(is.networks[i], nullptr);
    EXPECT_EQ(is.networks[i]->name, was.networks[i]->name);
    EXPECT_EQ(is.networks[i]->input, was.networks[i]->input);
    EXPECT_EQ(is.networks[i]->layers, was.networks[i]->layers);
    EXPECT_EQ(is.networks[i]->parameters, was.networks[i]->parameters);
    EXPECT_EQ(is.networks[i]->permutation, was.networks[i]->permutation);
    EXPECT_EQ(is.networks[i]->steps, was.networks[i]->steps);
    EXPECT_EQ(is.networks[i]->epochs, was.networks[i]->epochs);
    EXPECT_EQ(is.networks[i]->source, was.networks[i]->source);
  }
  EXPECT_EQ(is.data->name, "Noise");
  EXPECT_EQ(is.data->classes, (std::vector<std::string>{"null", "eins", "\"zwei\"", "drei?"}));
  EXPECT_EQ(is.data->test.images, was.data->test.images);
  EXPECT_EQ(is.data->test.labels, was.data->test.labels);
  EXPECT_EQ(is.data_words, was.data_words);
  EXPECT_EQ(is.moved, 2);
  EXPECT_TRUE(loaded.shift.trained);
  EXPECT_EQ(loaded.shift.sample, 7);
  EXPECT_EQ(loaded.shift.dx, 3);
  const PairResult before = readings_of(scene_), after = readings_of(loaded);
  for (std::size_t i = 0; i < 2; ++i) {
    ASSERT_TRUE(after.networks[i].answers()) << after.networks[i].problem;
    EXPECT_EQ(after.networks[i].before, before.networks[i].before);
    EXPECT_EQ(after.networks[i].after, before.networks[i].after);
  }
  // A scene that is written without its results, as the session is now and then, names the files that are there.
  EXPECT_THAT(scene_to_toml(loaded, folder() / "moved"), HasSubstr("pair_left = \"lesson-shift-left.safetensors\"\n"));
}

TEST_F(KeptPair, OneNetworkAloneStaysAlone) {
  auto alone = std::make_shared<TrainedPair>(*scene_.shift.pair);
  alone->networks[0] = nullptr;
  scene_.shift.pair = alone;
  const Scene loaded = load(save(scene_));
  EXPECT_THAT(complaints_, IsEmpty());
  EXPECT_EQ(loaded.shift.pair->networks[0], nullptr);
  EXPECT_EQ(loaded.shift.pair->networks[1]->parameters, alone->networks[1]->parameters);
  EXPECT_FALSE(fs::exists(folder() / "lesson-shift-left.safetensors"));
}

TEST_F(KeptPair, WhatWasNotBroughtIsNotTakenUpFromOldFiles) {
  save(scene_);
  ASSERT_TRUE(fs::exists(folder() / "lesson-shift-left.safetensors"));
  Scene none = scene_;
  none.shift.pair = nullptr;
  none.shift.trained = false;
  const Scene loaded = load(save(none));
  EXPECT_TRUE(fs::exists(folder() / "lesson-shift-left.safetensors")) << "it may be somebody's";
  EXPECT_THAT(complaints_, IsEmpty());
  EXPECT_EQ(loaded.shift.pair, nullptr);
  EXPECT_FALSE(loaded.shift.trained);
}

TEST_F(KeptPair, AMissingOrForeignFileIsSaidAndTheRandomLayerAnswers) {
  const fs::path path = save(scene_);
  const fs::path left = folder() / "lesson-shift-left.safetensors", right = folder() / "lesson-shift-right.safetensors",
                 data = folder() / "lesson-shift-data.safetensors", away = folder() / "away";
  fs::rename(left, away);
  expect_the_random_layer(path, "lesson-shift-left.safetensors");
  // Weights that say nothing of their layers, of other pictures, and for other classes.
  const std::vector<NamedTensor> weights = read_weights(away);
  write_weights(left, weights);
  expect_the_random_layer(path,
                          "lesson-shift-left.safetensors: its arrays are not those of a network for 20 × 20 pixels.");
  write_weights(left, weights, {{"layers", "flatten linear:24 relu linear:5"}, {"input", "1x20x20"}});
  expect_the_random_layer(path, "its arrays are not those of");
  const auto five = test::network("MLP", "flatten linear:5", 1);
  write_weights(left, five->parameters, {{"layers", "flatten linear:5"}, {"input", "1x20x20"}});
  expect_the_random_layer(path, "not a number for each of 4 classes");
  fs::remove(left);
  fs::rename(away, left);
  load(path);
  EXPECT_THAT(complaints_, IsEmpty());

  fs::copy_file(right, data, fs::copy_options::overwrite_existing);
  expect_the_random_layer(path, "lesson-shift-data.safetensors has no test pictures with their classes.");
  fs::remove(data);
  expect_the_random_layer(path, "lesson-shift-data.safetensors");
}

TEST_F(KeptPair, AShuffleThatIsNoneIsRefused) {
  const fs::path path = save(scene_), data = folder() / "lesson-shift-data.safetensors";
  WeightsNotes notes;
  std::vector<NamedTensor> arrays = read_weights(data, &notes);
  ASSERT_EQ(arrays.back().name, "left permutation");
  arrays.back().tensor.data()[0] = arrays.back().tensor.data()[1];
  write_weights(data, arrays, notes);
  expect_the_random_layer(path, "How the pixels of lesson-shift-left.safetensors were shuffled can't be read.");
  arrays.pop_back();
  arrays.back().tensor.data()[0] = 4.0F;  // there are four classes
  write_weights(data, arrays, notes);
  expect_the_random_layer(path, "has no test pictures with their classes.");
}

}  // namespace
}  // namespace flatscope
