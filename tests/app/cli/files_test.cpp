// Results are written whole or not at all.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "tests/app/cli/program.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void put(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

TEST(Writing, a_full_disk_leaves_the_old_file) {
  const TemporaryFolder folder;
  put(folder.file("v.npy"), "old");
  const Outcome outcome =
      run({"flatten", "chelsea.png", "--out", "v.npy"}, {.folder = folder.path(), .largest_file = 4096});
  expect_refusal(outcome);
  EXPECT_NE(outcome.err.find("v.npy"), std::string::npos) << outcome.err;
  EXPECT_EQ(contents(folder.file("v.npy")), "old");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"v.npy"});
}

TEST(Writing, a_full_disk_leaves_nothing_new) {
  const TemporaryFolder folder;
  expect_refusal(run({"shift", "chelsea.png", "--dx", "1", "--dy", "1", "--out", "moved.png"},
                     {.folder = folder.path(), .largest_file = 4096}));
  EXPECT_EQ(folder.names(), std::vector<std::string>{});
}

// A link that leads nowhere yet stays a link, and one that leads back to itself is no place to write to.
TEST(Writing, through_links) {
  const TemporaryFolder folder;
  fs::create_symlink("target.npy", folder.file("link.npy"));
  ASSERT_EQ(run({"flatten", golden("rgb.npy"), "--out", folder.file("link.npy")}).exit_code, 0);
  EXPECT_TRUE(fs::is_symlink(folder.file("link.npy")));
  EXPECT_EQ(read_npy(folder.file("target.npy")).shape(), Shape{3 * 5 * 7});
  fs::create_symlink("loop.npy", folder.file("loop.npy"));
  expect_refusal(run({"flatten", golden("rgb.npy"), "--out", folder.file("loop.npy")}));
  EXPECT_TRUE(fs::is_symlink(folder.file("loop.npy")));
}

TEST(Writing, replaces_an_older_file) {
  const TemporaryFolder folder;
  put(folder.file("v.npy"), std::string(100000, 'x'));
  ASSERT_EQ(run({"flatten", golden("rgb.npy"), "--out", folder.file("v.npy")}).exit_code, 0);
  EXPECT_EQ(read_npy(folder.file("v.npy")).shape(), Shape{3 * 5 * 7});
}

TEST(Writing, over_its_own_input) {
  const TemporaryFolder folder;
  fs::copy_file(golden("rgb.npy"), folder.file("x.npy"));
  ASSERT_EQ(run({"shift", folder.file("x.npy"), "--dx", "1", "--dy", "0", "--out", folder.file("x.npy")}).exit_code, 0);
  EXPECT_EQ(read_npy(folder.file("x.npy")).at(0, 0, 1), read_npy(golden("rgb.npy")).at(0, 0, 0));
}

TEST(Writing, a_missing_folder_and_a_folder_in_the_way) {
  const TemporaryFolder folder;
  expect_refusal(run({"flatten", golden("rgb.npy"), "--out", folder.file("none/v.npy")}));
  fs::create_directory(folder.file("folder.npy"));
  expect_refusal(run({"flatten", golden("rgb.npy"), "--out", folder.file("folder.npy")}));
  EXPECT_EQ(folder.names(), std::vector<std::string>{"folder.npy"});
  EXPECT_TRUE(fs::is_empty(folder.file("folder.npy")));
}

TEST(Writing, standard_output_that_is_full_or_closed_is_noticed) {
  const std::vector<std::vector<std::string>> lines = {
      {"equivariance", golden("grey.npy"), "--weights", golden("conv-w1-3x3.npy"), "--dx", "1", "--dy", "0"},
      {"count", "--input", "3x8x8", "relu"},
      {"--version"},
      {"--help"},
      {"conv", "--help"}};
  for (const std::vector<std::string>& line : lines) {
    SCOPED_TRACE(line.front());
    expect_refusal(run(line, {.standard_output = "/dev/full"}));
    expect_refusal(run(line, {.closed_output = true}));
  }
}

TEST(Writing, closed_streams_are_no_place_for_a_file) {
  const TemporaryFolder folder;
  const Outcome outcome = run({"flatten", golden("rgb.npy"), "--out", folder.file("v.npy")}, {.closed_output = true});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(read_npy(folder.file("v.npy")).shape(), Shape{3 * 5 * 7});
}

// What comes through a pipe can be read only once.
TEST(Reading, from_a_pipe) {
  const TemporaryFolder folder;
  const std::string pipe = folder.file("pipe"), out = folder.file("out.npy"), shot = folder.file("shot.png");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const auto fed = [&](const std::string& file, const std::vector<std::string>& line) {
    std::thread feeder([&] { std::ofstream(pipe, std::ios::binary) << contents(file); });
    const Outcome outcome = run(line);
    feeder.join();
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  };
  fed(golden("rgb8.png"), {"flatten", pipe, "--out", out});
  EXPECT_EQ(read_npy(out).size(), 3 * 5 * 6);
  fed(golden("rgb.npy"), {"flatten", pipe, "--out", out});
  EXPECT_EQ(read_npy(out).size(), 3 * 5 * 7);
  fed(golden("rgb8.png"), {"render", "--stage", "flatten", pipe, "--size", "64x64", "--out", shot});
  fed(golden("rgb.npy"), {"render", "--stage", "flatten", pipe, "--size", "64x64", "--out", shot});
}

// Whatever kills the program while it writes, nothing of it is left.
TEST(Writing, that_is_cut_short_leaves_nothing) {
  const TemporaryFolder folder;
  for (int delay = 1; delay < 40; delay += 6) {
    run({"flatten", "chelsea.png", "--size", "3000x3000", "--out", folder.file("v.npy")},
        {.killed_after = std::chrono::milliseconds(delay * 5)});
    const std::vector<std::string> names = folder.names();
    if (names.empty()) continue;
    ASSERT_EQ(names, std::vector<std::string>{"v.npy"});
    EXPECT_EQ(read_npy(folder.file("v.npy")).size(), 3 * 3000 * 3000);
    fs::remove(folder.file("v.npy"));
  }
}

}  // namespace
}  // namespace flatscope::testing
