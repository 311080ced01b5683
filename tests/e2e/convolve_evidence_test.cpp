// What is taken away from the Convolve stage: code on the clipboard, files in a folder.
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <sstream>

#include "core/files/file.h"
#include "core/files/image.h"
#include "core/files/npy.h"
#include "driver.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

class Evidence : public ::testing::Test {
 protected:
  Screen open_export(const std::vector<std::string>& arguments = {"--stage", "convolve"}) {
    driver.start(arguments);
    driver.park();
    driver.settle();
    driver.key("ctrl+e");
    driver.wait_fact("overlay", "export");
    return driver.settle();
  }
  // Dialogs do not scroll with the inspector.
  void press(const std::string& control) {
    driver.click(driver.settle().controls.at(control).box.centre());
    driver.frames_pass();
  }
  // The list scrolls where it is long.
  void press_in_list(const std::string& control) {
    const auto seen = [&](const Screen& s) {
      const Box box = s.controls.at(control).box, list = s.area("export/list");
      return box.top >= list.top && box.bottom <= list.bottom;
    };
    for (int tries = 0; tries < 20 && !seen(driver.settle()); ++tries) {
      const Box list = driver.now().area("export/list");
      driver.wheel(list.centre(), driver.now().controls.at(control).box.top < list.top ? 1 : -1);
      driver.frames_pass();
    }
    press(control);
  }
  // Only this one is written.
  void choose_only(const std::string& item) {
    press_in_list("export/picture");
    press_in_list("export/" + item);
  }
  // A click into a field chooses all of it.
  void fill(const std::string& field, const std::string& words) {
    press_in_list(field);
    driver.type(words);
    driver.wait(words, [&](const Screen& s) { return s.value(field) == words; });
  }
  void into(const std::string& folder, const std::string& name) {
    fill("export/folder", folder);
    fill("export/name", name);
  }
  void wait_closed() {
    driver.wait("the dialog to close", [](const Screen& s) { return s.fact("overlay").empty(); });
  }
  Driver driver;
};

TEST_F(Evidence, CodeIsCopied) {
  driver.start({"--stage", "convolve"});
  driver.settle();
  driver.key("ctrl+shift+c");
  driver.wait_words("Layer 1 copied as PyTorch code");
  const std::string by_key = driver.display().clipboard(patience);
  EXPECT_NE(by_key.find("import torch\nfrom torch import nn\n"), std::string::npos) << by_key;
  EXPECT_NE(by_key.find("in_channels=1, out_channels=3, kernel_size=(3, 3), stride=1, padding=1,"), std::string::npos);
  EXPECT_NE(by_key.find("[-2, 0, 2]"), std::string::npos);
  driver.key("g");  // colour: three input channels
  driver.settle();
  driver.click("convolve.code");
  driver.settle();
  const std::string by_button = driver.display().clipboard(patience);
  EXPECT_NE(by_button.find("in_channels=3, out_channels=3"), std::string::npos) << by_button;
}

TEST_F(Evidence, FilesAreWrittenWhereTheyAreWanted) {
  fs::create_directory(driver.file("out"));
  open_export();
  EXPECT_EQ(driver.now().value("export/picture"), "on") << "the picture is what most want";
  for (const char* item : {"maps", "kernels", "matrix", "csv", "code"}) press_in_list(std::string("export/") + item);
  press_in_list("export/scale/2×");
  into(driver.file("out"), "mine");
  driver.key("Return");
  wait_closed();
  driver.wait_words("Exported 6 files to");
  const fs::path out = driver.file("out");
  const Tensor maps = decode_npy(read_file(out / "mine-maps.npy"));
  const Tensor kernels = decode_npy(read_file(out / "mine-kernels.npy"));
  EXPECT_EQ(maps.shape(), (Shape{3, 8, 12}));
  EXPECT_EQ(kernels.shape(), (Shape{3, 1, 3, 3}));
  EXPECT_EQ(kernels.values()[3], -2.0F);
  EXPECT_EQ(text_of(out / "mine-matrix.npz").substr(0, 4), "PK\x03\x04");
  EXPECT_EQ(text_of(out / "mine-matrix.csv").substr(0, 17), "row,column,value\n");
  EXPECT_NE(text_of(out / "mine.py").find("nn.Conv2d("), std::string::npos);
  const Image picture = decode_image(read_file(out / "mine@2x.png"));
  const Screen screen = driver.settle();
  EXPECT_EQ(picture.width, 2 * screen.width);
  EXPECT_EQ(picture.height, 2 * screen.height);
  EXPECT_EQ(screen.width, driver.now().width) << "the program that drew the picture left our record alone";
  EXPECT_EQ(std::distance(fs::directory_iterator(out), fs::directory_iterator()), 6);
}

