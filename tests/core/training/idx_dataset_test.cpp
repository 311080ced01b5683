#include "core/training/idx_dataset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/files/file.h"
#include "core/files/npy.h"
#include "tests/core/refusal.h"
#include "tests/core/training/temporary_folder.h"

namespace flatscope {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::filesystem::path goldens() { return path_from_utf8(FLATSCOPE_GOLDEN_DIR) / "dataset"; }

std::vector<std::uint8_t> golden_labels(const std::string& name) {
  const Tensor labels = decode_npy(read_file(goldens() / (name + ".npy")));
  return {labels.values().begin(), labels.values().end()};
}

std::string idx_text(std::vector<std::uint32_t> sizes, const std::string& values) {
  std::string text = {0, 0, 8, static_cast<char>(sizes.size())};
  for (const std::uint32_t size : sizes) {
    for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>(size >> shift & 255U);
  }
  return text + values;
}

// `count` pictures of 2 x 3, labels as given (one a sample).
void write_part(const TemporaryFolder& folder, const std::string& part, const std::string& labels,
                std::uint32_t height = 2) {
  const auto count = static_cast<std::uint32_t>(labels.size());
  folder.write(part + "-images-idx3-ubyte", idx_text({count, height, 3}, std::string(count * height * 3U, '\7')));
  folder.write(part + "-labels-idx1-ubyte", idx_text({count}, labels));
}

TEST(IdxFolder, HoldsWhatNumPyReadsInIt) {
  const FoundData found = load_idx_folder(goldens() / "idx");
  EXPECT_EQ(found.data.name, "idx");
  EXPECT_EQ(found.data.classes, (std::vector<std::string>{"0", "1", "2"}));
  EXPECT_EQ(found.data.train.images, decode_npy(read_file(goldens() / "idx_train.npy")));
  EXPECT_EQ(found.data.test.images, decode_npy(read_file(goldens() / "idx_t10k.npy")));
  EXPECT_EQ(found.data.train.labels, golden_labels("idx_train_labels"));
  EXPECT_EQ(found.data.test.labels, golden_labels("idx_t10k_labels"));
  EXPECT_EQ(found.report.used, 42);
  EXPECT_EQ(found.report.skipped, 0);
  EXPECT_TRUE(is_idx_folder(goldens() / "idx"));
  EXPECT_FALSE(is_idx_folder(goldens()));
  EXPECT_FALSE(is_idx_folder(goldens() / "no such folder"));
  EXPECT_EQ(load_idx_folder(goldens() / "idx", {"a", "b", "c", "d"}).data.classes.size(), 4U);
  EXPECT_EQ(load_idx_folder(goldens() / "idx" / "").data.name, "idx");
}

TEST(IdxFolder, SaysWhatDoesNotFit) {
  const TemporaryFolder folder;
  const auto refused = [&](std::vector<std::string> classes = {}) {
    return refusal<FileError>([&] { load_idx_folder(folder.path(), std::move(classes)); });
  };
  EXPECT_THAT(refused(), HasSubstr("holds no train-images-idx3-ubyte"));
  const std::string zero_one_two = {0, 1, 2}, ones = {1, 1, 1};
  write_part(folder, "train", zero_one_two);
  EXPECT_THAT(refused(), HasSubstr("holds no t10k-images-idx3-ubyte"));
  write_part(folder, "t10k", zero_one_two);
  EXPECT_EQ(refused(), "accepted");
  EXPECT_THAT(refused({"a", "b"}), AllOf(HasSubstr("train-labels-idx1-ubyte' gives sample 2 the label 2"),
                                         HasSubstr("past the last class, 1")));
  write_part(folder, "t10k", {0, 3, 1});
  EXPECT_THAT(refused(), HasSubstr("t10k-labels-idx1-ubyte' gives sample 1 the label 3, past the last class, 2"));
  write_part(folder, "t10k", zero_one_two, 4);
  EXPECT_THAT(refused(), AllOf(HasSubstr("t10k-images-idx3-ubyte' of 3 x 4"), HasSubstr("must be of one size")));
  write_part(folder, "t10k", zero_one_two);
  folder.write("t10k-labels-idx1-ubyte", idx_text({4}, "abcd"));
  EXPECT_THAT(refused(), AllOf(HasSubstr("t10k-images-idx3-ubyte' holds 3 pictures"), HasSubstr("4 labels")));
  folder.write("t10k-labels-idx1-ubyte", idx_text({3, 1}, zero_one_two));
  EXPECT_THAT(refused(), HasSubstr("t10k-labels-idx1-ubyte' holds values of shape 3 x 1, not one label"));
  folder.write("t10k-labels-idx1-ubyte", idx_text({3}, "ab"));
  EXPECT_THAT(refused(), HasSubstr("t10k-labels-idx1-ubyte' can't be used: it is cut off"));
  write_part(folder, "t10k", zero_one_two);
  folder.write("train-images-idx3-ubyte", idx_text({3}, zero_one_two));
  EXPECT_THAT(refused(), HasSubstr("train-images-idx3-ubyte' holds values of shape 3, not pictures"));
  write_part(folder, "train", ones);
  EXPECT_THAT(refused(), HasSubstr("train-labels-idx1-ubyte' has one class only"));
}

TEST(IdxFolder, ALabelFarPastTheOthersIsDamage) {
  const TemporaryFolder folder;
  std::string labels;
  for (int i = 0; i < 300; ++i) labels += static_cast<char>(i % 10);
  labels[123] = static_cast<char>(200);
  write_part(folder, "train", labels);
  write_part(folder, "t10k", {0, 1});
  EXPECT_THAT(refusal<FileError>([&] { load_idx_folder(folder.path()); }),
              HasSubstr("train-labels-idx1-ubyte' gives sample 123 the label 200, past the last class, 9"));
  // Numbers that begin at 1 are fine, and so are a few samples of many classes.
  labels[123] = static_cast<char>(10);
  write_part(folder, "train", labels);
  EXPECT_EQ(load_idx_folder(folder.path()).data.classes.size(), 11U);
  write_part(folder, "train", {0, 1, static_cast<char>(200)});
  EXPECT_EQ(load_idx_folder(folder.path()).data.classes.size(), 201U);
}

}  // namespace
}  // namespace flatscope
