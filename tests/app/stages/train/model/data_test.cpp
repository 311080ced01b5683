// What the stage learns from: names of classes that do not fit, and what has not been chosen yet.
#include "app/stages/train/model/data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "app/engine/scene.h"
#include "app/files/assets.h"
#include "tests/app/support.h"
#include "tests/core/refusal.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

std::shared_ptr<const TrainData> loaded(const Scene& scene) {
  DataLoading loading(data_inputs(scene));
  while (loading.advance()) {
  }
  return loading.take();
}

class Data : public testing::Test {
 protected:
  Data() {
    for (const char* const name : {"cats", "horses"}) {
      fs::create_directories(folder_.path() / "pets" / name);
      for (int i = 0; i < 5; ++i)
        fs::copy_file(resources() / "assets" / "images" / "horse.png",
                      folder_.path() / "pets" / name / (std::to_string(i) + ".png"));
    }
    scene_.train.data.kind = DataKind::files;
    scene_.train.data.folder = folder_.path() / "pets";
  }
  void name_classes(const char* text) {
    scene_.train.data.class_names = folder_.path() / "names.txt";
    test::write_text(scene_.train.data.class_names, text);
  }
  test::TemporaryFolder folder_;
  Scene scene_;
};

TEST_F(Data, NamesThatFitAreTaken) {
  name_classes("cat\nhorse\n");
  const auto data = loaded(scene_);
  EXPECT_THAT(data->set->classes, ElementsAre("cat", "horse"));
  EXPECT_TRUE(data->report.problems.empty());
  EXPECT_EQ(split_note(*data), "Every fifth picture of a class is for the test.");
}

TEST_F(Data, NamesThatDoNotFitAreSaidAndTheDataIsUsed) {
  name_classes("cat\nhorse\ncup\n");
  auto data = loaded(scene_);
  EXPECT_THAT(data->set->classes, ElementsAre("cats", "horses"));
  EXPECT_THAT(data->report.problems,
              ElementsAre("names.txt has 3 names, but there are 2 classes: they keep the names that they have."));
  name_classes("cat\ncat\n");
  data = loaded(scene_);
  EXPECT_THAT(data->set->classes, ElementsAre("cats", "horses"));
  EXPECT_THAT(data->report.problems, ElementsAre(HasSubstr("line 2 has the same name")));
}

TEST_F(Data, WhatIsNotChosenYetIsAskedFor) {
  EXPECT_FALSE(asks_for_data(scene_));
  scene_.train.data.folder.clear();
  EXPECT_TRUE(asks_for_data(scene_));
  scene_.train.data.kind = DataKind::pictures;
  scene_.pictures = {bundled_picture("horse.png")};
  EXPECT_TRUE(asks_for_data(scene_));
  EXPECT_THAT(refusal<std::invalid_argument>([&] { loaded(scene_); }), HasSubstr("two or more must be open"));
  scene_.pictures.push_back(bundled_picture("coffee.png"));
  EXPECT_FALSE(asks_for_data(scene_));
  EXPECT_EQ(loaded(scene_)->classes(), 2);
  scene_.train.data.kind = DataKind::digits;
  EXPECT_FALSE(asks_for_data(scene_));
}

}  // namespace
}  // namespace flatscope