TEST_F(Evidence, NothingIsReplacedUnasked) {
  fs::create_directory(driver.file("out"));
  std::ofstream(driver.file("out/mine-maps.npy")) << "precious";
  open_export();
  choose_only("maps");
  into(driver.file("out"), "mine");
  driver.key("Return");
  const Screen asks = driver.wait("a question", [](const Screen& s) { return !s.fact("export.problem").empty(); });
  EXPECT_NE(asks.fact("export.problem").find("mine-maps.npy is there already"), std::string::npos);
  EXPECT_EQ(text_of(driver.file("out/mine-maps.npy")), "precious");
  driver.key("Return");
  wait_closed();
  driver.wait_words("mine-2-maps.npy");
  EXPECT_EQ(text_of(driver.file("out/mine-maps.npy")), "precious");
  EXPECT_EQ(decode_npy(read_file(driver.file("out/mine-2-maps.npy"))).shape(), (Shape{3, 8, 12}));

  driver.key("ctrl+e");
  driver.wait_fact("overlay", "export");
  into(driver.file("out"), "mine");
  driver.key("Return");
  driver.wait("a question", [](const Screen& s) { return !s.fact("export.problem").empty(); });
  press("export/replace");
  wait_closed();
  EXPECT_EQ(decode_npy(read_file(driver.file("out/mine-maps.npy"))).shape(), (Shape{3, 8, 12}));
}

TEST_F(Evidence, AFolderThatIsNotThereIsASentence) {
  open_export();
  into(driver.file("nowhere"), "mine");
  driver.key("Return");
  const Screen told = driver.wait("a sentence", [](const Screen& s) { return !s.fact("export.problem").empty(); });
  EXPECT_NE(told.fact("export.problem").find("There is no folder"), std::string::npos) << told.fact("export.problem");
  EXPECT_TRUE(driver.running());
  driver.key("Escape");
  wait_closed();
}

TEST_F(Evidence, TheOtherStagesGiveTheirPicture) {
  const Screen screen = open_export({"--stage", "flatten"});
  EXPECT_EQ(screen.controls.count("export/maps"), 0U);
  EXPECT_EQ(screen.value("export/picture"), "on");
  EXPECT_EQ(screen.value("export/alone"), "on");
  into(driver.file("."), "flat");
  driver.key("Return");
  wait_closed();
  const Image picture = decode_image(read_file(driver.file("flat.png")));
  EXPECT_EQ(picture.width, screen.width);
  // The picture alone: where the inspector stands in the window, the stage goes on.
  const auto pixel = [](const Image& image, int x, int y) {
    const auto& samples = std::get<std::vector<std::uint8_t>>(image.samples);
    const auto at = static_cast<std::size_t>((y * image.width + x) * image.channels);
    return std::array{samples.at(at), samples.at(at + 1), samples.at(at + 2)};
  };
  const int right = screen.width - 3, bottom = screen.height - 3;
  EXPECT_EQ(pixel(picture, right, bottom), pixel(picture, 2, 2));
  driver.key("ctrl+e");
  driver.wait_fact("overlay", "export");
  press_in_list("export/alone");
  into(driver.file("."), "window");
  driver.key("Return");
  wait_closed();
  const Image window = decode_image(read_file(driver.file("window.png")));
  EXPECT_NE(pixel(window, right, bottom), pixel(picture, right, bottom)) << "the inspector has its own ground";
}

