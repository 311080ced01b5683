#include "app/files/settings_file.h"

#include <gtest/gtest.h>

#ifndef _WIN32
#include <sys/stat.h>
#endif

#include "tests/app/support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

class SettingsFile : public testing::Test {
 protected:
  fs::path file() const { return storage_.path_of(KeptText::settings); }
  void write(const std::string& text) {
    fs::create_directories(file().parent_path());
    test::write_text(file(), text);
  }
  // Nothing to complain of.
  Settings loaded() const {
    std::vector<std::string> complaints;
    Settings settings = load_settings(storage_, complaints);
    EXPECT_TRUE(complaints.empty()) << complaints.front();
    return settings;
  }
  test::TemporaryFolder temporary_;
  test::Environment config_{"XDG_CONFIG_HOME", temporary_.path().string()};
  FileStorage storage_ = user_storage();
};

Settings other_settings() {
  Settings settings;
  settings.theme = Theme::light;
  settings.presented_theme = Theme::dark;
  settings.reduce_motion = true;
  settings.text_scale = 1.3F;
  settings.window_width = 1921;
  settings.window_height = 1081;
  settings.maximised = true;
  settings.folder = "/home/me/pic tures";
  settings.page = "https://school.example/\"a\"/flatscope.html";
  settings.recent = {"/home/me/a \"b\".png", "/home/me/ü.png", std::string("/home/me/caf\xE9.png")};
  return settings;
}

TEST_F(SettingsFile, LiesInTheConfigFolder) {
  EXPECT_EQ(file(), temporary_.path() / "flatscope" / "settings.toml");
  const test::Environment none("XDG_CONFIG_HOME", "");
  const test::Environment home("HOME", "/home/someone");
  EXPECT_EQ(user_storage().path_of(KeptText::settings), "/home/someone/.config/flatscope/settings.toml");
}

TEST_F(SettingsFile, ComeBackAsTheyWere) {
  EXPECT_EQ(loaded(), Settings{});
  store_settings(storage_, other_settings());
  EXPECT_EQ(loaded(), other_settings());
  store_settings(storage_, {});
  EXPECT_EQ(loaded(), Settings{});
}

TEST_F(SettingsFile, AreThereOnceTheyAreStored) {
  EXPECT_FALSE(storage_.has(KeptText::settings));
  store_settings(storage_, {});
  EXPECT_TRUE(storage_.has(KeptText::settings));
  write("damaged = ");
  EXPECT_TRUE(storage_.has(KeptText::settings));
}

TEST_F(SettingsFile, ALargeDisplayBeginsWithLargerText) {
  EXPECT_EQ(first_text_scale(768), 1.0F);
  EXPECT_EQ(first_text_scale(1080), 1.0F);
  EXPECT_EQ(first_text_scale(1439), 1.0F);
  EXPECT_EQ(first_text_scale(1440), 1.5F);
  EXPECT_EQ(first_text_scale(2159), 1.5F);
  EXPECT_EQ(first_text_scale(2160), 2.0F);
  EXPECT_EQ(first_text_scale(4320), 2.0F);
}

TEST_F(SettingsFile, ADamagedFileMeansDefaults) {
  write("theme = \"light\"\ntext_scale = ");
  EXPECT_EQ(loaded(), Settings{});
  write(std::string("\0\xFF\xFE garbage", 11));
  EXPECT_EQ(loaded(), Settings{});
  fs::remove(file());
  fs::create_directories(file());  // a folder where the file should be
  EXPECT_EQ(loaded(), Settings{});
}

TEST_F(SettingsFile, ADamagedKeySparesTheOthers) {
  write("theme = 3\ntext_scale = \"big\"\nwindow_width = 1500\nrecent = [1, { path = 2 }, { path = \"/a.png\" }]\n");
  Settings wanted;
  wanted.window_width = 1500;
  wanted.recent = {"/a.png"};
  EXPECT_EQ(loaded(), wanted);
}

TEST_F(SettingsFile, ValuesAreBroughtIntoRange) {
  write("text_scale = 99\nwindow_width = 3\nwindow_height = 999999999999\n");
  const Settings settings = loaded();
  EXPECT_EQ(settings.text_scale, 2.5F);
  EXPECT_EQ(settings.window_width, 320);
  EXPECT_EQ(settings.window_height, 16'384);
  write("text_scale = nan\n");
  EXPECT_EQ(loaded().text_scale, 1.0F);
}

TEST_F(SettingsFile, EveryTruncationIsRead) {
  store_settings(storage_, other_settings());
  const std::string whole = test::read_text(file());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    write(whole.substr(0, length));
    EXPECT_NO_THROW(loaded());
  }
}

TEST_F(SettingsFile, StoringGivesUpQuietly) {
  test::write_text(temporary_.path() / "flatscope", "a file where the folder should be");
  EXPECT_NO_THROW(store_settings(storage_, other_settings()));
  EXPECT_EQ(loaded(), Settings{});
  const test::Environment none("XDG_CONFIG_HOME", ""), home("HOME", "");
  storage_ = user_storage();
  EXPECT_TRUE(file().empty());
  EXPECT_NO_THROW(store_settings(storage_, other_settings()));
  EXPECT_EQ(loaded(), Settings{});
}

TEST(Recent, NewestFirstEachOnceAtMostTwelve) {
  Settings settings;
  for (int i = 0; i < 20; ++i) remember(settings, "/pictures/" + std::to_string(i) + ".png");
  ASSERT_EQ(settings.recent.size(), 12U);
  EXPECT_EQ(settings.recent.front(), "/pictures/19.png");
  EXPECT_EQ(settings.recent.back(), "/pictures/8.png");
  remember(settings, "/pictures/x/../10.png");
  ASSERT_EQ(settings.recent.size(), 12U);
  EXPECT_EQ(settings.recent[0], "/pictures/10.png");
  EXPECT_EQ(settings.recent[1], "/pictures/19.png");
  EXPECT_EQ(settings.folder, "/pictures");
}

#ifndef _WIN32
TEST_F(SettingsFile, APipeIsNeitherReadNorWritten) {
  fs::create_directories(file().parent_path());
  ASSERT_EQ(::mkfifo(file().c_str(), 0600), 0);
  std::vector<std::string> complaints;
  EXPECT_EQ(load_settings(storage_, complaints), Settings{});
  ASSERT_EQ(complaints.size(), 1U);
  EXPECT_NE(complaints[0].find("is a pipe or a device, not a file"), std::string::npos) << complaints[0];
  store_settings(storage_, other_settings());
  EXPECT_TRUE(fs::is_fifo(file()));
}
#endif

}  // namespace
}  // namespace flatscope
