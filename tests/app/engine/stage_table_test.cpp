#include "app/engine/stage_table.h"

#include <gtest/gtest.h>

#include <set>

#include "app/engine/computer.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

Scene some_scene(Stage stage) {
  Generator generator(11);
  Scene scene = test::random_scene(generator, {test::picture_of(test::noise_image(generator, 40, 30, 3))});
  scene.stage = stage;
  return scene;
}

TEST(StageTable, EveryRowHasAStageANameAndAKeyOfItsOwn) {
  std::set<Stage> stages;
  std::set<std::string_view> names, keys;
  for (const StageModel* model : stage_models()) {
    EXPECT_TRUE(stages.insert(model->stage).second) << model->name;
    EXPECT_TRUE(names.insert(model->name).second) << model->name;
    EXPECT_TRUE(keys.insert(model->key).second) << model->name;
    EXPECT_EQ(&model_of(model->stage), model);
    EXPECT_EQ(model->show_id, "stage." + std::string(model->name));
    for (const StageAction& action : model->actions)
      EXPECT_EQ(action.id.substr(0, model->name.size() + 1), std::string(model->name) + ".") << action.id;
  }
}

TEST(StageTable, ANewStageBelongsIntoTheTable) { EXPECT_THROW(model_of(static_cast<Stage>(99)), std::logic_error); }

TEST(StageTable, EveryCommandWorksOnItsOwnPartAlone) {
  for (const StageModel* model : stage_models()) {
    SCOPED_TRACE(model->name);
    const Scene before = some_scene(model->stage);
    ViewState view;
    const Results results;
    StageEdit edit{before, view, results};
    model->nudge(edit, 1, 0);
    model->change_working_size(edit, 1);
    model->toggle_colour(edit);
    model->reset(edit);
    clamp(edit.scene);
    for (const StageModel* other : stage_models()) {
      if (other == model) continue;
      EXPECT_EQ(other->write(edit.scene, {}), other->write(before, {})) << other->name;
    }
    EXPECT_NE(model->write(edit.scene, {}), model->write(before, {}));
  }
}

TEST(StageTable, EveryStageIsAnsweredAndTellsOfItself) {
  for (const StageModel* model : stage_models()) {
    SCOPED_TRACE(model->name);
    Scene scene;
    scene.pictures = some_scene(model->stage).pictures;
    scene.stage = model->stage;
    clamp(scene);
    Worker worker({});
    Computer computer(worker);
    // What comes may make something else possible, which is asked for then.
    for (int i = 0; i < 4; ++i) {
      computer.request(scene);
      worker.finish();
    }
    EXPECT_FALSE(computer.behind());
    EXPECT_FALSE(computer.take_error());
    const StageExports exports = model->exports(scene, computer.results());
    EXPECT_FALSE(exports.heading.empty());
    EXPECT_FALSE(exports.base.empty());
    EXPECT_FALSE(exports.items.empty());
    EXPECT_FALSE(model->settings(scene).empty());
    const StageCode code = model->code(scene, computer.results(), CodeOf::what_is_in_hand);
    EXPECT_FALSE(code.said.empty());
  }
}

TEST(StageTable, AStageWithoutCodeNamesThoseThatHaveIt) {
  const Scene scene = some_scene(Stage::flatten);
  const StageCode code = model_of(Stage::flatten).code(scene, {}, CodeOf::what_is_in_hand);
  EXPECT_TRUE(code.code.empty());
  EXPECT_FALSE(code.refused);
  EXPECT_EQ(code.said,
            "Only the stages Convolve, Parameters and Train (keys 3, 4 and 5) have something to copy as PyTorch code.");
}

}  // namespace
}  // namespace flatscope
