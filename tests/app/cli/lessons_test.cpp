// Every step of every bundled lesson can be drawn without a window.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "core/files/image.h"
#include "tests/app/cli/program.h"

namespace flatscope::testing {
namespace {

using ::testing::HasSubstr;

// As they lie in the source tree: this program knows nothing of the application.
std::vector<std::filesystem::path> lesson_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(FLATSCOPE_SOURCE_DIR) / "assets" / "lessons"))
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

int steps_in(const std::filesystem::path& file) {
  const std::vector<std::byte> bytes = read_file(file);
  const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  int steps = 0;
  for (std::size_t at = text.find("[[step]]"); at != std::string::npos; at = text.find("[[step]]", at + 1)) ++steps;
  return steps;
}

bool trains(const std::filesystem::path& file) {
  const std::vector<std::byte> bytes = read_file(file);
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()).find("train_epochs") !=
         std::string::npos;
}

void expect_drawn(const std::filesystem::path& file) {
  const TemporaryFolder folder;
  SCOPED_TRACE(file.filename().string());
  const Outcome check = run({"lesson", file.string()});
  EXPECT_EQ(check.exit_code, 0) << check.out << check.err;
  const std::string stem = file.stem().string(), name = stem.substr(stem.find('-') + 1);
  const int steps = steps_in(file);
  EXPECT_GE(steps, 4);
  for (int step = 1; step <= steps; ++step) {
    const std::string out = folder.file(std::to_string(step) + ".png");
    const Outcome drawn =
        run({"render", "--lesson", name, "--step", std::to_string(step), "--size", "480x320", "--out", out});
    ASSERT_EQ(drawn.exit_code, 0) << "step " << step << ": " << drawn.err;
    const Image shot = load_image(out);
    EXPECT_EQ(shot.width, 480) << "step " << step;
    EXPECT_EQ(shot.height, 320) << "step " << step;
  }
  const Outcome past = run({"render", "--lesson", name, "--step", std::to_string(steps + 1), "--size", "480x320",
                            "--out", folder.file("x.png")});
  EXPECT_EQ(past.exit_code, 2);
  EXPECT_THAT(past.err, HasSubstr("--step"));
}

TEST(Lessons, EachStepCanBeDrawn) {
  int lessons = 0;
  for (const std::filesystem::path& file : lesson_files()) {
    if (trains(file)) continue;
    expect_drawn(file);
    ++lessons;
  }
  EXPECT_GE(lessons, 10);
}

// Both networks of such a step learn first, which takes about a second.
TEST(Lessons, EachStepThatTrainsCanBeDrawn) {
  int lessons = 0;
  for (const std::filesystem::path& file : lesson_files()) {
    if (!trains(file)) continue;
    expect_drawn(file);
    ++lessons;
  }
  EXPECT_EQ(lessons, 3);
}

}  // namespace
}  // namespace flatscope::testing
