#include "app/files/storage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "app/files/folders.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

// What every storage promises.
void expect_to_keep(Storage& storage) {
  for (const KeptText what : {KeptText::settings, KeptText::session}) {
    EXPECT_FALSE(storage.has(what));
    EXPECT_EQ(storage.read(what, 100), std::nullopt);
    EXPECT_EQ(storage.obstacle(what), "");
  }
  storage.write(KeptText::settings, "first and longer");
  storage.write(KeptText::settings, "größer");
  EXPECT_TRUE(storage.has(KeptText::settings));
  EXPECT_FALSE(storage.has(KeptText::session));
  EXPECT_EQ(storage.read(KeptText::settings, 100), "größer");
  EXPECT_ANY_THROW(storage.read(KeptText::settings, 3));
  storage.write(KeptText::session, "");
  EXPECT_TRUE(storage.has(KeptText::session));
  EXPECT_EQ(storage.read(KeptText::session, 100), "");
}

TEST(Storages, InMemory) {
  MemoryStorage storage;
  expect_to_keep(storage);
}

TEST(Storages, InFoldersThatAreMadeWhenTheyAreNeeded) {
  const test::TemporaryFolder folder;
  FileStorage storage(folder.path() / "a" / "config", folder.path() / "b" / "state");
  expect_to_keep(storage);
  EXPECT_EQ(test::read_text(folder.path() / "a" / "config" / "settings.toml"), "größer");
  EXPECT_TRUE(fs::exists(folder.path() / "b" / "state" / "session.toml"));
}

TEST(Storages, BesideAProgramThatIsPortable) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(portable_folder(folder.path()), fs::path());
  EXPECT_EQ(portable_folder({}), fs::path());
  test::write_text(folder.path() / "portable", "");
  EXPECT_EQ(portable_folder(folder.path()), folder.path() / "settings");
}

TEST(Storages, WithoutAFolderNothingIsThereAndWritingSaysWhy) {
  FileStorage storage({}, {});
  EXPECT_FALSE(storage.has(KeptText::session));
  EXPECT_EQ(storage.read(KeptText::session, 100), std::nullopt);
  EXPECT_EQ(storage.obstacle(KeptText::session), "");
  try {
    storage.write(KeptText::session, "text");
    ADD_FAILURE() << "it was written";
  } catch (const std::exception& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("no home folder"));
  }
}

}  // namespace
}  // namespace flatscope
