#include "app/files/settings.h"

#include <gtest/gtest.h>

#ifndef _WIN32
#include <sys/stat.h>
#endif

#include "tests/app/support.h"

namespace flatscope {
namespace {

// Nothing to complain of.
Settings loaded() {
  std::vector<std::string> complaints;
  Settings settings = load_settings(complaints);
  EXPECT_TRUE(complaints.empty()) << complaints.front();
  return settings;
}

namespace fs = std::filesystem;

class SettingsFile : public testing::Test {
 protected:
  void write(const std::string& text) {
    fs::create_directories(settings_path().parent_path());
    test::write_text(settings_path(), text);
  }
  test::TemporaryFolder temporary_;
  test::Environment config_{"XDG_CONFIG_HOME", temporary_.path().string()};
};

Settings other_settings() {
  Settings settings;
  settings.theme = Theme::light;
  settings.text_scale = 1.3F;
  settings.window_width = 1921;
  settings.window_height = 1081;
  settings.maximised = true;
  settings.folder = "/home/me/pic tures";
  settings.recent = {"/home/me/a \"b\".png", "/home/me/ü.png", std::string("/home/me/caf\xE9.png")};
  return settings;
}

TEST_F(SettingsFile, LiesInTheConfigFolder) {
  EXPECT_EQ(settings_path(), temporary_.path() / "flatscope" / "settings.toml");
  const test::Environment none("XDG_CONFIG_HOME", "");
  const test::Environment home("HOME", "/home/someone");
  EXPECT_EQ(settings_path(), "/home/someone/.config/flatscope/settings.toml");
}

TEST_F(SettingsFile, ComeBackAsTheyWere) {
  EXPECT_EQ(loaded(), Settings{});
  store_settings(other_settings());
  EXPECT_EQ(loaded(), other_settings());
  store_settings({});
  EXPECT_EQ(loaded(), Settings{});
}

TEST_F(SettingsFile, AreThereOnceTheyAreStored) {
  EXPECT_FALSE(has_settings());
  store_settings({});
  EXPECT_TRUE(has_settings());
  write("damaged = ");
  EXPECT_TRUE(has_settings());
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
  fs::remove(settings_path());
  fs::create_directories(settings_path());  // a folder where the file should be
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
  store_settings(other_settings());
  const std::string whole = test::read_text(settings_path());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    write(whole.substr(0, length));
    EXPECT_NO_THROW(loaded());
  }
}

TEST_F(SettingsFile, StoringGivesUpQuietly) {
  test::write_text(temporary_.path() / "flatscope", "a file where the folder should be");
  EXPECT_NO_THROW(store_settings(other_settings()));
  EXPECT_EQ(loaded(), Settings{});
  const test::Environment none("XDG_CONFIG_HOME", ""), home("HOME", "");
  EXPECT_TRUE(settings_path().empty());
  EXPECT_NO_THROW(store_settings(other_settings()));
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
  fs::create_directories(settings_path().parent_path());
  ASSERT_EQ(::mkfifo(settings_path().c_str(), 0600), 0);
  std::vector<std::string> complaints;
  EXPECT_EQ(load_settings(complaints), Settings{});
  ASSERT_EQ(complaints.size(), 1U);
  EXPECT_NE(complaints[0].find("is a pipe or a device, not a file"), std::string::npos) << complaints[0];
  store_settings(other_settings());
  EXPECT_TRUE(fs::is_fifo(settings_path()));
}
#endif

}  // namespace
}  // namespace flatscope
