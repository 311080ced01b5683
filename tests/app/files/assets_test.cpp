#include "app/files/assets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "app/files/toml_text.h"
#include "core/files/file.h"
#include "core/files/npy.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST(Assets, AreFoundFromTheProgramOrTheSourceTree) {
  EXPECT_TRUE(fs::is_regular_file(resources() / "assets" / "images" / "chelsea.png"));
}

TEST(Assets, TheEnvironmentGoesFirst) {
  const test::TemporaryFolder folder;
  const test::Environment named("FLATSCOPE_RESOURCES", folder.path().string());
  try {
    resources();
    FAIL() << "there is no assets folder yet";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr(folder.path().string()));
  }
  fs::create_directory(folder.path() / "assets");
  EXPECT_EQ(resources(), folder.path());
}

TEST(Assets, EveryBundledPictureOpens) {
  std::vector<std::string> titles;
  for (const BundledImage& one : bundled_images()) {
    const auto image = bundled_image(one.name);
    EXPECT_GT(image->width, 300);
    EXPECT_EQ(bundled_image(one.name), image);  // decoded once
    titles.push_back(one.title);
  }
  EXPECT_THAT(titles,
              testing::ElementsAre("Cat", "Astronaut", "Photographer", "Coffee", "Coins", "Horse", "Wall", "Rocket"));
}

TEST(Assets, OnlyBundledNamesAreBundled) {
  EXPECT_THROW(bundled_image("../digits/digits.csv.gz"), ImageError);
  EXPECT_THROW(bundled_image(""), ImageError);
}

TEST(Assets, DigitsAreThere) {
  EXPECT_EQ(bundled_digits().images.shape(), (Shape{1797, 8, 8}));
  EXPECT_EQ(bundled_digits().labels[0], 0);
  EXPECT_EQ(bundled_digits().labels[1], 1);
}

TEST(Assets, AFirstStartShowsTheCat) {
  Scene scene = first_scene();
  ASSERT_EQ(scene.pictures.size(), 1U);
  EXPECT_EQ(scene.pictures[0].bundled, "chelsea.png");
  const Scene as_given = scene;
  clamp(scene);
  EXPECT_EQ(scene, as_given);
}

class Opening : public testing::Test {
 protected:
  fs::path save(const Tensor& tensor, const std::string& name = "a.npy") {
    const fs::path path = folder_.path() / name;
    write_file(path, encode_npy(tensor));
    return path;
  }
  std::string error_of(const fs::path& path) {
    try {
      open_picture(path);
    } catch (const ImageError& error) {
      return error.what();
    }
    return {};
  }
  test::TemporaryFolder folder_;
};

TEST_F(Opening, ArraysBecomePictures) {
  const Tensor colour({3, 2, 2}, {0.0F, 0.1F, 0.2F, 0.3F, 0.4F, 0.5F, 0.6F, 0.7F, 0.8F, 0.9F, 1.0F, 0.5F});
  const Picture picture = open_picture(save(colour));
  EXPECT_EQ(picture.image->channels, 3);
  EXPECT_EQ(to_tensor(*picture.image), colour);
  EXPECT_TRUE(picture.bundled.empty());
  EXPECT_TRUE(picture.path.is_absolute());

  const Tensor grey({2, 3}, {0.0F, 0.1F, 0.2F, 0.3F, 0.4F, 0.5F});
  EXPECT_EQ(to_tensor(*open_picture(save(grey)).image), grey.reshaped({1, 2, 3}));
  EXPECT_EQ(to_tensor(*open_picture(save(grey.reshaped({1, 2, 3}))).image), grey.reshaped({1, 2, 3}));
}

TEST_F(Opening, ValuesOfArraysAreClamped) {
  const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
  const Picture picture = open_picture(save(Tensor({1, 5}, {-2.0F, 3.0F, nan, inf, -inf})));
  EXPECT_EQ(std::get<std::vector<float>>(picture.image->samples), (std::vector{0.0F, 1.0F, 0.0F, 1.0F, 0.0F}));
}

TEST_F(Opening, ArraysOfOtherShapesAreRefused) {
  for (const Shape& shape : {Shape{4}, Shape{2, 3, 3}, Shape{1, 3, 2, 2}, Shape{0, 4}}) {
    const std::string error = error_of(save(Tensor(shape), "odd.npy"));
    EXPECT_THAT(error, HasSubstr("odd.npy"));
    EXPECT_THAT(error, HasSubstr("shape"));
  }
}

TEST_F(Opening, WhatCannotBeOpenedIsNamed) {
  const fs::path& folder = folder_.path();
  test::write_text(folder / "empty.png", "");
  test::write_text(folder / "words.jpg", "these are words");
  const std::string npy = test::read_text(save(Tensor({4, 4})));
  test::write_text(folder / "cut.npy", npy.substr(0, npy.size() - 9));
  fs::create_directory(folder / "folder.png");
  for (const char* name : {"missing.png", "empty.png", "words.jpg", "cut.npy", "folder.png"}) {
    EXPECT_THAT(error_of(folder / name), HasSubstr(name));
  }
}

TEST(Base64, RoundTripsAndRefuses) {
  Generator generator(71);
  for (std::size_t size = 0; size < 200; ++size) {
    std::vector<std::uint8_t> bytes(size);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(test::below(generator, 256));
    EXPECT_EQ(from_base64(base64(bytes)), bytes);
  }
  const std::string text = "flatscope";
  EXPECT_EQ(base64(std::vector<std::uint8_t>(text.begin(), text.end())), "ZmxhdHNjb3Bl");
  for (const char* wrong : {"A", "AB", "ABC", "AB=C", "A===", "====", "AB==CDEF", "AB C", "ab\n="}) {
    EXPECT_FALSE(from_base64(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace flatscope
