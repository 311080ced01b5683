#include "core/training/picture_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/files/image.h"
#include "core/files/npy.h"
#include "core/tensor/resample.h"
#include "core/training/fitted_picture.h"
#include "tests/core/refusal.h"
#include "tests/core/training/temporary_folder.h"

namespace flatscope {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::byte> grey_png(int value, std::int64_t side = 10) {
  return encode_png(std::vector<std::uint8_t>(static_cast<std::size_t>(side * side), static_cast<std::uint8_t>(value)),
                    side, side, 1);
}

// The grey values (times 255) of samples that have one grey value each.
std::vector<int> greys(const LabelledImages& part) {
  std::vector<int> values;
  const std::int64_t each = part.images.size() / part.images.shape()[0];
  for (std::int64_t i = 0; i < part.images.size(); i += each) {
    values.push_back(static_cast<int>(part.images.data()[i] * 255.0F + 0.5F));
  }
  return values;
}

TEST(PictureFolder, ClassesAreSubFoldersAndEveryFifthPictureIsForTesting) {
  const TemporaryFolder folder;
  for (int i = 1; i <= 11; ++i) folder.write("class10/img" + std::to_string(i) + ".png", grey_png(100 + i));
  for (int i = 1; i <= 3; ++i) folder.write("Class2/img" + std::to_string(i) + ".png", grey_png(i));
  folder.write(".hidden/img.png", grey_png(1));
  folder.write("Class2/.DS_Store", "x");
  folder.write("loose.png", grey_png(1));
  const std::optional<FoundData> found = load_picture_folder(folder.path(), {.canvas = 8});
  ASSERT_TRUE(found);
  EXPECT_THAT(found->data.classes, ElementsAre("Class2", "class10"));
  EXPECT_THAT(greys(found->data.train), ElementsAre(1, 101, 2, 102, 103, 104, 106, 107, 108, 109, 111));
  EXPECT_THAT(found->data.train.labels, ElementsAre(0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1));
  EXPECT_THAT(greys(found->data.test), ElementsAre(3, 105, 110));
  EXPECT_THAT(found->data.test.labels, ElementsAre(0, 1, 1));
  EXPECT_EQ(found->data.train.images.shape(), (Shape{11, 1, 8, 8}));
  EXPECT_EQ(found->report.used, 14);
  EXPECT_EQ(found->report.skipped, 0);
  EXPECT_THAT(found->report.problems, IsEmpty());
}

TEST(PictureFolder, WhatCannotBeReadIsSkippedCountedAndNamed) {
  const TemporaryFolder folder;
  for (int i = 0; i < 5; ++i) {
    folder.write("a/" + std::to_string(i) + ".png", grey_png(i));
    folder.write("b/" + std::to_string(i) + ".png", grey_png(50 + i));
  }
  folder.write("a/2.png", "no picture");
  std::vector<std::byte> cut = grey_png(1, 100);
  cut.resize(cut.size() / 2);
  folder.write("b/1.png", cut);
  folder.write("b/notes.txt", "words");
  folder.write("b/more/x.png", grey_png(1));
  folder.write("c/empty.png", "");
  folder.write("d/one.png", grey_png(9));
  for (int i = 0; i < 4; ++i) folder.write("a/bad" + std::to_string(i), "bad");
  const std::optional<FoundData> found = load_picture_folder(folder.path());
  ASSERT_TRUE(found);
  EXPECT_THAT(found->data.classes, ElementsAre("a", "b"));
  EXPECT_EQ(found->report.used, 8);
  EXPECT_EQ(found->report.skipped, 10);  // 2.png, 1.png, notes.txt, more, empty.png, one.png, four bad ones
  ASSERT_EQ(found->report.problems.size(), 5U);
  EXPECT_THAT(found->report.problems[0], HasSubstr("more"));
  for (const std::string& problem : found->report.problems) EXPECT_THAT(problem, HasSubstr("'")) << problem;
  EXPECT_THAT(greys(found->data.test), ElementsAre(4, 54));
}

TEST(PictureFolder, SaysWhyAFolderIsOfNoUse) {
  const TemporaryFolder folder;
  const auto refused = [&](const PictureFolderSettings& settings = {}) {
    return refusal<FileError>([&] { load_picture_folder(folder.path(), settings); });
  };
  EXPECT_THAT(refusal<FileError>([&] { load_picture_folder(folder.path() / "none"); }),
              HasSubstr("none' can't be read"));
  EXPECT_THAT(refused(), HasSubstr("has no sub-folders; one for each class"));
  folder.write("loose.png", grey_png(1));
  EXPECT_THAT(refused(), HasSubstr("has no sub-folders"));
  std::filesystem::create_directories(folder.path() / "a");
  EXPECT_THAT(refused(), HasSubstr("hold no pictures"));
  folder.write("a/1.png", "x");
  EXPECT_THAT(refused(), AllOf(HasSubstr("hold no picture that can be read"), HasSubstr("1.png")));
  folder.write("a/1.png", grey_png(1));
  EXPECT_THAT(refused(), HasSubstr("has no class with two pictures; at least two"));
  folder.write("a/2.png", grey_png(2));
  EXPECT_THAT(refused(), AllOf(HasSubstr("one class only, 'a'"), HasSubstr("at least two sub-folders")));
  folder.write("b/1.png", grey_png(1));
  EXPECT_THAT(refused(), AllOf(HasSubstr("one class only, 'a'"), HasSubstr("The class 'b' was left out")));
  folder.write("b/2.png", grey_png(2));
  EXPECT_EQ(refused(), "accepted");
  EXPECT_NE(refusal([&] { load_picture_folder(folder.path(), {.canvas = 7}); }), "accepted");
  PictureFolderSettings few;
  few.limits.most_listed = 3;
  EXPECT_THAT(refused(few), HasSubstr("holds more than 3 files, which are too many"));
  for (int i = 0; i < 257; ++i) std::filesystem::create_directories(folder.path() / std::to_string(i));
  EXPECT_THAT(refused(), HasSubstr("has more than 256 sub-folders"));
}

TEST(PictureFolder, LimitsCutAllClassesAlike) {
  const TemporaryFolder folder;
  for (int i = 0; i < 40; ++i) {
    folder.write("a/" + std::to_string(i) + ".png", grey_png(i));
    if (i < 6) folder.write("b/" + std::to_string(i) + ".png", grey_png(100 + i));
  }
  PictureFolderSettings settings;
  settings.limits.most_used = 20;
  std::optional<FoundData> found = load_picture_folder(folder.path(), settings);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->report.used, 20);  // 14 and 6
  EXPECT_EQ(found->report.skipped, 26);
  EXPECT_THAT(found->report.problems, ElementsAre(HasSubstr("holds 46 files; the first 14 of each class are used.")));
  settings = {};
  settings.limits.most_bytes = grey_png(0).size() * 8;
  found = load_picture_folder(folder.path(), settings);
  ASSERT_TRUE(found);
  EXPECT_LT(found->report.used, 12);
  EXPECT_GE(found->report.used, 8);
  EXPECT_EQ(found->report.used + found->report.skipped, 46);
  EXPECT_THAT(found->report.problems, ElementsAre(HasSubstr("files were left out")));
  settings = {};
  settings.limits.most_file_bytes = 10;
  EXPECT_THAT(refusal<FileError>([&] { load_picture_folder(folder.path(), settings); }), HasSubstr("0.png"));
}

