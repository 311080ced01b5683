// `cmake --install` makes a folder that works wherever it lies.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/files/file.h"
#include "tests/app/cli/program.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;

// Puts another picture under the name of a bundled one into `assets`: only who looks there can find it.
void put_two_pixels(const TemporaryFolder& place, const fs::path& assets) {
  write_npy(place.file("two.npy"), Tensor({1, 1, 2}));
  ASSERT_EQ(run({"shift", place.file("two.npy"), "--dx", "0", "--dy", "0", "--out", place.file("two.png")}).exit_code,
            0);
  fs::create_directories(assets / "images");
  fs::copy_file(place.file("two.png"), assets / "images" / "chelsea.png", fs::copy_options::overwrite_existing);
}

// How many values the picture has that `program` takes for the bundled one, when it runs somewhere else.
std::int64_t values_seen(const TemporaryFolder& place, const fs::path& program) {
  const std::string flatten =
      "cd / && '" + program.string() + "' flatten chelsea.png --grey --out '" + place.file("v.npy") + "'";
  return std::system(flatten.c_str()) == 0 ? read_npy(place.file("v.npy")).size() : -1;
}

TEST(Install, BringsTheProgramAndItsAssets) {
  const TemporaryFolder place;
  const std::string prefix = place.file("usr"), log = place.file("log");
  const std::string install = "'" FLATSCOPE_CMAKE "' --install '" FLATSCOPE_BUILD_DIR "' --prefix '" + prefix + "'";
  ASSERT_EQ(std::system((install + " > '" + log + "' 2>&1").c_str()), 0);
  const fs::path program = fs::path(prefix) / "bin" / "flatscope", share = fs::path(prefix) / "share" / "flatscope";
  ASSERT_TRUE(fs::exists(program));
  put_two_pixels(place, share / "assets");
  EXPECT_EQ(values_seen(place, program), 2);
  // A link to it, as a person puts one on their path.
  fs::create_symlink(program, place.file("link"));
  EXPECT_EQ(values_seen(place, place.file("link")), 2);
}

TEST(Install, AssetsBesideTheProgramAreFound) {
  const TemporaryFolder place;
  fs::copy_file(FLATSCOPE_BINARY, place.file("flatscope"));
  put_two_pixels(place, place.file("assets"));
  EXPECT_EQ(values_seen(place, place.file("flatscope")), 2);
}

TEST(Install, AssetsAboveABuildTreeAreFound) {
  const TemporaryFolder place;
  fs::create_directory(place.file("build"));
  fs::copy_file(FLATSCOPE_BINARY, place.file("build/flatscope"));
  put_two_pixels(place, place.file("assets"));
  EXPECT_EQ(values_seen(place, place.file("build/flatscope")), 2);
  EXPECT_GT(values_seen(place, FLATSCOPE_BINARY), 2);
}

}  // namespace
}  // namespace flatscope::testing
