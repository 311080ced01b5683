// Where the system has a dialog of its own for files, as a browser has, the program's chooser stays closed.
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "app/files/assets.h"
#include "tests/app/alone.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;

struct Asked {
  FileQuestion question;
  std::function<void(FileChoice)> answer;
};

class PlatformThatAsks final : public PlatformAlone {
 public:
  bool ask_for_files(const FileQuestion& question, std::function<void(FileChoice)> answer) override {
    asked.push_back({question, std::move(answer)});
    return true;
  }
  void hand_out(const fs::path& written) override { handed_out.push_back(written); }
  std::vector<Asked> asked;
  std::vector<fs::path> handed_out;
};

class SystemsDialog : public ::testing::Test {
 protected:
  SystemsDialog() : window_(ground_, first_scene(), {1280, 720}, std::make_unique<PlatformThatAsks>()) {}
  PlatformThatAsks& system() { return dynamic_cast<PlatformThatAsks&>(window_.platform()); }
  Ground ground_;
  Alone window_;
};

TEST_F(SystemsDialog, GivesPicturesToOpen) {
  window_.press(GLFW_KEY_O, GLFW_MOD_CONTROL);
  EXPECT_FALSE(window_.app().chooser().is_open());
  ASSERT_EQ(system().asked.size(), 1U);
  EXPECT_EQ(system().asked[0].question.use, FileUse::open);
  const fs::path picture = ground_.folder() / "mine.png";
  fs::copy_file(resources() / "assets" / "images" / "chelsea.png", picture);
  system().asked[0].answer({FileUse::open, {picture}, {}});
  window_.settle();
  ASSERT_FALSE(window_.scene().pictures.empty());
  EXPECT_EQ(current_picture(window_.scene()).path, picture);
  EXPECT_TRUE(system().handed_out.empty());
}

TEST_F(SystemsDialog, TakesWhatWasWritten) {
  window_.press(GLFW_KEY_S, GLFW_MOD_CONTROL);
  EXPECT_FALSE(window_.app().chooser().is_open());
  ASSERT_EQ(system().asked.size(), 1U);
  EXPECT_EQ(system().asked[0].question.use, FileUse::save_scene);
  EXPECT_EQ(system().asked[0].question.suggested.filename(), "chelsea.flatscope.toml");
  const fs::path scene = ground_.folder() / "mine.toml";
  system().asked[0].answer({FileUse::save_scene, {scene}, {}});
  window_.settle();
  EXPECT_TRUE(fs::exists(scene));
  EXPECT_EQ(system().handed_out, std::vector<fs::path>{scene});
}

}  // namespace
}  // namespace flatscope::testing
