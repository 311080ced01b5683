#include "app/files/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#ifndef _WIN32
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

#include <chrono>
#include <csignal>

#include "app/files/assets.h"
#include "app/files/scene_file.h"
#include "core/files/file.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

class Sessions : public testing::Test {
 protected:
  fs::path file() const { return storage_.path_of(KeptText::session); }
  Session some_session() {
    Session session;
    session.scene = test::random_scene(generator_, {bundled_picture("coins.png"), bundled_picture("horse.png")});
    session.scene.shift.doodle = nullptr;
    session.scene_path = "/home/me/lesson \"one\".toml";
    session.saved = false;
    session.ended_well = false;
    return session;
  }
  test::TemporaryFolder temporary_;
  test::Environment state_{"XDG_STATE_HOME", temporary_.path().string()};
  FileStorage storage_ = user_storage();
  Generator generator_{61};
  std::vector<std::string> complaints_;
};

TEST_F(Sessions, WhatIsKeptLateDoesNotUndoTheEnd) {
  SessionKeeper keeper(storage_);
  Session session = some_session();
  EXPECT_EQ(keeper.keep(session), std::nullopt);
  EXPECT_FALSE(last_session_ended_well(storage_));
  Session end = session;
  end.ended_well = true;
  keeper.end(end);
  EXPECT_EQ(keeper.keep(session), std::nullopt);
  EXPECT_TRUE(last_session_ended_well(storage_));
}

TEST_F(Sessions, LieInTheStateFolder) {
  EXPECT_EQ(file(), temporary_.path() / "flatscope" / "session.toml");
  const test::Environment relative("XDG_STATE_HOME", "not/absolute");
  const test::Environment home("HOME", "/home/someone");
  EXPECT_EQ(user_storage().path_of(KeptText::session), "/home/someone/.local/state/flatscope/session.toml");
}

TEST_F(Sessions, WithoutAnyThereIsNothingToBringBack) {
  EXPECT_FALSE(storage_.has(KeptText::session));
  EXPECT_TRUE(last_session_ended_well(storage_));
  EXPECT_FALSE(load_session(storage_, complaints_));
  mark_session_ended(storage_);
  EXPECT_FALSE(storage_.has(KeptText::session));
  EXPECT_TRUE(complaints_.empty());
}

TEST_F(Sessions, ComeBackAsTheyWere) {
  for (int i = 0; i < 30; ++i) {
    Session session = some_session();
    session.saved = test::coin(generator_);
    session.ended_well = test::coin(generator_);
    if (test::coin(generator_)) session.scene_path.clear();
    ASSERT_FALSE(store_session(storage_, session));
    EXPECT_TRUE(storage_.has(KeptText::session));
    EXPECT_EQ(last_session_ended_well(storage_), session.ended_well);
    const auto read = load_session(storage_, complaints_);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->scene, session.scene);
    EXPECT_EQ(read->scene_path, session.scene_path);
    EXPECT_EQ(read->saved, session.saved);
    EXPECT_EQ(read->ended_well, session.ended_well);
  }
  EXPECT_TRUE(complaints_.empty());
}

TEST_F(Sessions, SayingGoodbyeChangesNothingElse) {
  const Session session = some_session();
  store_session(storage_, session);
  EXPECT_FALSE(last_session_ended_well(storage_));
  mark_session_ended(storage_);
  EXPECT_TRUE(last_session_ended_well(storage_));
  const auto read = load_session(storage_, complaints_);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->ended_well);
  EXPECT_EQ(read->scene, session.scene);
  EXPECT_EQ(read->scene_path, session.scene_path);
  EXPECT_FALSE(read->saved);
}

#ifndef _WIN32
TEST_F(Sessions, AKilledProgramLosesNothing) {
  const Session session = some_session();
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    store_session(storage_, session);
    ::kill(getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_FALSE(last_session_ended_well(storage_));
  const auto read = load_session(storage_, complaints_);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->scene, session.scene);
}

TEST_F(Sessions, AKillInTheMidstOfWritingLeavesAWholeOne) {
  const Session first = some_session();
  store_session(storage_, first);
  for (int round = 0; round < 20; ++round) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      while (true) store_session(storage_, first);
    }
    usleep(static_cast<useconds_t>(test::between(generator_, 500, 6000)));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    waitpid(child, nullptr, 0);
    const auto read = load_session(storage_, complaints_);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->scene, first.scene);
  }
}
#endif

