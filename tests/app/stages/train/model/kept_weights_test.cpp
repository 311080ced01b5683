// A scene keeps what was trained: its networks answer as they did, and go back to the start that they had.
#include "app/stages/train/model/kept_weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "app/engine/results.h"
#include "app/files/assets.h"
#include "app/files/evidence.h"
#include "app/files/scene_file.h"
#include "app/stages/train/model/exports.h"
#include "app/stages/train/model/own_network.h"
#include "app/stages/train/model/trainer.h"
#include "core/files/file.h"
#include "core/files/weights.h"
#include "core/training/models.h"
#include "tests/app/stages/train/model/lesson.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using Kind = TrainCommand::Kind;
using test::Lesson;
using test::small_scene;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class KeptWeights : public test::SavedLessons {};

TEST_F(KeptWeights, ANetworkThatWasSavedAnswersAsItDid) {
  Lesson lesson(small_scene());
  lesson.settle();
  const std::vector<NamedTensor> fresh[] = {lesson.weights(0), lesson.weights(1)};
  lesson.ask(Kind::play);
  const fs::path path = save(lesson);
  const std::string text = test::read_text(path);
  EXPECT_THAT(text, HasSubstr("left_weights = \"lesson-left.safetensors\"\nleft_steps = 4\nleft_epochs = 2\n"));
  EXPECT_THAT(text, HasSubstr("right_weights = \"lesson-right.safetensors\"\n"));

  fs::rename(folder() / "lesson.toml", folder() / "renamed.toml");
  Lesson later(load(folder() / "renamed.toml"));
  EXPECT_THAT(complaints_, IsEmpty());
  later.settle();
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(later.weights(i), lesson.weights(i));
    EXPECT_EQ(later.network(i).epochs, 2);
    EXPECT_EQ(later.network(i).steps, 0);
    EXPECT_TRUE(later.network(i).trained());
    EXPECT_EQ(later.network(i).last().test_accuracy, lesson.network(i).last().test_accuracy);
    ASSERT_NE(later.network(i).shifts, nullptr) << "every shift is tried of a network that is trained already";
    EXPECT_NE(later.results().train.data, nullptr);
  }

  // What another setting makes of it begins with the seed's weights; back again it is there once more.
  later.train().batch = 20;
  EXPECT_EQ(start_of(later.train(), 0), nullptr);
  later.settle();
  EXPECT_EQ(later.network(0).epochs, 0);
  EXPECT_EQ(later.weights(0), fresh[0]);
  EXPECT_THAT(later.results().train.kept, SizeIs(1));
  later.train().batch = small_scene().train.batch;
  later.settle();
  EXPECT_EQ(later.weights(0), lesson.weights(0));

  // The start is the one that it had.
  later.ask(Kind::rewind);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(later.weights(i), fresh[i]);
    EXPECT_EQ(later.network(i).epochs, 0);
    EXPECT_FALSE(later.network(i).trained());
  }
  later.ask(Kind::play);
  EXPECT_EQ(later.weights(1), lesson.weights(1));
}

TEST_F(KeptWeights, WhatIsSavedAgainIsCopiedAndTrainedOn) {
  Lesson lesson(small_scene());
  lesson.ask(Kind::play);
  save(lesson);
  // Never shown: no results, but the weights go along.
  Scene loaded = load(folder() / "lesson.toml");
  fs::create_directory(folder() / "elsewhere");
  const fs::path copy = folder() / "elsewhere" / "copy.toml";
  Scene kept = loaded;
  save_scene(kept, copy, keep_results(kept, Results{}, beside_scene(copy)));
  EXPECT_EQ(read_weights(folder() / "elsewhere" / "copy-left.safetensors"),
            read_weights(folder() / "lesson-left.safetensors"));

  Lesson later(load(copy));
  later.settle();
  later.ask(Kind::epoch);
  EXPECT_EQ(later.network(0).epochs, 3);
  save(later, "more.toml");
  Lesson last(load(folder() / "more.toml"));
  last.settle();
  EXPECT_EQ(last.network(0).epochs, 3);
  EXPECT_EQ(last.weights(0), later.weights(0));
  EXPECT_NE(last.weights(0), lesson.weights(0));
}

TEST_F(KeptWeights, OldFilesThatTheSceneDoesNotNameAreNotTakenUp) {
  Lesson lesson(small_scene());
  lesson.ask(Kind::play);
  save(lesson);
  lesson.ask(Kind::rewind);
  const fs::path path = save(lesson);
  ASSERT_TRUE(fs::exists(folder() / "lesson-left.safetensors")) << "it may be somebody's";
  Lesson later(load(path));
  EXPECT_THAT(complaints_, IsEmpty());
  EXPECT_EQ(later.train().start[0], nullptr);
  later.settle();
  EXPECT_FALSE(later.network(0).trained());
  EXPECT_EQ(later.weights(0), lesson.weights(0));
}

TEST_F(KeptWeights, WhatWasNotTrainedIsNotKept) {
  Lesson lesson(small_scene());
  lesson.settle();
  save(lesson);
  EXPECT_THAT(test::read_text(folder() / "lesson.toml"), Not(HasSubstr("weights")));
  EXPECT_FALSE(fs::exists(folder() / "lesson-left.safetensors"));
  // What was trained with other settings than the Scene has now is not its weights either.
  lesson.ask(Kind::epoch);
  lesson.train().seed = 5;
  save(lesson);
  EXPECT_THAT(test::read_text(folder() / "lesson.toml"), Not(HasSubstr("weights")));
}

