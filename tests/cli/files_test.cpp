// Results are written whole or not at all.
#include <gtest/gtest.h>

#include <fstream>

#include "program.h"

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

TEST(Writing, standard_output_that_is_full_is_noticed) {
  const Outcome outcome =
      run({"equivariance", golden("grey.npy"), "--weights", golden("conv-w1-3x3.npy"), "--dx", "1", "--dy", "0"},
          {.standard_output = "/dev/full"});
  expect_refusal(outcome);
}

}  // namespace
}  // namespace flatscope::testing
