#include "app/platform/beginning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#ifndef _WIN32
#include <sys/stat.h>
#endif

#include <cstdlib>
#include <filesystem>

#include "app/engine/picture.h"
#include "app/files/assets.h"
#include "core/files/file.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

class Beginnings : public testing::Test {
 protected:
  Beginnings() {
    std::string pattern = (fs::temp_directory_path() / "flatscope-beginning-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) folder_ = pattern;
  }
  ~Beginnings() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  void keep_session(bool ended_well) {
    Session session;
    session.scene = first_scene();
    session.scene.stage = Stage::convolve;
    session.ended_well = ended_well;
    ASSERT_EQ(store_session(storage_, session), std::nullopt);
  }
  fs::path folder_;
  MemoryStorage storage_;
  WindowOptions options_;
};

TEST_F(Beginnings, TheFirstStartShowsTheBundledPicture) {
  const Beginning beginning = read_beginning(options_, storage_);
  ASSERT_EQ(beginning.scene.pictures.size(), 1U);
  EXPECT_EQ(beginning.scene.pictures[0].bundled, first_scene().pictures[0].bundled);
  EXPECT_FALSE(beginning.interrupted);
  EXPECT_FALSE(beginning.offer_last);
  EXPECT_TRUE(beginning.complaints.empty());
}

TEST_F(Beginnings, AnInterruptedSessionIsBroughtBackAndAnEndedOneIsOffered) {
  keep_session(false);
  const Beginning interrupted = read_beginning(options_, storage_);
  ASSERT_TRUE(interrupted.interrupted);
  EXPECT_FALSE(interrupted.interrupted->ended_well);
  EXPECT_EQ(interrupted.interrupted->scene.stage, Stage::convolve);
  EXPECT_FALSE(interrupted.offer_last);
  keep_session(true);
  const Beginning ended = read_beginning(options_, storage_);
  EXPECT_FALSE(ended.interrupted);
  EXPECT_TRUE(ended.offer_last);
}

TEST_F(Beginnings, APageBringsTheSessionBackAndDoesNotSayThatItStopped) {
  options_.brings_back = true;
  for (const bool ended_well : {true, false}) {
    keep_session(ended_well);
    const Beginning beginning = read_beginning(options_, storage_);
    ASSERT_TRUE(beginning.interrupted);
    EXPECT_EQ(beginning.interrupted->scene.stage, Stage::convolve);
    EXPECT_TRUE(beginning.interrupted->ended_well);
    EXPECT_FALSE(beginning.offer_last);
  }
}

TEST_F(Beginnings, WhoNamesAFileIsNotAskedAboutTheLastSession) {
  keep_session(false);
  options_.files = {folder_ / "missing.png"};
  const Beginning beginning = read_beginning(options_, storage_);
  EXPECT_FALSE(beginning.interrupted);
  EXPECT_FALSE(beginning.offer_last);
  ASSERT_EQ(beginning.complaints.size(), 1U);
  EXPECT_THAT(beginning.complaints[0], testing::HasSubstr("missing.png"));
  ASSERT_EQ(beginning.scene.pictures.size(), 1U);
  EXPECT_EQ(beginning.scene.pictures[0].bundled, first_scene().pictures[0].bundled);
}

TEST_F(Beginnings, ASceneThatIsNoneIsAnError) {
  write_file(folder_ / "broken.toml", std::string_view("stage = [[["));
  options_.scene = folder_ / "broken.toml";
  EXPECT_THROW(read_beginning(options_, storage_), std::exception);
}

#ifndef _WIN32
TEST_F(Beginnings, APipeIsReadLater) {
  const fs::path pipe = folder_ / "pipe.png";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  options_.files = {pipe};
  const Beginning beginning = read_beginning(options_, storage_);  // and nobody writes to it
  EXPECT_THAT(beginning.late_pictures, testing::ElementsAre(pipe));
  EXPECT_FALSE(beginning.late_scene);
}
#endif

TEST_F(Beginnings, WithoutAnAnswerFromTheDiskAllThatWasNamedIsLate) {
  EXPECT_EQ(beginning_without_files(options_).complaints.size(), 1U);
  options_.files = {"/far/a.png", "/far/b.png"};
  options_.scene = "/far/scene.toml";
  const Beginning beginning = beginning_without_files(options_);
  EXPECT_EQ(beginning.late_pictures, options_.files);
  EXPECT_EQ(beginning.late_scene, options_.scene);
  EXPECT_TRUE(beginning.complaints.empty());
  ASSERT_EQ(beginning.scene.pictures.size(), 1U);
  EXPECT_EQ(beginning.scene.pictures[0].bundled, first_scene().pictures[0].bundled);
}

}  // namespace
}  // namespace flatscope
