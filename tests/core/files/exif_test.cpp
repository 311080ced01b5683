#include "core/files/exif.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "core/files/image.h"
#include "tests/core/files/image_files.h"

namespace flatscope {
namespace {

// The integer types of TIFF, and how many bytes a value of each takes.
struct Type {
  int number, bytes;
};
constexpr Type short_type{3, 2};
constexpr Type integer_types[] = {{1, 1}, short_type, {4, 4}, {6, 1}, {8, 2}, {9, 4}};

// A TIFF header with one directory of one entry: tag 0x0112, the type (SHORT is the standard's), the orientation.
std::string block(int orientation, bool big, Type type = short_type) {
  const auto number = [&](std::size_t value, int count) {
    return big ? big_endian(value, count) : little_endian(value, count);
  };
  return std::string(big ? "MM" : "II") + number(42, 2) + number(8, 4) + number(1, 2) + number(0x0112, 2) +
         number(static_cast<std::size_t>(type.number), 2) + number(1, 4) +
         number(static_cast<std::size_t>(orientation), type.bytes) +
         std::string(static_cast<std::size_t>(4 - type.bytes), '\0') + number(0, 4);
}

std::vector<std::byte> jpeg_with(const std::vector<std::byte>& jpeg, const std::string& exif) {
  const std::string body = std::string("Exif\0\0", 6) + exif;
  const std::vector<std::byte> segment = bytes_of("\xFF\xE1" + big_endian(body.size() + 2, 2) + body);
  std::vector<std::byte> result = jpeg;
  result.insert(result.begin() + 2, segment.begin(), segment.end());
  return result;
}

std::vector<std::byte> png_with(const std::vector<std::byte>& png, const std::string& exif) {
  const std::vector<std::byte> chunk = bytes_of(big_endian(exif.size(), 4) + "eXIf" + exif + big_endian(0, 4));
  std::vector<std::byte> result = png;
  result.insert(result.begin() + 33, chunk.begin(), chunk.end());
  return result;
}

// What the standard says of each value: where the stored first row and the stored first column are to be seen.
enum class Side { top, bottom, left, right };
struct Meaning {
  Side first_row, first_column;
};
constexpr Meaning meanings[] = {
    {Side::top, Side::left}, {Side::top, Side::right}, {Side::bottom, Side::right}, {Side::bottom, Side::left},
    {Side::left, Side::top}, {Side::right, Side::top}, {Side::right, Side::bottom}, {Side::left, Side::bottom},
};

void expect_turned(const Image& stored, const Image& shown, int orientation) {
  const Meaning meaning = meanings[orientation - 1];
  const bool turned = meaning.first_row == Side::left || meaning.first_row == Side::right;
  ASSERT_EQ(shown.width, turned ? stored.height : stored.width);
  ASSERT_EQ(shown.height, turned ? stored.width : stored.height);
  const auto& from = std::get<std::vector<std::uint8_t>>(stored.samples);
  const auto& to = std::get<std::vector<std::uint8_t>>(shown.samples);
  const auto place = [&](Side side, std::int64_t distance, std::int64_t& row, std::int64_t& column) {
    if (side == Side::top) row = distance;
    if (side == Side::bottom) row = shown.height - 1 - distance;
    if (side == Side::left) column = distance;
    if (side == Side::right) column = shown.width - 1 - distance;
  };
  for (std::int64_t r = 0; r < stored.height; ++r) {
    for (std::int64_t c = 0; c < stored.width; ++c) {
      std::int64_t row = -1, column = -1;
      place(meaning.first_row, r, row, column);
      place(meaning.first_column, c, row, column);
      for (int i = 0; i < stored.channels; ++i) {
        ASSERT_EQ(to[static_cast<std::size_t>((row * shown.width + column) * stored.channels + i)],
                  from[static_cast<std::size_t>((r * stored.width + c) * stored.channels + i)]);
      }
    }
  }
}

TEST(Exif, ReadsTheTagInBothByteOrders) {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    for (bool big : {false, true}) EXPECT_EQ(exif_orientation(bytes_of(block(orientation, big))), orientation);
  }
  EXPECT_EQ(exif_orientation({}), 1);
  EXPECT_EQ(exif_orientation(bytes_of(block(0, true))), 1);
  EXPECT_EQ(exif_orientation(bytes_of(block(9, true))), 1);
  EXPECT_EQ(exif_orientation(bytes_of("no such thing")), 1);
}

TEST(Exif, PhotographsStandUpright) {
  const std::vector<std::byte> jpeg = read_file(picture_path("baseline.jpg"));
  const Image stored = decode_image(jpeg);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    SCOPED_TRACE(orientation);
    for (bool big : {false, true}) {
      expect_turned(stored, decode_image(jpeg_with(jpeg, block(orientation, big))), orientation);
    }
  }
}

TEST(Exif, TheTagMayBeOfAnyIntegerType) {
  const std::vector<std::byte> jpeg = read_file(picture_path("baseline.jpg"));
  const std::vector<std::byte> png = read_file(picture_path("rgb.png"));
  const Image stored_jpeg = decode_image(jpeg), stored_png = decode_image(png);
  for (const Type type : integer_types) {
    for (bool big : {false, true}) {
      for (int orientation = 1; orientation <= 8; ++orientation) {
        SCOPED_TRACE(testing::Message() << "type " << type.number << ", big-endian " << big << ", " << orientation);
        const std::string exif = block(orientation, big, type);
        expect_turned(stored_jpeg, decode_image(jpeg_with(jpeg, exif)), orientation);
        expect_turned(stored_png, decode_image(png_with(png, exif)), orientation);
      }
    }
  }
  // A rational number is none, nor is an entry without a value.
  EXPECT_EQ(exif_orientation(bytes_of(block(6, false, {5, 4}))), 1);
  EXPECT_EQ(exif_orientation(bytes_of(block(6, false, {7, 1}))), 1);
  EXPECT_EQ(exif_orientation(bytes_of(block(0x10006, false, {4, 4}))), 1);
}

TEST(Exif, LargePngsStandUpright) {
  for (int channels = 1; channels <= 4; ++channels) {
    std::vector<std::uint8_t> samples(static_cast<std::size_t>(150 * 131 * channels));
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<std::uint8_t>(i * i * 31 + i / 7);
    const std::vector<std::byte> png = encode_png(samples, 150, 131, channels);
    const Image stored = decode_image(png);
    for (int orientation = 1; orientation <= 8; ++orientation) {
      SCOPED_TRACE(orientation);
      expect_turned(stored, decode_image(png_with(png, block(orientation, true))), orientation);
    }
  }
}

TEST(Exif, DamagedBlocksLeaveThePictureAsItIs) {
  const std::vector<std::byte> jpeg = read_file(picture_path("baseline.jpg"));
  const Image stored = decode_image(jpeg);
  std::mt19937 generator(5);
  for (int round = 0; round < 2'000; ++round) {
    std::string text = block(1 + static_cast<int>(generator() % 8), generator() % 2 == 0);
    text += text;
    for (int i = 0; i < 3; ++i) text[generator() % text.size()] = static_cast<char>(generator() & 255);
    text.resize(generator() % text.size());
    const int orientation = exif_orientation(bytes_of(text));
    ASSERT_GE(orientation, 1);
    ASSERT_LE(orientation, 8);
    if (round % 100 == 0) {
      expect_turned(stored, decode_image(jpeg_with(jpeg, text)), orientation);
    }
  }
}

}  // namespace
}  // namespace flatscope