TEST(PictureFolder, GoesPieceByPieceAndCanBeStopped) {
  const TemporaryFolder folder;
  for (int i = 0; i < 300; ++i) folder.write("a/" + std::to_string(i), "");
  for (int i = 0; i < 5; ++i) {
    folder.write("a/x" + std::to_string(i) + ".png", grey_png(i));
    folder.write("b/x" + std::to_string(i) + ".png", grey_png(i));
  }
  PictureFolder reader(folder.path());
  int pieces = 0;
  std::int64_t before = 0;
  while (reader.advance()) {
    ++pieces;
    EXPECT_LE(reader.done() - before, 1);
    before = reader.done();
  }
  EXPECT_EQ(reader.done(), 310);
  EXPECT_EQ(reader.total(), 310);
  EXPECT_GT(pieces, 310);
  EXPECT_FALSE(reader.advance());
  EXPECT_EQ(reader.take().report.used, 10);
  int calls = 0;
  EXPECT_FALSE(load_picture_folder(folder.path(), {}, [&](std::int64_t, std::int64_t) { return ++calls < 20; }));
  EXPECT_EQ(calls, 20);
}

TEST(FittedPicture, KeepsTheAspectAndFillsTheCanvas) {
  // Red, twice as wide as high.
  std::vector<std::uint8_t> red;
  for (int i = 0; i < 40 * 20; ++i) red.insert(red.end(), {255, 0, 0});
  const std::vector<std::byte> png = encode_png(red, 40, 20, 3);
  const Tensor colour = fitted_picture(png, 16, true), grey = fitted_picture(png, 16, false);
  ASSERT_EQ(colour.shape(), (Shape{3, 16, 16}));
  ASSERT_EQ(grey.shape(), (Shape{1, 16, 16}));
  for (std::int64_t row = 0; row < 16; ++row) {
    const bool inside = row >= 4 && row < 12;
    for (std::int64_t column = 0; column < 16; ++column) {
      EXPECT_EQ(colour.at(0, row, column), inside ? 1.0F : 0.0F);
      EXPECT_EQ(colour.at(1, row, column), 0.0F);
      EXPECT_NEAR(grey.at(0, row, column), inside ? 0.2126F : 0.0F, 1e-6F);
    }
  }
  // A small one is enlarged.
  const Tensor slope({1, 2, 2}, {0.0F, 1.0F, 0.0F, 1.0F});
  EXPECT_EQ(fitted_picture(encode_npy(slope), 8, false), resample_bilinear(slope, 8, 8));
  EXPECT_EQ(fitted_picture(encode_png(slope), 8, false), resample_bilinear(slope, 8, 8));
  // Values out of range are brought in; one channel fills all three.
  const Tensor wild({2, 1}, {-3.0F, 7.0F});
  const Tensor tamed = fitted_picture(encode_npy(wild), 2, true);
  EXPECT_EQ(tamed, Tensor({3, 2, 2}, {0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0}));
  EXPECT_THROW(fitted_picture(encode_npy(Tensor({2, 3, 3})), 8, false), NpyError);
}

TEST(FittedPicture, TransparentPixelsLieOnWhite) {
  const std::vector<std::uint8_t> samples = {0, 255, 0, 0,
                                             0, 0,   0, 255};  // grey and alpha: black, nothing; nothing, black
  const std::vector<std::byte> png = encode_png(samples, 2, 2, 2);
  const Tensor small = fitted_picture(png, 2, false);
  EXPECT_EQ(small, Tensor({1, 2, 2}, {0.0F, 1.0F, 1.0F, 0.0F}));
  EXPECT_NEAR(fitted_picture(png, 1, false).at(0, 0, 0), 0.5F, 1e-6F);
  const Tensor large = fitted_picture(png, 8, false);
  EXPECT_NEAR(large.at(0, 0, 0), 0.0F, 1e-6F);
  EXPECT_NEAR(large.at(0, 0, 7), 1.0F, 1e-6F);
}

}  // namespace
}  // namespace flatscope