// Everything that is offered first, and the buttons, are in sight whatever the size of the text.
TEST_F(Evidence, TheDialogOpensAtItsTop) {
  for (const char* scale : {"1", "2", "2.5"}) {
    const Screen screen = open_export({"--stage", "convolve", "--scale", scale});
    const Box list = screen.area("export/list"), panel = screen.area("export");
    const Box first = screen.controls.at("export/picture").box, write = screen.controls.at("export/write").box;
    EXPECT_GE(first.top, list.top) << scale;
    EXPECT_LE(first.bottom, list.bottom) << scale;
    EXPECT_GE(write.top, list.bottom - 1) << scale;
    EXPECT_LE(write.bottom, panel.bottom) << scale;
    driver.key("Escape");
    wait_closed();
    driver.leave();
  }
}

// A folder of evidence can be given away: it holds the person's own picture.
TEST_F(Evidence, TheFolderHoldsThePictureItShows) {
  fs::create_directory(driver.file("out"));
  fs::copy_file(fs::path(FLATSCOPE_SOURCE_DIR) / "assets/images/coffee.png", driver.file("mine.png"));
  open_export({"--stage", "flatten", driver.file("mine.png")});
  fill("export/folder", driver.file("out"));
  press_in_list("export/evidence");
  wait_closed();
  driver.wait_words("Exported as");
  driver.leave();
  fs::remove(driver.file("mine.png"));
  fs::rename(driver.file("out/mine-evidence"), driver.file("elsewhere"));
  driver.start({"--scene", driver.file("elsewhere/scene.toml")});
  EXPECT_EQ(driver.settle().fact("picture"), "mine.png");
  EXPECT_FALSE(driver.now().says("does not exist")) << driver.now().words();
}

// On every stage one click writes the folder, whole, under a name that is free.
TEST_F(Evidence, OneClickWritesEverything) {
  const struct {
    const char *stage, *base;
    std::vector<const char*> files;
  } stages[] = {
      {"flatten", "chelsea", {"vector.npy", "index.csv", "distances.csv", "correlation.csv"}},
      {"shift", "horse", {"before.npy", "after.npy", "dense.csv", "maps-after.npy", "numbers.csv"}},
      {"convolve", "chelsea-layer1", {"maps.npy", "matrix.npz", "counts.csv", "code.py"}},
      {"parameters", "network", {"ledger.csv", "resolution.csv", "network1.py", "network2.py"}},
  };
  fs::create_directory(driver.file("out"));
  Screen screen = open_export({"--stage", "flatten"});
  fill("export/folder", driver.file("out"));
  for (const auto& one : stages) {
    if (&one != stages) {
      driver.key(std::to_string(1 + (&one - stages)));
      driver.wait_fact("stage", one.stage);
      driver.settle();
      driver.key("ctrl+e");
      driver.wait_fact("overlay", "export");
      screen = driver.settle();
    }
    const bool taken = fs::exists(fs::path(driver.file("out")) / (std::string(one.base) + "-evidence"));
    press_in_list("export/evidence");
    if (taken) {
      driver.wait("a question", [](const Screen& s) { return !s.fact("export.problem").empty(); });
      driver.key("Return");
    }
    wait_closed();
    driver.wait_words("Exported as");
    const fs::path made =
        fs::path(driver.file("out")) / (std::string(one.base) + (taken ? "-2-evidence" : "-evidence"));
    const std::string readme = text_of(made / "README.txt");
    for (const char* name : one.files) {
      EXPECT_TRUE(fs::exists(made / name)) << one.stage << ": " << name;
      EXPECT_NE(readme.find(std::string("\n  ") + name + "  "), std::string::npos) << one.stage << ": " << name;
    }
    EXPECT_EQ(decode_image(read_file(made / "picture.png")).width, 2 * screen.width);
    EXPECT_NE(text_of(made / "picture.svg").find("<text "), std::string::npos);
    EXPECT_NE(text_of(made / "scene.toml").find(one.stage), std::string::npos);
    EXPECT_NE(readme.find(std::string("Stage: ") + one.stage), std::string::npos);
  }
}

}  // namespace
}  // namespace flatscope::testing
