// `cmake --install` makes a folder that works wherever it lies.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/files/file.h"
#include "tests/app/cli/program.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;

TEST(Install, BringsTheProgramAndItsAssets) {
  const TemporaryFolder place;
  const std::string prefix = place.file("usr"), log = place.file("log");
  const std::string install = "'" FLATSCOPE_CMAKE "' --install '" FLATSCOPE_BUILD_DIR "' --prefix '" + prefix + "'";
  ASSERT_EQ(std::system((install + " > '" + log + "' 2>&1").c_str()), 0);
  const fs::path program = fs::path(prefix) / "bin" / "flatscope", share = fs::path(prefix) / "share" / "flatscope";
  ASSERT_TRUE(fs::exists(program));

  // Another picture under the name of a bundled one: only who looks into the installed folder can find it.
  write_npy(place.file("two.npy"), Tensor({1, 1, 2}));
  ASSERT_EQ(run({"shift", place.file("two.npy"), "--dx", "0", "--dy", "0", "--out", place.file("two.png")}).exit_code,
            0);
  fs::copy_file(place.file("two.png"), share / "assets" / "images" / "chelsea.png",
                fs::copy_options::overwrite_existing);
  const std::string flatten =
      "cd / && '" + program.string() + "' flatten chelsea.png --grey --out '" + place.file("v.npy") + "'";
  ASSERT_EQ(std::system(flatten.c_str()), 0);
  EXPECT_EQ(read_npy(place.file("v.npy")).size(), 2);
}

}  // namespace
}  // namespace flatscope::testing
