// The export dialog's pictures, drawn between the frames of the window that asks for them.
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

#include "app/files/assets.h"
#include "app/platform/pictures/render_queue.h"
#include "core/files/file.h"
#include "core/files/image.h"
#include "tests/app/alone.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;

class ExportedPictures : public ::testing::Test {
 protected:
  static Scene start(Stage stage) {
    Scene scene = first_scene();
    scene.stage = stage;
    return scene;
  }
  ExportedPictures() : window_(ground_, start(Stage::shift), {1000, 800}), queue_([] {}) {
    fs::create_directory(out());
    window_.app().settings().folder = out();
    window_.app().take_renderer(
        [this](RenderWish wish, FileAnswer answer) { queue_.add(std::move(wish), std::move(answer)); });
  }
  fs::path out() const { return ground_.folder() / "out"; }
  void open() {
    window_.press(GLFW_KEY_E, GLFW_MOD_CONTROL);
    for (int i = 0; i < 5; ++i) window_.settle();
  }
  void click(const std::string& control) { window_.click(window_.now().controls.at(control).box.centre()); }
  // As the loop of a window does it: a slice after each frame.
  bool until(const std::function<bool()>& so) {
    for (int tries = 0; tries < 4000 && !so(); ++tries) {
      window_.frame();
      if (queue_.step() == RenderQueue::Step::nothing) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return so();
  }
  bool closes() {
    return until([this] { return window_.now().fact("overlay").empty(); });
  }
  Ground ground_;
  Alone window_;
  RenderQueue queue_;
};

TEST_F(ExportedPictures, AreThoseOfTheMomentTheyWereAskedFor) {
  open();
  click("export/svg");
  window_.frame({{GLFW_KEY_ENTER, 0, false}});
  EXPECT_TRUE(until([this] { return window_.now().says("Writing"); }));
  EXPECT_TRUE(fs::is_empty(out()));
  // What happens meanwhile is not in them.
  window_.app().show_stage(Stage::convolve);
  ASSERT_TRUE(closes());
  EXPECT_EQ(window_.scene().stage, Stage::convolve);
  const Image png = load_image(out() / "horse.png");
  EXPECT_EQ(png.width, 1000);
  EXPECT_EQ(png.height, 800);

  RenderWish wish;
  wish.scene = start(Stage::shift);
  wish.view.presenting = true;
  wish.width = 1000;
  wish.height = 800;
  for (const PictureFormat format : {PictureFormat::png, PictureFormat::svg}) {
    std::vector<std::byte> wanted;
    wish.format = format;
    queue_.add(wish, [&](std::vector<std::byte> file, const std::string& problem) {
      EXPECT_EQ(problem, "");
      wanted = std::move(file);
    });
    ASSERT_TRUE(until([&] { return !wanted.empty(); }));
    EXPECT_TRUE(read_file(out() / (format == PictureFormat::png ? "horse.png" : "horse.svg")) == wanted);
  }
}

TEST_F(ExportedPictures, LieInTheFolderOfEvidence) {
  open();
  click("export/evidence");
  ASSERT_TRUE(closes());
  const Image png = load_image(out() / "horse-evidence/picture.png");
  EXPECT_EQ(png.width, 2000);
  EXPECT_EQ(png.height, 1600);
  const std::vector<std::byte> svg = read_file(out() / "horse-evidence/picture.svg");
  EXPECT_NE(std::string(reinterpret_cast<const char*>(svg.data()), svg.size()).find("</svg>"), std::string::npos);
}

// The dialog is closed by then: it is told all the same.
TEST_F(ExportedPictures, AreWrittenWhenTheDialogIsClosed) {
  open();
  window_.frame({{GLFW_KEY_ENTER, 0, false}});
  window_.frame({{GLFW_KEY_ESCAPE, 0, false}});
  EXPECT_EQ(window_.now().fact("overlay"), "");
  EXPECT_TRUE(until([this] { return window_.now().says("Exported as"); })) << window_.now().words();
  EXPECT_TRUE(fs::exists(out() / "horse.png"));
}

TEST_F(ExportedPictures, ThatCannotBeDrawnAreASentence) {
  window_.app().take_renderer([](const RenderWish&, const FileAnswer& answer) { answer({}, "the canvas is full"); });
  open();
  window_.frame({{GLFW_KEY_ENTER, 0, false}});
  EXPECT_TRUE(until([this] {
    return window_.now().fact("export.problem") == "The picture can't be drawn: the canvas is full.";
  })) << window_.now().words();
  EXPECT_TRUE(fs::is_empty(out()));
  EXPECT_EQ(window_.now().fact("overlay"), "export");
}

}  // namespace
}  // namespace flatscope::testing
