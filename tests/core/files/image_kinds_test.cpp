// Pictures of every kind that a format allows, against what went into them or what libjpeg makes of them, and against
// memory that nobody wrote.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "core/files/image.h"
#include "core/files/npy.h"
#include "tests/core/files/image_files.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

fs::path data_folder(const char* name) { return path_from_utf8(FLATSCOPE_GOLDEN_DIR) / "data" / name; }

std::string text_of(const fs::path& path) {
  const std::vector<std::byte> bytes = read_file(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<float> samples_of(const Image& image) {
  return std::visit([](const auto& all) { return std::vector<float>(all.begin(), all.end()); }, image.samples);
}

std::string refusal_of(const fs::path& path) {
  try {
    load_image(path);
  } catch (const ImageError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

// One line of kinds.txt: a file, its channels, and the array that it must give, or a part of its refusal.
struct Kind {
  std::string file, original, words;
  int channels = 0;
};

std::vector<Kind> all_kinds() {
  std::vector<Kind> kinds;
  std::istringstream lines(text_of(data_folder("kinds") / "kinds.txt"));
  for (Kind kind; lines >> kind.file >> kind.channels >> kind.original;) {
    std::getline(lines, kind.words);
    if (!kind.words.empty()) kind.words.erase(0, 1);
    kinds.push_back(kind);
  }
  return kinds;
}

void expect_kinds(const std::string& beginning, std::size_t least) {
  std::size_t seen = 0;
  for (const Kind& kind : all_kinds()) {
    if (kind.file.rfind(beginning, 0) != 0) continue;
    SCOPED_TRACE(kind.file);
    ++seen;
    const fs::path path = data_folder("kinds") / kind.file;
    if (kind.original == "refused") {
      EXPECT_THAT(refusal_of(path), HasSubstr(kind.words));
      continue;
    }
    Image image;
    ASSERT_NO_THROW(image = load_image(path));
    const Tensor original = decode_npy(read_file(data_folder("kinds") / (kind.original + ".npy")));
    EXPECT_EQ(image.channels, kind.channels);
    ASSERT_EQ((Shape{image.height, image.width, image.channels}), original.shape());
    const std::vector<float> samples = samples_of(image);
    for (std::size_t i = 0; i < samples.size(); ++i) ASSERT_EQ(samples[i], original.values()[i]) << i;
  }
  EXPECT_GE(seen, least);
}

TEST(Kinds, OfBmp) { expect_kinds("bmp_", 40); }
TEST(Kinds, OfTga) { expect_kinds("tga_", 45); }
TEST(Kinds, OfPsd) { expect_kinds("psd_", 18); }
TEST(Kinds, OfRadiance) { expect_kinds("hdr_", 7); }
TEST(Kinds, OfPng) { expect_kinds("png_", 25); }
TEST(Kinds, OfGif) { expect_kinds("gif_", 3); }
TEST(Kinds, OfJpeg) { expect_kinds("jpeg_", 50); }

// Files after public reports about programs of this kind, each with its values as (3, H, W) in [0, 1].
TEST(Kinds, ThatWereReported) {
  int seen = 0;
  for (const auto& entry : fs::directory_iterator(data_folder("reported"))) {
    if (entry.path().extension() == ".npy") continue;
    SCOPED_TRACE(entry.path());
    fs::path values = entry.path();
    values += ".npy";
    ++seen;
    if (!fs::exists(values)) {
      EXPECT_THAT(refusal_of(entry.path()), HasSubstr("colour number 200, but its palette goes from 0 to 15"));
      continue;
    }
    Tensor shown;
    ASSERT_NO_THROW(shown = to_tensor(load_image(entry.path())));
    const Tensor right = decode_npy(read_file(values));
    ASSERT_EQ(shown.shape(), right.shape());
    for (std::size_t i = 0; i < right.values().size(); ++i)
      ASSERT_NEAR(shown.values()[i], right.values()[i], 1e-6) << i;
  }
  EXPECT_EQ(seen, 10);
}

#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__)
// A line of /proc/self/status in bytes.
std::size_t memory_now(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind(name + ":", 0) == 0) return std::stoul(line.substr(name.size() + 1)) * 1024;
  }
  return 0;
}

// The most memory that opening a picture takes, over what it leaves, which is the picture.
TEST(Memory, AProgressivePhotographTakesTwiceItsSize) {
  const fs::path path = data_folder("kinds") / "jpeg_large_progressive.jpg";
  load_image(path);  // whatever is taken once for all
  const std::size_t before = memory_now("VmRSS");
  if (before == 0) GTEST_SKIP() << "there is no /proc here";
  std::ofstream("/proc/self/clear_refs") << "5";  // the peak begins anew
  const Image image = load_image(path);
  const std::size_t taken = memory_now("VmHWM") - before;
  const std::size_t decoded = std::get<std::vector<std::uint8_t>>(image.samples).size();
  ASSERT_EQ(decoded, 3'000U * 2'000U * 3U);
  EXPECT_GT(taken, decoded);
  EXPECT_LT(taken, decoded * 9 / 4) << taken << " for " << decoded;
}
#endif

#ifdef __GLIBC__
// What is left on the stack below the caller.
[[gnu::noinline]] void fill_stack(unsigned char value) {
  volatile unsigned char block[200'000];
  for (volatile unsigned char& byte : block) byte = value;
}

// All that a decoder says of some bytes, in memory that holds `poison` where nobody has written.
std::string outcome(const std::vector<std::byte>& bytes, unsigned char poison) {
  mallopt(M_PERTURB, poison);
  fill_stack(poison);
  std::string result;
  try {
    const Image image = decode_image(bytes);
    std::visit(
        [&](const auto& samples) {
          result.assign(reinterpret_cast<const char*>(samples.data()), samples.size() * sizeof samples[0]);
        },
        image.samples);
    result += to_string(Shape{image.height, image.width, image.channels});
  } catch (const ImageError& error) {
    result = error.what();
  }
  mallopt(M_PERTURB, 0);
  return result;
}

void expect_same(const std::vector<std::byte>& bytes) {
  // One after the other, so that the second does not find what the first has left.
  ASSERT_TRUE(outcome(bytes, 0x2B) == outcome(bytes, 0x91));
}

// A value that nobody wrote would be another one in memory that held something else. Whole files, then the same with
// a few bytes changed or with their ends cut off, which is where decoders leave gaps.
TEST(Memory, ThatNobodyWroteNeverBecomesPixels) {
  std::vector<fs::path> files;
  for (const char* name : picture_files) files.push_back(picture_path(name));
  for (const Kind& kind : all_kinds()) {
    if (kind.file.find("large") == std::string::npos) files.push_back(data_folder("kinds") / kind.file);
  }
  for (const auto& entry : fs::directory_iterator(data_folder("reported"))) {
    if (entry.path().extension() != ".npy") files.push_back(entry.path());
  }
  std::mt19937 generator(17);
  for (const fs::path& file : files) {
    SCOPED_TRACE(file);
    const std::vector<std::byte> whole = read_file(file);
    expect_same(whole);
    for (int round = 0; round < 12; ++round) {
      std::vector<std::byte> bytes = whole;
      // Half of the changes are among the headers.
      const std::size_t reach = round % 2 == 0 ? bytes.size() : std::min<std::size_t>(bytes.size(), 80);
      for (int i = 0; i <= round % 3; ++i) bytes[generator() % reach] = static_cast<std::byte>(generator() & 255);
      if (round % 4 == 3) bytes.resize(bytes.size() - generator() % (bytes.size() / 2));
      expect_same(bytes);
    }
  }
}
#endif

}  // namespace
}  // namespace flatscope
