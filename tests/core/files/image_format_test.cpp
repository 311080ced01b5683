// What the reader of headers lets through, and what becomes of damaged files.
#include "core/files/image_format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "core/files/image.h"
#include "core/files/npy.h"
#include "tests/core/files/image_files.h"

namespace flatscope {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

std::string sentence(const std::vector<std::byte>& bytes) {
  try {
    decode_image(bytes);
  } catch (const ImageError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

std::string png(std::size_t width, std::size_t height) {
  return std::string("\x89PNG\r\n\x1A\n", 8) + big_endian(13, 4) + "IHDR" + big_endian(width, 4) +
         big_endian(height, 4) + std::string("\x08\x02\0\0\0", 5) + big_endian(0, 4) + big_endian(0, 4) + "IEND" +
         big_endian(0, 4);
}

std::string bmp(std::size_t width, std::size_t height) {
  return "BM" + little_endian(54, 4) + little_endian(0, 4) + little_endian(54, 4) + little_endian(40, 4) +
         little_endian(width, 4) + little_endian(height, 4) + little_endian(1, 2) + little_endian(24, 2) +
         std::string(24, '\0');
}

std::string jpeg(std::size_t width, std::size_t height) {
  return std::string("\xFF\xD8\xFF\xC0", 4) + big_endian(17, 2) + '\x08' + big_endian(height, 2) +
         big_endian(width, 2) + std::string("\3\1\x11\0\2\x11\1\3\x11\1\xFF\xD9", 12);
}

std::string gif(std::size_t width, std::size_t height) {
  return "GIF89a" + little_endian(width, 2) + little_endian(height, 2) + std::string("\0\0\0;", 4);
}

std::string psd(std::size_t width, std::size_t height) {
  return "8BPS" + big_endian(1, 2) + std::string(6, '\0') + big_endian(3, 2) + big_endian(height, 4) +
         big_endian(width, 4) + big_endian(8, 2) + big_endian(3, 2) + std::string(14, '\0');
}

std::string hdr(std::size_t width, std::size_t height) {
  return "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y " + std::to_string(height) + " +X " + std::to_string(width) + "\n";
}

std::string pnm(std::size_t width, std::size_t height) {
  return "P6\n" + std::to_string(width) + " " + std::to_string(height) + "\n255\n";
}

TEST(Header, PromisesOfTooManyPixelsAreRefused) {
  for (auto* make : {png, bmp, jpeg, gif, psd, hdr, pnm}) {
    const std::string text = sentence(bytes_of(make(60'000, 60'000)));
    EXPECT_THAT(text, HasSubstr("60000 x 60000 pixels")) << make(1, 1).substr(0, 4);
    EXPECT_THAT(text, HasSubstr("250 million"));
  }
  EXPECT_THAT(sentence(bytes_of(png(4'000'000'000, 4'000'000'000))), HasSubstr("4000000000 x 4000000000"));
}

TEST(Header, PromisesThatTheFileIsTooShortForAreRefused) {
  for (auto* make : {png, bmp, jpeg, gif, psd, hdr}) {
    EXPECT_THAT(sentence(bytes_of(make(10'000, 10'000))), HasSubstr("more than a file of"));
  }
  EXPECT_THAT(sentence(bytes_of(pnm(10'000, 10'000))), HasSubstr("more than a file of"));
}

TEST(Header, NoPixelsAreRefused) {
  for (auto* make : {png, bmp, jpeg, gif, psd, hdr, pnm}) {
    EXPECT_THAT(sentence(bytes_of(make(0, 5))), HasSubstr("no pixels")) << make(1, 1).substr(0, 4);
    EXPECT_THAT(sentence(bytes_of(make(5, 0))), HasSubstr("no pixels")) << make(1, 1).substr(0, 4);
  }
}

TEST(Header, ThingsThatAreNoPictures) {
  EXPECT_THAT(sentence({}), HasSubstr("the file is empty"));
  for (const std::string& text :
       {std::string("Hello, this is a letter and not a picture at all.\n"), std::string("BM"), std::string("P"),
        std::string("P7\nWIDTH 2\n"), std::string("Bmerang, a long letter about something else"),
        std::string(1000, '\0'), std::string(1000, '\1'), std::string(1000, '\xFF'), std::string("\n\n\n\n")}) {
    EXPECT_THAT(sentence(bytes_of(text)), AnyOf(HasSubstr("not a picture"), HasSubstr("truncated"))) << text;
  }
  EXPECT_THAT(sentence(encode_npy(Tensor({10, 10}))), HasSubstr("not a picture"));
  EXPECT_THAT(sentence(bytes_of("RIFF\x10\x20\x30\x01WEBPVP8 and so on")), HasSubstr("WebP"));
  EXPECT_THAT(sentence(bytes_of(std::string("II*\0\1\2\3\4", 8))), HasSubstr("TIFF"));
  EXPECT_THAT(sentence(bytes_of(std::string("\0\0\0\x18"
                                            "ftypheic\0\0\0\0mif1heic",
                                            24))),
              HasSubstr("HEIC"));
  EXPECT_THAT(sentence(bytes_of("%PDF-1.7 and so on")), HasSubstr("PDF"));
}

TEST(Header, RandomBytesAreHardlyEverATga) {
  std::mt19937 generator(3);
  int decoded = 0;
  for (int round = 0; round < 5'000; ++round) {
    std::vector<std::byte> bytes(generator() % 2'000);
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(generator() & 255);
    decoded += sentence(bytes) == "nothing was thrown" ? 1 : 0;
  }
  EXPECT_EQ(decoded, 0);
}

TEST(Damage, APartOfAFileIsRefusedOrWhole) {
  for (const char* file : picture_files) {
    SCOPED_TRACE(file);
    const std::vector<std::byte> bytes = read_file(picture_path(file));
    const Image whole = decode_image(bytes);
    EXPECT_THAT(sentence({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() * 3 / 4)}),
                AnyOf(HasSubstr("truncated"), HasSubstr("damaged"), HasSubstr("not a picture")));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      try {
        // Only bytes that carry nothing of the picture may be missing.
        const Image part = decode_image(std::span(bytes).first(length));
        ASSERT_EQ(part.samples, whole.samples) << length << " of " << bytes.size();
        ASSERT_GE(length + 64, bytes.size());
      } catch (const ImageError&) {
      }
    }
  }
}

// A byte of the packed pixels that is another one than was written changes the picture, if not so that stb notices.
TEST(Damage, ChecksumsOfAPngAreKept) {
  for (const char* name : {"rgb.png", "interlaced.png", "palette_alpha.png", "deep.png"}) {
    SCOPED_TRACE(name);
    const std::vector<std::byte> whole = read_file(picture_path(name));
    std::string text(reinterpret_cast<const char*>(whole.data()), whole.size());
    EXPECT_EQ(sentence(whole), "nothing was thrown");
    for (const char* chunk : {"IHDR", "IDAT"}) {
      const std::size_t sum_of_idat = text.find(chunk) + 4 + (std::string(chunk) == "IHDR" ? 13 : 0);
      std::vector<std::byte> changed = whole;
      changed[std::string(chunk) == "IHDR" ? sum_of_idat : sum_of_idat + 5] ^= std::byte{16};
      EXPECT_THAT(sentence(changed), HasSubstr("a checksum in it")) << chunk;
    }
  }
}

TEST(Header, TheBeginningOfALongFileTells) {
  const auto refusal = [](const std::string& text) -> std::string {
    try {
      require_picture_beginning(bytes_of(text));
    } catch (const ImageError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(refusal(std::string(65536, '\0')), HasSubstr("not a picture"));
  EXPECT_THAT(refusal("RIFF1234WEBP" + std::string(65536, '\0')), HasSubstr("a WebP picture"));
  for (const char* name : picture_files) {
    const std::vector<std::byte> whole = read_file(picture_path(name));
    const std::size_t length = std::min<std::size_t>(whole.size(), 64);
    EXPECT_EQ(refusal({reinterpret_cast<const char*>(whole.data()), length}), "") << name;
  }
}

TEST(Damage, NothingElseIsThrownForMutatedFiles) {
  std::mt19937 generator(11);
  for (const char* file : picture_files) {
    SCOPED_TRACE(file);
    const std::vector<std::byte> good = read_file(picture_path(file));
    for (int round = 0; round < 400; ++round) {
      std::vector<std::byte> bytes = good;
      const int changes = 1 + static_cast<int>(generator() % 6);
      // The first bytes say the most, so they are hit more often.
      const std::size_t reach = round % 2 == 0 ? bytes.size() : std::min<std::size_t>(bytes.size(), 64);
      for (int i = 0; i < changes; ++i) bytes[generator() % reach] = static_cast<std::byte>(generator() & 255);
      if (round % 5 == 0) bytes.resize(generator() % bytes.size());
      try {
        const Image image = decode_image(bytes);
        const std::size_t samples = std::visit([](const auto& all) { return all.size(); }, image.samples);
        ASSERT_EQ(static_cast<std::int64_t>(samples), image.width * image.height * image.channels);
      } catch (const ImageError& error) {
        ASSERT_GT(std::string(error.what()).size(), 10U);
      }
    }
  }
}

}  // namespace
}  // namespace flatscope