TEST_F(KeptWeights, WholeOrNotAtAll) {
  Scene scene = first_scene();
  const auto good = [] { return std::vector<std::byte>(3); };
  const auto bad = []() -> std::vector<std::byte> { throw FileError("no"); };
  test::write_text(folder() / "there", "before");
  const BesideFile files[] = {{folder() / "new", good}, {folder() / "there", good}, {folder() / "worse", bad}};
  EXPECT_THROW(save_scene(scene, folder() / "lesson.toml", files), FileError);
  EXPECT_FALSE(fs::exists(folder() / "lesson.toml"));
  EXPECT_FALSE(fs::exists(folder() / "new"));
  EXPECT_FALSE(fs::exists(folder() / "worse"));
  EXPECT_TRUE(fs::exists(folder() / "there"));
}

TEST_F(KeptWeights, WhatCannotBeHadIsComplainedAboutAndBegunAnew) {
  Lesson lesson(small_scene());
  lesson.ask(Kind::epoch);
  const fs::path path = save(lesson);
  fs::remove(folder() / "lesson-left.safetensors");
  fs::copy_file(folder() / "lesson-right.safetensors", folder() / "lesson-left.safetensors");
  Scene scene = load(path);
  ASSERT_THAT(complaints_, SizeIs(1));
  EXPECT_THAT(
      complaints_[0],
      HasSubstr("lesson-left.safetensors: its arrays are not those of the left network, which begins with new"));
  EXPECT_EQ(scene.train.start[0], nullptr);
  EXPECT_NE(scene.train.start[1], nullptr);
  fs::remove(folder() / "lesson-left.safetensors");
  scene = load(path);
  ASSERT_THAT(complaints_, SizeIs(1));
  EXPECT_THAT(complaints_[0], HasSubstr("lesson-left.safetensors"));
  test::write_text(folder() / "lesson-left.safetensors", "nothing of the kind");
  load(path);
  EXPECT_THAT(complaints_, SizeIs(1));
}

TEST_F(KeptWeights, SomebodysWeightsAreTheStartThatIsGoneBackTo) {
  Lesson lesson(small_scene());
  lesson.ask(Kind::epoch);
  const std::vector<NamedTensor> theirs = lesson.weights(0);
  write_weights(folder() / "theirs.npz", theirs);

  Lesson other(small_scene());
  take_network(other.train(), 0, read_network(folder() / "theirs.npz", 10));
  other.settle();
  EXPECT_EQ(other.weights(0), theirs);
  EXPECT_TRUE(other.network(0).trained());
  EXPECT_EQ(network_names(other.train())[0], "theirs");
  save(other);
  // Nothing was trained here: the file is named, not copied.
  EXPECT_THAT(test::read_text(folder() / "lesson.toml"), HasSubstr("left_start = \"theirs.npz\"\n"));
  EXPECT_FALSE(fs::exists(folder() / "lesson-left.safetensors"));
  other.ask(Kind::epoch);
  save(other);
  Lesson later(load(folder() / "lesson.toml"));
  EXPECT_THAT(complaints_, IsEmpty());
  later.settle();
  EXPECT_EQ(later.weights(0), other.weights(0));
  EXPECT_NE(later.weights(0), theirs);
  EXPECT_EQ(network_names(later.train())[0], "theirs");
  later.ask(Kind::rewind);
  EXPECT_EQ(later.weights(0), theirs);
  // Another setting begins with their weights, too.
  later.train().batch = 20;
  later.settle();
  EXPECT_EQ(later.weights(0), theirs);
}

TEST_F(KeptWeights, TheEvidenceFolderHasTheWeightsOnceAndOpensAgain) {
  Lesson lesson(small_scene());
  lesson.ask(Kind::play);
  const fs::path target = folder() / "training-evidence";
  Scene kept = lesson.scene();
  const std::vector<BesideFile> beside = keep_results(kept, lesson.results(), target / "");
  const std::vector<ExportItem> items = train_exports(lesson.train(), lesson.results().train);
  write_exports({folder(), "training", {evidence_item(kept, {}, items, "Both", "9.8.7", target, beside)}}, false);
  EXPECT_TRUE(fs::exists(target / "left.safetensors"));
  EXPECT_TRUE(fs::exists(target / "left.py"));
  EXPECT_TRUE(fs::exists(target / "shifts.csv"));
  EXPECT_THAT(test::read_text(target / "scene.toml"), HasSubstr("left_weights = \"left.safetensors\""));
  fs::rename(target, folder() / "moved");
  Lesson later(load(folder() / "moved" / "scene.toml"));
  EXPECT_THAT(complaints_, IsEmpty());
  later.settle();
  EXPECT_EQ(later.weights(0), lesson.weights(0));
  EXPECT_EQ(later.network(1).epochs, 2);
  EXPECT_EQ(later.network(1).curve->size(), 3U);
}

}  // namespace
}  // namespace flatscope
