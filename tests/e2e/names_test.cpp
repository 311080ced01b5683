// Files whose names hold what no name should: they open, are shown in one line, and are found again.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/files/plain_text.h"
#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

struct OddName {
  std::string name, shown;
};

const OddName odd_names[] = {
    {"two\nlines.png", "two?lines.png"},
    {"bell\a\x1B[31m.png", "bell??[31m.png"},
    {"latin k\xE4se.png", "latin k?se.png"},
    {"none \uFFFF.png", "none ?.png"},
    {"next\u0085line\u2028.png", "next?line?.png"},
};

class Names : public ::testing::Test {
 protected:
  Driver driver;
};

TEST_F(Names, TheHeadingAndTheTitleKeepTheirLine) {
  std::vector<std::string> files;
  for (const OddName& odd : odd_names) {
    write_png(driver.file(odd.name), 30, 20);
    files.push_back(driver.file(odd.name));
  }
  driver.start(files);
  for (const OddName& odd : odd_names) {
    const Screen screen = driver.wait_fact("picture", odd.shown);
    driver.settle();
    EXPECT_EQ(driver.display().window_title(), odd.shown + " · Flatscope");
    for (const char* stage : {"1", "2", "3", "4"}) {
      driver.key(stage);
      driver.frames_pass();
      const Screen seen = driver.settle();
      for (const Text& text : seen.texts) EXPECT_EQ(text.words, one_line(text.words));
      EXPECT_TRUE(seen.says(odd.shown)) << "stage " << stage << ": " << seen.words();
    }
    driver.key("Next");
  }
  EXPECT_EQ(driver.leave(), 0);
}

TEST_F(Names, SuchPicturesAreFoundAgainAfterACrash) {
  for (const OddName& odd : odd_names) write_png(driver.file(odd.name), 30, 20);
  driver.start({driver.file(odd_names[0].name)});
  for (const OddName& odd : odd_names)
    ASSERT_TRUE(driver.display().drop({uri_of(driver.file(odd.name))}, {500, 300}, patience));
  driver.wait_fact("pictures", std::to_string(std::size(odd_names)));
  driver.settle();
  driver.kill();
  const Screen again = driver.start();
  EXPECT_EQ(again.fact("pictures"), std::to_string(std::size(odd_names)));
  EXPECT_FALSE(again.says("no such file")) << again.words();
}

}  // namespace
}  // namespace flatscope::testing
