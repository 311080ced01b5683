// What the program says before and while its window opens.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "driver.h"
#include "pictures.h"
#include "process.h"

namespace flatscope::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Runs the program where the environment has no such variables, and gives what it said.
std::string said_without(const std::vector<std::string>& variables, const Driver& home) {
  std::vector<std::string> words{"env"};
  for (const std::string& variable : variables) {
    words.emplace_back("-u");
    words.push_back(variable);
  }
  words.emplace_back(FLATSCOPE_BINARY);
  // What libraries keep until the end is no fault of ours.
  Process process(words, {{"HOME", home.folder().string()}, {"ASAN_OPTIONS", "detect_leaks=0"}}, home.file("alone.log"),
                  home.folder().string());
  const std::optional<int> code = process.wait(patience);
  EXPECT_TRUE(code.has_value() && *code != 0) << "it should end by itself, with a code that tells of it";
  return read_text(home.file("alone.log"));
}

TEST(Start, WithoutADisplayOneSentenceNamesWhatIsMissing) {
  const Driver home;
  const std::string said =
      said_without({"DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_SESSION_TYPE", "XDG_RUNTIME_DIR"}, home);
  EXPECT_THAT(said, HasSubstr("DISPLAY"));
  EXPECT_THAT(said, HasSubstr("flatscope render"));
  EXPECT_THAT(said, Not(HasSubstr("XDG_RUNTIME_DIR")));
  EXPECT_EQ(said.find('\n'), said.size() - 1) << said;
}

// The driver's surroundings name no session and no Wayland.
TEST(Start, NothingIsSaidWhereAllIsWell) {
  Driver driver;
  driver.start();
  EXPECT_EQ(driver.leave(), 0);
  EXPECT_EQ(driver.log(), "");
}

// A window that becomes smaller between two steps of one frame: what is read back of its pixels must not lie outside.
TEST(Start, TheWindowMayBeResizedAgainAndAgainWhileItIsDrawn) {
  Driver driver;
  driver.start();
  for (int turn = 0; turn < 120; ++turn) {
    driver.display().resize_window(640 + turn * 397 % 900, 400 + turn * 233 % 600);
    driver.move({100.0 + turn * 71 % 300, 100.0 + turn * 37 % 250});
    pause_for(0.001 * (turn * 5 % 9));
  }
  driver.resize(900, 600);
  driver.settle();
  EXPECT_EQ(driver.leave(), 0);
}

}  // namespace
}  // namespace flatscope::testing
