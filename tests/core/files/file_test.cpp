#include "core/files/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#ifndef _WIN32
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class Files : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "flatscope-file-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    std::error_code ignored;
    fs::permissions(folder_, fs::perms::owner_all, ignored);
    fs::remove_all(folder_, ignored);
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }
  static std::string text_of(const fs::path& path) {
    const std::vector<std::byte> bytes = read_file(path);
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  template <typename Body>
  static std::string sentence(const Body& body) {
    try {
      body();
    } catch (const FileError& error) {
      return error.what();
    }
    return "nothing was thrown";
  }
  fs::path folder_;
};

TEST_F(Files, ComeBackAsTheyWereWritten) {
  const fs::path path = folder_ / path_from_utf8("Süße Bilder 猫.txt");
  EXPECT_THAT(utf8(path), HasSubstr("Süße Bilder 猫.txt"));
  write_file(path, "one");
  EXPECT_EQ(text_of(path), "one");
  write_file(path, std::string_view("two\0\r\n", 6));
  EXPECT_EQ(text_of(path), std::string("two\0\r\n", 6));
  write_file(path, "");
  EXPECT_EQ(text_of(path), "");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(Files, LongOnesComeBackWhole) {
  for (std::size_t length : {std::size_t{65535}, std::size_t{65536}, std::size_t{65537}, std::size_t{3'000'000}}) {
    std::string text(length, 'x');
    for (std::size_t i = 0; i < length; i += 97) text[i] = static_cast<char>(i % 251);
    write_file(folder_ / "long", text);
    EXPECT_EQ(text_of(folder_ / "long"), text);
  }
}

TEST_F(Files, ReadingSaysWhatIsWrong) {
  EXPECT_THAT(sentence([&] { read_file(folder_ / "missing"); }), HasSubstr("there is no file"));
  EXPECT_THAT(sentence([&] { read_file(folder_ / "missing"); }), HasSubstr("missing'"));
  EXPECT_THAT(sentence([&] { read_file(folder_); }), HasSubstr("is a folder"));
  write_file(folder_ / "six", "123456");
  EXPECT_THAT(sentence([&] { read_file(folder_ / "six", 5); }), HasSubstr("longer than 5 bytes"));
  EXPECT_EQ(read_file(folder_ / "six", 6).size(), 6U);
}

TEST_F(Files, TheFirstLookEndsTheReading) {
  struct Enough {};
  int looks = 0;
  const FirstLook look = [&](std::span<const std::byte> beginning) {
    ++looks;
    EXPECT_EQ(beginning.size(), first_look_bytes);
    if (beginning[0] != std::byte{'x'}) throw Enough{};
  };
  write_file(folder_ / "short", std::string(1000, 'y'));
  EXPECT_EQ(read_file(folder_ / "short", 1'000'000, look).size(), 1000U);
  EXPECT_EQ(looks, 0);
  write_file(folder_ / "long", std::string(300'000, 'x'));
  EXPECT_EQ(read_file(folder_ / "long", 1'000'000, look).size(), 300'000U);
  EXPECT_EQ(looks, 1);
  write_file(folder_ / "other", std::string(300'000, 'y'));
  EXPECT_THROW(read_file(folder_ / "other", 1'000'000, look), Enough);
  if (fs::exists("/dev/zero")) {
    EXPECT_THROW(read_file("/dev/zero", 1'000'000, look), Enough);
  }
}

TEST_F(Files, WritingSaysWhatIsWrongAndLeavesNothing) {
  EXPECT_THAT(sentence([&] { write_file(folder_ / "no" / "such", "x"); }), HasSubstr("its folder does not exist"));
  EXPECT_THAT(sentence([&] { write_file(folder_, "x"); }), HasSubstr("it is a folder"));
  EXPECT_THAT(sentence([&] { write_file(fs::path(), "x"); }), HasSubstr("without a name"));
  write_file(folder_ / "file", "x");
  EXPECT_THAT(sentence([&] { write_file(folder_ / "file" / "below", "x"); }), HasSubstr("is not a folder"));
  EXPECT_THAT(sentence([&] { write_file(folder_ / std::string(300, 'n'), "x"); }), HasSubstr("name is too long"));
  EXPECT_EQ(entries(), 1U);
}

TEST_F(Files, ANameOfFullLengthCanBeWritten) {
  const fs::path path = folder_ / std::string(255, 'n');
  write_file(path, "x");
  EXPECT_EQ(text_of(path), "x");
}

#ifndef _WIN32
TEST_F(Files, DevicesAndPipesAreWrittenStraight) {
  write_file("/dev/null", "x");
  EXPECT_EQ(fs::status("/dev/null").type(), fs::file_type::character);
  if (fs::exists("/dev/full")) {
    EXPECT_THAT(sentence([&] { write_file("/dev/full", "x"); }), HasSubstr("the disk is full"));
  }
  // Two files of this process's own: what stands in one already is kept.
  const fs::path path = folder_ / "redirected";
  std::FILE* const stream = std::fopen(path.c_str(), "w+");
  ASSERT_NE(stream, nullptr);
  std::fputs("first ", stream);
  std::fflush(stream);
  write_file(fs::path("/dev/fd/" + std::to_string(fileno(stream))), "second");
  std::fclose(stream);
  EXPECT_EQ(text_of(path), "first second");
}

TEST_F(Files, ALinkStaysALink) {
  write_file(folder_ / "target", "old");
  fs::create_symlink(folder_ / "target", folder_ / "link");
  write_file(folder_ / "link", "new");
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_EQ(text_of(folder_ / "target"), "new");
}

TEST_F(Files, PermissionsAreKept) {
  write_file(folder_ / "private", "old");
  fs::permissions(folder_ / "private", fs::perms::owner_read | fs::perms::owner_write);
  write_file(folder_ / "private", "new");
  EXPECT_EQ(fs::status(folder_ / "private").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Files, ProtectedOnesAreLeftAlone) {
  if (geteuid() == 0) GTEST_SKIP() << "nothing is protected from root";
  write_file(folder_ / "file", "old");
  fs::permissions(folder_ / "file", fs::perms::owner_read);
  EXPECT_THAT(sentence([&] { write_file(folder_ / "file", "new"); }), HasSubstr("permission is missing"));
  EXPECT_EQ(text_of(folder_ / "file"), "old");
  fs::permissions(folder_ / "file", fs::perms::none);
  EXPECT_THAT(sentence([&] { read_file(folder_ / "file"); }), HasSubstr("no permission to read"));
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_THAT(sentence([&] { write_file(folder_ / "new", "x"); }), HasSubstr("permission is missing"));
}
#endif

}  // namespace
}  // namespace flatscope
