#include "app/files/file_listing.h"
#include "app/files/typed_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <random>

#include "core/files/file.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class FileListing : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() /
              ("flatscope_listing_" + std::string(info->name()) + "_" + std::to_string(std::random_device{}()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  void make(const char* name, const char* content = "x") const {
    std::ofstream(folder_ / path_from_utf8(name), std::ios::binary) << content;
  }
  void make_folder(const char* name) const { fs::create_directories(folder_ / path_from_utf8(name)); }
  std::vector<std::string> names(SortBy by, bool pictures = true, bool scenes = true) const {
    FolderListing listing = list_folder(folder_, pictures, scenes);
    EXPECT_EQ(listing.problem, "");
    sort_entries(listing.entries, by);
    std::vector<std::string> out;
    for (const FileEntry& entry : listing.entries) out.push_back(entry.name);
    return out;
  }
  fs::path folder_;
};

TEST(FileKinds, GoByTheEnding) {
  EXPECT_EQ(kind_of_name("cat.JPG"), FileKind::picture);
  EXPECT_EQ(kind_of_name("x.y.npy"), FileKind::picture);
  EXPECT_EQ(kind_of_name("lesson.toml"), FileKind::scene);
  EXPECT_EQ(kind_of_name("lesson.flatscope.toml"), FileKind::scene);
  EXPECT_EQ(kind_of_name("notes.txt"), FileKind::other);
  EXPECT_EQ(kind_of_name(".png"), FileKind::other);
}

TEST_F(FileListing, HoldsFoldersFirstAndLeavesOutTheRest) {
  make("b.png");
  make("a.txt");
  make(".hidden.png");
  make("scene.toml");
  make_folder("zoo");
  make_folder(".secret");
  EXPECT_THAT(names(SortBy::name), ElementsAre("zoo", "b.png", "scene.toml"));
  EXPECT_THAT(names(SortBy::name, false, true), ElementsAre("zoo", "scene.toml"));
}

TEST_F(FileListing, PutsTheNewestFirst) {
  make("old.png");
  make("new.png");
  fs::last_write_time(folder_ / "old.png", fs::last_write_time(folder_ / "new.png") - std::chrono::hours(1));
  EXPECT_THAT(names(SortBy::newest), ElementsAre("new.png", "old.png"));
  EXPECT_THAT(names(SortBy::name), ElementsAre("new.png", "old.png"));
  fs::last_write_time(folder_ / "old.png", fs::last_write_time(folder_ / "new.png") + std::chrono::hours(1));
  EXPECT_THAT(names(SortBy::newest), ElementsAre("old.png", "new.png"));
}

TEST_F(FileListing, SaysWhyAFolderCanNotBeListed) {
  EXPECT_THAT(list_folder(folder_ / "nowhere", true, true).problem, HasSubstr("no “nowhere”"));
}

TEST(ShortenMiddle, KeepsBothEnds) {
  EXPECT_EQ(shorten_middle("short.png", 20), "short.png");
  EXPECT_EQ(shorten_middle("a_very_long_name_0001.png", 13), "a_very…01.png");
  EXPECT_EQ(shorten_middle("äöüäöüäöü", 5), "äö…öü");
  EXPECT_EQ(count_characters(shorten_middle("äöüäöüäöüäöü.png", 9)), 9U);
}

TEST(MoveSelection, StaysInTheGrid) {
  // 0 1 2 / 3 4 5 / 6 7
  EXPECT_EQ(move_selection(-1, 8, 3, 2, Move::down), 0);
  EXPECT_EQ(move_selection(1, 8, 3, 2, Move::down), 4);
  EXPECT_EQ(move_selection(5, 8, 3, 2, Move::down), 7);
  EXPECT_EQ(move_selection(7, 8, 3, 2, Move::down), 7);
  EXPECT_EQ(move_selection(1, 8, 3, 2, Move::up), 1);
  EXPECT_EQ(move_selection(7, 8, 3, 2, Move::up), 4);
  EXPECT_EQ(move_selection(0, 8, 3, 2, Move::left), 0);
  EXPECT_EQ(move_selection(2, 8, 3, 2, Move::right), 3);
  EXPECT_EQ(move_selection(7, 8, 3, 2, Move::right), 7);
  EXPECT_EQ(move_selection(7, 8, 3, 2, Move::page_up), 1);
  EXPECT_EQ(move_selection(0, 8, 3, 2, Move::page_down), 6);
  EXPECT_EQ(move_selection(4, 8, 3, 2, Move::last), 7);
  EXPECT_EQ(move_selection(4, 8, 3, 2, Move::first), 0);
  EXPECT_EQ(move_selection(0, 0, 3, 2, Move::right), -1);
}

TEST(TypedPath, KnowsHomeRelativeAndQuoted) {
  const fs::path folder = "/data/pictures", home = "/home/ada";
  EXPECT_EQ(typed_path("/tmp/x.png", folder, home), "/tmp/x.png");
  EXPECT_EQ(typed_path("~", folder, home), "/home/ada");
  EXPECT_EQ(typed_path("~/a/b.png ", folder, home), "/home/ada/a/b.png");
  EXPECT_EQ(typed_path("cat.png", folder, home), "/data/pictures/cat.png");
  EXPECT_EQ(typed_path("../cat.png", folder, home), "/data/cat.png");
  EXPECT_EQ(typed_path("'/tmp/my cat.png'", folder, home), "/tmp/my cat.png");
  EXPECT_EQ(typed_path("/tmp/", folder, home), "/tmp");
  EXPECT_EQ(typed_path("/", folder, home), "/");
}

TEST_F(FileListing, CompletesAsFarAsNamesAgree) {
  make("cat_one.png");
  make("cat_two.png");
  make("Dog.png");
  make("notes.txt");
  make_folder("deep");
  make("deep/inner.png");
  make_folder(".config");
  const auto complete = [&](std::string_view typed) { return complete_path(typed, folder_, folder_); };
  EXPECT_EQ(complete("ca"), "cat_");
  EXPECT_EQ(complete("cat_t"), "cat_two.png");
  EXPECT_EQ(complete("de"), "deep/");
  EXPECT_EQ(complete("deep/"), "deep/inner.png");
  EXPECT_EQ(complete("dog"), "Dog.png");
  EXPECT_EQ(complete("no"), "no");
  EXPECT_EQ(complete(".c"), ".config/");
  EXPECT_EQ(complete("~"), "~/");
  EXPECT_EQ(complete("~/de"), "~/deep/");
  EXPECT_EQ(complete(utf8(folder_) + "/cat_o"), utf8(folder_) + "/cat_one.png");
}

// They are offered to whoever types their dot, and to nobody else: neither chosen nor in the way of what is common to
// the others.
TEST_F(FileListing, HiddenNamesAreCompletedOnlyAfterTheirDot) {
  make_folder("box");
  make_folder("box/.cache");
  make("box/.secret.png");
  const auto complete = [&](std::string_view typed) { return complete_path(typed, folder_, folder_); };
  EXPECT_EQ(complete("box/"), "box/") << "only hidden ones are there";
  make("box/seal.png");
  EXPECT_EQ(complete("box/"), "box/seal.png");
  EXPECT_EQ(complete("box/s"), "box/seal.png");
  EXPECT_EQ(complete("box/."), "box/.");
  EXPECT_EQ(complete("box/.s"), "box/.secret.png");
  EXPECT_EQ(complete("box/.c"), "box/.cache/");
  fs::remove_all(folder_ / "box" / ".cache");
  EXPECT_EQ(complete("box/."), "box/.secret.png");
}

TEST_F(FileListing, AnswersATypedPath) {
  make("cat.png");
  EXPECT_EQ(look_to_open(folder_).kind, PathAnswer::Kind::folder);
  EXPECT_EQ(look_to_open(folder_ / "cat.png").kind, PathAnswer::Kind::file);
  const PathAnswer missing = look_to_open(folder_ / "dog.png");
  EXPECT_EQ(missing.kind, PathAnswer::Kind::problem);
  EXPECT_EQ(missing.sentence, "There is no “dog.png” in " + utf8(folder_) + ".");
  EXPECT_EQ(look_to_open(folder_ / "a" / "b" / "dog.png").sentence, "There is no folder " + utf8(folder_ / "a") + ".");
  EXPECT_THAT(look_to_open(folder_ / "cat.png" / "dog.png").sentence, HasSubstr("“cat.png” is a file"));
}

TEST_F(FileListing, AnswersANameToSaveUnder) {
  make("old.flatscope.toml");
  make("plain.toml");
  make_folder("deep");
  make_folder("odd.flatscope.toml");
  const auto look = [&](std::string_view name) { return look_to_save(name, folder_, folder_); };
  EXPECT_EQ(look("new").kind, PathAnswer::Kind::file);
  EXPECT_EQ(look("new").path, folder_ / "new.flatscope.toml");
  EXPECT_EQ(look("new.TOML").path, folder_ / "new.TOML");
  EXPECT_EQ(look("lesson 1.5").path, folder_ / "lesson 1.5.flatscope.toml");
  EXPECT_EQ(look("old").kind, PathAnswer::Kind::exists);
  EXPECT_EQ(look("plain.toml").kind, PathAnswer::Kind::exists);
  EXPECT_EQ(look("deep/new").path, folder_ / "deep" / "new.flatscope.toml");
  EXPECT_EQ(look("  ").kind, PathAnswer::Kind::problem);
  EXPECT_THAT(look("deep").sentence, HasSubstr("is a folder"));
  EXPECT_THAT(look("odd").sentence, HasSubstr("is a folder"));
  EXPECT_THAT(look("nowhere/new").sentence, HasSubstr("no “nowhere”"));
  EXPECT_FALSE(fs::exists(folder_ / "new.flatscope.toml")) << "looking must not write";
  EXPECT_EQ(list_folder(folder_, true, true).entries.size(), 4U);
}

}  // namespace
}  // namespace flatscope