TEST_F(Sessions, PicturesAreNamedAbsolutely) {
  const auto image = test::noise_image(generator_, 5, 4, 1);
  write_file(temporary_.path() / "p.png", encode_png(std::get<std::vector<std::uint8_t>>(image->samples), 5, 4, 1));
  Session session;
  session.scene.pictures = {open_picture(temporary_.path() / "p.png")};
  clamp(session.scene);
  store_session(storage_, session);
  EXPECT_THAT(test::read_text(file()), testing::HasSubstr((temporary_.path() / "p.png").string()));
}

TEST_F(Sessions, AFolderThatCannotBeWrittenIsASentence) {
  test::write_text(temporary_.path() / "flatscope", "a file where the folder should be");
  const auto sentence = store_session(storage_, some_session());
  ASSERT_TRUE(sentence);
  EXPECT_GT(sentence->size(), 40U);
  EXPECT_FALSE(storage_.has(KeptText::session));
  EXPECT_TRUE(last_session_ended_well(storage_));
}

TEST_F(Sessions, WithoutAHomeThereIsASentence) {
  const test::Environment state("XDG_STATE_HOME", ""), home("HOME", "");
  storage_ = user_storage();
  EXPECT_TRUE(file().empty());
  EXPECT_TRUE(store_session(storage_, some_session()));
  EXPECT_FALSE(storage_.has(KeptText::session));
  EXPECT_FALSE(load_session(storage_, complaints_));
  mark_session_ended(storage_);
}

TEST_F(Sessions, AnyStorageKeepsThem) {
  MemoryStorage memory;
  EXPECT_EQ(store_session(memory, some_session()), std::nullopt);
  EXPECT_FALSE(last_session_ended_well(memory));
  const auto read = load_session(memory, complaints_);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->scene_path, some_session().scene_path);
  mark_session_ended(memory);
  EXPECT_TRUE(last_session_ended_well(memory));
  EXPECT_FALSE(fs::exists(file()));
}

TEST_F(Sessions, ADamagedFileIsAComplaint) {
  store_session(storage_, some_session());
  const std::string whole = test::read_text(file());
  test::write_text(file(), "stage = [[[");
  EXPECT_FALSE(load_session(storage_, complaints_));
  EXPECT_EQ(complaints_.size(), 1U);
  EXPECT_TRUE(last_session_ended_well(storage_));
  mark_session_ended(storage_);
  for (std::size_t length = 0; length < whole.size(); length += 13) {
    test::write_text(file(), whole.substr(0, length));
    EXPECT_NO_THROW({
      last_session_ended_well(storage_);
      load_session(storage_, complaints_);
      mark_session_ended(storage_);
    });
  }
}

TEST_F(Sessions, KeepingOneIsQuick) {
  Session session = some_session();
  session.scene.shift.doodle = test::random_doodle(generator_);
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 20; ++i) ASSERT_FALSE(scene_to_toml(session.scene, {}).empty());
  const auto spent = std::chrono::steady_clock::now() - start;
  EXPECT_LT(spent / 20, std::chrono::milliseconds(20));  // generous, for the sanitizers
}

#ifndef _WIN32
TEST_F(Sessions, APipeIsNeitherReadNorWritten) {
  fs::create_directories(file().parent_path());
  ASSERT_EQ(::mkfifo(file().c_str(), 0600), 0);
  EXPECT_THAT(session_problem(storage_), testing::HasSubstr("is a pipe or a device, not a file"));
  EXPECT_FALSE(storage_.has(KeptText::session));
  EXPECT_TRUE(last_session_ended_well(storage_));
  EXPECT_FALSE(load_session(storage_, complaints_));
  EXPECT_EQ(store_session(storage_, some_session()), session_problem(storage_));
  mark_session_ended(storage_);
  EXPECT_TRUE(fs::is_fifo(file()));
  fs::remove(file());
  EXPECT_EQ(session_problem(storage_), "");
}
#endif

}  // namespace
}  // namespace flatscope
