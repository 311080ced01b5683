#include "core/files/image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "core/files/file.h"
#include "core/files/npy.h"
#include "tests/core/files/image_files.h"

#ifndef _WIN32
#include <unistd.h>
#endif

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::vector<double> samples_of(const Image& image) {
  return std::visit([](const auto& samples) { return std::vector<double>(samples.begin(), samples.end()); },
                    image.samples);
}

template <typename Body>
std::string sentence(const Body& body) {
  try {
    body();
  } catch (const ImageError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

struct Case {
  const char* file;
  const char* original;
  int channels;
};

TEST(Decode, FormatsThatLoseNothing) {
  for (const Case& one : {
           Case{"rgb.png", "few", 3},           Case{"interlaced.png", "few", 3}, Case{"palette.png", "few", 3},
           Case{"palette_alpha.png", "cut", 4}, Case{"rgba.png", "few_alpha", 4}, Case{"grey.png", "grey", 1},
           Case{"bits.png", "bits", 1},         Case{"deep.png", "deep", 3},      Case{"rgb.bmp", "few", 3},
           Case{"palette.bmp", "few", 3},       Case{"rgba.bmp", "few_alpha", 4}, Case{"rgb.tga", "few", 3},
           Case{"packed.tga", "few", 3},        Case{"rgba.tga", "few_alpha", 4}, Case{"grey.tga", "grey", 1},
           Case{"plain.gif", "few", 3},         Case{"cut.gif", "cut", 4},        Case{"plain.psd", "few", 3},
           Case{"packed.psd", "few", 3},        Case{"deep.psd", "deep", 3},      Case{"raw.pbm", "bits", 1},
           Case{"raw.pgm", "grey", 1},          Case{"raw.ppm", "few", 3},        Case{"deep.ppm", "deep", 3},
           Case{"text.pbm", "bits", 1},         Case{"text.pgm", "grey", 1},      Case{"text.ppm", "few", 3},
       }) {
    SCOPED_TRACE(one.file);
    const Image image = load_image(picture_path(one.file));
    const Tensor original = decode_npy(read_file(picture_path(std::string(one.original) + ".npy")));
    EXPECT_EQ(image.width, 13);
    EXPECT_EQ(image.height, 10);
    ASSERT_EQ(image.channels, one.channels);
    const bool deep = std::string(one.original) == "deep";
    EXPECT_EQ(image.samples.index(), deep ? 1U : 0U);
    const std::vector<double> samples = samples_of(image);
    ASSERT_EQ(static_cast<std::int64_t>(samples.size()), original.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
      // What no one can see need not be kept.
      const std::size_t alpha = i / 4 * 4 + 3;
      if (one.channels == 4 && i % 4 != 3 && original.values()[alpha] == 0.0F) continue;
      ASSERT_EQ(samples[i], original.values()[i]) << i;
    }
  }
}

TEST(Decode, JpegIsClose) {
  const Tensor original = decode_npy(read_file(picture_path("smooth.npy")));
  for (const char* file : {"baseline.jpg", "subsampled.jpg", "progressive.jpg", "grey.jpg"}) {
    SCOPED_TRACE(file);
    const Image image = load_image(picture_path(file));
    EXPECT_EQ(image.width, 53);
    EXPECT_EQ(image.height, 40);
    ASSERT_EQ(image.channels, std::string(file) == "grey.jpg" ? 1 : 3);
    const std::vector<double> samples = samples_of(image);
    for (std::size_t pixel = 0; pixel < 53 * 40; ++pixel) {
      for (std::size_t c = 0; c < static_cast<std::size_t>(image.channels); ++c) {
        ASSERT_NEAR(samples[pixel * static_cast<std::size_t>(image.channels) + c], original.values()[pixel * 3 + c],
                    12);
      }
    }
  }
}

TEST(Decode, RadianceIsAsStored) {
  const Tensor original = decode_npy(read_file(picture_path("smooth.npy")));
  const Image image = load_image(picture_path("light.hdr"));
  ASSERT_EQ(image.samples.index(), 2U);
  const std::vector<double> samples = samples_of(image);
  ASSERT_EQ(static_cast<std::int64_t>(samples.size()), original.size());
  // Eight bits for the brightest of the three, as many steps for the others.
  for (std::size_t i = 0; i < samples.size(); ++i) ASSERT_NEAR(samples[i], original.values()[i] / 255.0F, 0.01);
}

TEST(Decode, PnmStretchesToItsWhite) {
  const Image three = decode_image(bytes_of("P2 # a comment\n4 1\n# another\n3\n0 1 2 3"));
  EXPECT_EQ(samples_of(three), (std::vector<double>{0, 85, 170, 255}));
  const Image wide = decode_image(bytes_of("P2 3 1 1000 0 500 1000 "));
  EXPECT_EQ(samples_of(wide), (std::vector<double>{0, 32768, 65535}));
  EXPECT_EQ(samples_of(decode_image(bytes_of("P1 3 2 010 1\n1 0"))), (std::vector<double>{255, 0, 255, 0, 0, 255}));
  EXPECT_THAT(sentence([] { decode_image(bytes_of("P2 1 1 3 4 ")); }), HasSubstr("brighter than its white"));
  EXPECT_THAT(sentence([] { decode_image(bytes_of("P5 2 2 0 \1\2\3\4")); }), HasSubstr("from 1 to 65535"));
  EXPECT_THAT(sentence([] { decode_image(bytes_of("P5 2 2 255\n123")); }), HasSubstr("truncated"));
}

TEST(Decode, BundledPicturesOpen) {
  for (const auto& entry : fs::directory_iterator(path_from_utf8(FLATSCOPE_SOURCE_DIR) / "assets" / "images")) {
    const std::string extension = utf8(entry.path().extension());
    if (extension != ".png" && extension != ".jpg") continue;
    const Image image = load_image(entry.path());
    EXPECT_GT(image.width, 100) << entry.path();
    const Range range = value_range(to_tensor(image).values());
    EXPECT_GT(range.high - range.low, 0.5F) << entry.path();
  }
}

TEST(Decode, ManyThreadsAtOnce) {
  std::vector<std::vector<double>> alone;
  for (const char* file : picture_files) alone.push_back(samples_of(load_image(picture_path(file))));
  std::vector<int> wrong(4);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int round = 0; round < 5; ++round) {
        for (std::size_t i = 0; i < alone.size(); ++i) {
          const std::size_t file = (i + t * 7) % alone.size();
          if (samples_of(load_image(picture_path(picture_files[file]))) != alone[file]) ++wrong[t];
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int count : wrong) EXPECT_EQ(count, 0);
}

TEST(Tensors, AreTheSamplesOverFullScale) {
  Image image;
  image.width = 256;
  image.height = 1;
  image.channels = 1;
  std::vector<std::uint8_t> all(256);
  for (std::size_t i = 0; i < 256; ++i) all[i] = static_cast<std::uint8_t>(i);
  image.samples = all;
  const Tensor tensor = to_tensor(image);
  ASSERT_EQ(tensor.shape(), (Shape{1, 1, 256}));
  for (std::size_t i = 0; i < 256; ++i) ASSERT_EQ(tensor.values()[i], static_cast<float>(i) / 255.0F);
  EXPECT_EQ(alpha_mask(image), Tensor({1, 256}, std::vector<float>(256, 1.0F)));

  const Image deep = load_image(picture_path("deep.png"));
  EXPECT_EQ(to_tensor(deep).at(0, 2, 3), (2 * 6000 + 3 * 777) / 65535.0F);
  const Image clear = load_image(picture_path("rgba.png"));
  EXPECT_EQ(to_tensor(clear).shape(), (Shape{3, 10, 13}));
  EXPECT_EQ(to_tensor(clear).at(0, 5, 6), 170 / 255.0F);
  EXPECT_EQ(alpha_mask(clear).shape(), (Shape{10, 13}));
  EXPECT_EQ(alpha_mask(clear).at(0, 5, 6), 1.0F);
  EXPECT_EQ(alpha_mask(clear).at(0, 9, 0), 128 / 255.0F);
}

// With one colour or three, at every depth: the mask is the alpha, the colours are the others, each pixel at its place.
template <class Sample>
void alpha_is_kept_apart(double full) {
  for (const int channels : {2, 4}) {
    SCOPED_TRACE(channels);
    Image image;
    image.width = 3;
    image.height = 2;
    image.channels = channels;
    std::vector<Sample> samples;
    std::vector<std::vector<float>> planes(static_cast<std::size_t>(channels));
    for (int pixel = 0; pixel < 6; ++pixel) {
      for (int c = 0; c < channels; ++c) {
        const double share = (1 + pixel * channels + c) / 32.0;
        samples.push_back(static_cast<Sample>(share * full));
        planes[static_cast<std::size_t>(c)].push_back(static_cast<float>(static_cast<double>(samples.back()) / full));
      }
    }
    image.samples = samples;
    const Tensor tensor = to_tensor(image);
    ASSERT_EQ(tensor.shape(), (Shape{channels - 1, 2, 3}));
    for (int c = 0; c + 1 < channels; ++c)
      for (std::size_t i = 0; i < 6; ++i)
        EXPECT_FLOAT_EQ(tensor.plane(c)[i], planes[static_cast<std::size_t>(c)][i]) << "channel " << c << ", " << i;
    const Tensor mask = alpha_mask(image);
    ASSERT_EQ(mask.shape(), (Shape{2, 3}));
    for (std::size_t i = 0; i < 6; ++i) EXPECT_FLOAT_EQ(mask.values()[i], planes.back()[i]) << i;
  }
}

TEST(Tensors, AlphaIsKeptApartOf8Bit) { alpha_is_kept_apart<std::uint8_t>(255.0); }
TEST(Tensors, AlphaIsKeptApartOf16Bit) { alpha_is_kept_apart<std::uint16_t>(65535.0); }
TEST(Tensors, AlphaIsKeptApartOfFloat) { alpha_is_kept_apart<float>(1.0); }

TEST(Png, ComesBackAsItWasWritten) {
  for (int channels = 1; channels <= 4; ++channels) {
    std::vector<std::uint8_t> samples(static_cast<std::size_t>(17 * 75 * channels));
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<std::uint8_t>(i * 73);
    const Image image = decode_image(encode_png(samples, 17, 75, channels));
    EXPECT_EQ(image.width, 17);
    EXPECT_EQ(image.height, 75);
    EXPECT_EQ(image.channels, channels);
    EXPECT_EQ(std::get<std::vector<std::uint8_t>>(image.samples), samples);
  }
}

TEST(Png, OfTensors) {
  for (const Shape& shape : {Shape{5, 4}, Shape{1, 5, 4}, Shape{3, 5, 4}, Shape{4, 5, 4}}) {
    Tensor tensor(shape);
    for (std::size_t i = 0; i < tensor.values().size(); ++i) tensor.values()[i] = static_cast<float>(i) / 79.0F;
    const Image image = decode_image(encode_png(tensor));
    const std::vector<double> samples = samples_of(image);
    for (std::int64_t channel = 0; channel < tensor.channels(); ++channel) {
      for (std::int64_t i = 0; i < 20; ++i) {
        EXPECT_EQ(samples[static_cast<std::size_t>(i * tensor.channels() + channel)],
                  std::round(tensor.plane(channel)[static_cast<std::size_t>(i)] * 255.0F));
      }
    }
  }
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(samples_of(decode_image(encode_png(Tensor({1, 4}, {-5.0F, 7.0F, nan, 0.5F})))),
            (std::vector<double>{0, 255, 0, 128}));
  EXPECT_THROW(encode_png(Tensor({2, 5, 4})), std::invalid_argument);
  EXPECT_THROW(encode_png(Tensor({5})), std::invalid_argument);
  EXPECT_THROW(encode_png(Tensor({3, 0, 4})), std::invalid_argument);
  EXPECT_THROW(encode_png(std::vector<std::uint8_t>(10), 3, 3, 1), std::invalid_argument);
  EXPECT_THROW(encode_png(std::vector<std::uint8_t>(9), 3, 4, 1), std::invalid_argument);
  EXPECT_THROW(encode_png(std::vector<std::uint8_t>(45), 3, 3, 5), std::invalid_argument);
  EXPECT_THROW(encode_png(std::vector<std::uint8_t>(), 3, 0, 1), std::invalid_argument);
  EXPECT_THROW(encode_png(std::vector<std::uint8_t>(), std::int64_t{1} << 40, std::int64_t{1} << 40, 3),
               std::invalid_argument);
}

TEST(Load, SaysWhatIsWrong) {
  EXPECT_THAT(sentence([] { load_image("no such picture.png"); }), HasSubstr("no such file"));
  EXPECT_THAT(sentence([] { load_image(fs::temp_directory_path()); }), HasSubstr("a folder"));
#ifndef _WIN32
  std::string name = (fs::temp_directory_path() / "flatscope-image-XXXXXX").string();
  const int file = mkstemp(name.data());
  ASSERT_GE(file, 0);
  close(file);
  EXPECT_THAT(sentence([&] { load_image(name); }), HasSubstr("empty"));
  if (geteuid() != 0) {
    fs::permissions(name, fs::perms::none);
    EXPECT_THAT(sentence([&] { load_image(name); }), HasSubstr("no permission"));
  }
  fs::remove(name);
#endif
}

}  // namespace
}  // namespace flatscope
