#include "core/training/fashion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "core/files/npy.h"
#include "tests/core/refusal.h"
#include "tests/core/training/temporary_folder.h"

namespace flatscope {
namespace {

using testing::HasSubstr;

std::filesystem::path bundled() { return path_from_utf8(FLATSCOPE_SOURCE_DIR) / "assets" / "fashion" / "fashion.png"; }

void expect_golden(const LabelledImages& part, const std::string& name) {
  const auto golden = [&](const char* what) {
    return decode_npy(read_file(path_from_utf8(FLATSCOPE_GOLDEN_DIR) / "dataset" / ("fashion_" + name + what)));
  };
  const Tensor means = golden("_means.npy"), sums = golden("_sums.npy");
  const auto count = static_cast<std::int64_t>(part.labels.size()), of_class = count / 10;
  std::vector<double> mean(10 * 784), sum(10);
  for (std::int64_t i = 0; i < count; ++i) {
    ASSERT_EQ(part.labels[static_cast<std::size_t>(i)], i % 10);
    for (std::int64_t p = 0; p < 784; ++p) {
      const double value = static_cast<double>(part.images.data()[i * 784 + p]);
      mean[static_cast<std::size_t>(i % 10 * 784 + p)] += value / static_cast<double>(of_class);
      sum[static_cast<std::size_t>(i % 10)] +=
          value / 784.0 * static_cast<double>(i / 10 + 1) / static_cast<double>(of_class);
    }
  }
  for (std::size_t i = 0; i < mean.size(); ++i) ASSERT_NEAR(mean[i], means.values()[i], 1e-6) << i;
  for (std::size_t i = 0; i < sum.size(); ++i) ASSERT_NEAR(sum[i] / sums.values()[i], 1.0, 1e-5) << i;
}

TEST(Fashion, TheBundledPartIsWhatTheRuleSays) {
  const Dataset data = load_fashion_subset(bundled());
  EXPECT_EQ(data.name, "Fashion-MNIST");
  EXPECT_EQ(data.classes, fashion_classes());
  ASSERT_EQ(data.classes.size(), 10U);
  EXPECT_EQ(data.classes[9], "Ankle boot");
  ASSERT_EQ(data.train.images.shape(), (Shape{3000, 1, 28, 28}));
  ASSERT_EQ(data.test.images.shape(), (Shape{1000, 1, 28, 28}));
  expect_golden(data.train, "train");
  expect_golden(data.test, "t10k");
  const Dataset half = placed(load_fashion_subset(bundled()), fashion_placement);
  EXPECT_EQ(half.test.images.shape(), (Shape{1000, 1, 24, 24}));
  const EdgeRoom room = least_room(edge_rooms(half.train.images));
  EXPECT_EQ(room, (EdgeRoom{5, 5, 5, 5}));
}

TEST(Fashion, OtherFilesAreRefusedByName) {
  EXPECT_THAT(refusal<FileError>([] { load_fashion_subset(bundled().parent_path() / "SOURCES.md"); }),
              HasSubstr("SOURCES.md' can't be used"));
  EXPECT_THAT(
      refusal<FileError>([] { load_fashion_subset(path_from_utf8(FLATSCOPE_SOURCE_DIR) / "assets/images/horse.png"); }),
      HasSubstr("horse.png' is not the bundled sheet of clothes"));
  EXPECT_NE(refusal<FileError>([] { load_fashion_subset(bundled().parent_path() / "none.png"); }), "accepted");
}

TEST(Fashion, TheWholeOfItIsReadWhereItIsInstalled) {
  EXPECT_FALSE(fashion_is_installed(bundled().parent_path()));
  if (!fashion_is_installed()) GTEST_SKIP() << "the package dataset-fashion-mnist is not here";
  const FoundData found = load_whole_fashion();
  EXPECT_EQ(found.data.train.images.shape(), (Shape{60000, 1, 28, 28}));
  EXPECT_EQ(found.data.test.images.shape(), (Shape{10000, 1, 28, 28}));
  EXPECT_EQ(found.data.name, "Fashion-MNIST");
  EXPECT_EQ(found.report.used, 70000);
  // Its first training picture is an ankle boot, as everywhere.
  EXPECT_EQ(found.data.train.labels[0], 9);
}

}  // namespace
}  // namespace flatscope
