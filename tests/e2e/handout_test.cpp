// A handout as a teacher makes it: saved from the window, opened in a browser, printed with all its figures.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::string on_path(const std::string& name) {
  std::istringstream folders(std::getenv("PATH"));
  for (std::string folder; std::getline(folders, folder, ':');)
    if (::access((fs::path(folder) / name).c_str(), X_OK) == 0) return (fs::path(folder) / name).string();
  return {};
}

std::string browser() {
  for (const char* name : {"chromium", "chromium-browser", "google-chrome"})
    if (const std::string found = on_path(name); !found.empty()) return found;
  return {};
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

class HandoutInABrowser : public ::testing::Test {
 protected:
  void SetUp() override {
    if (browser().empty()) GTEST_SKIP() << "no Chromium and no Chrome is installed here to open a handout with";
  }
  // Ctrl H, another name, Enter.
  std::string save_as(const std::string& name) {
    driver.key("ctrl+h");
    driver.wait_words("Save the handout");
    driver.settle();
    driver.key("ctrl+a");
    driver.type(driver.file(name));
    driver.settle();
    driver.key("Return");
    driver.wait(
        "the handout to be written",
        [&](const Screen& screen) { return screen.says("Exported as") && fs::exists(driver.file(name)); },
        6 * patience);
    return driver.file(name);
  }
  Driver driver;
};

TEST_F(HandoutInABrowser, OpensWithAllFiguresWithinThePage) {
  driver.start({"--lesson", "pixel-below"});
  driver.wait_fact("lesson.step", "1");
  const std::string page = save_as("out.html");
  // The page itself tells how it was laid out.
  std::string html = read_text(page);
  const std::size_t figures = count_of(html, "<figure>");
  EXPECT_EQ(figures, 6U);
  html.insert(html.find("</body>"), R"(<script>
const told = [];
for (const svg of document.querySelectorAll('figure svg')) {
  const box = svg.getBoundingClientRect();
  const text = [...svg.querySelectorAll('text')].some(t => t.getBoundingClientRect().width > 4);
  told.push(box.width > 400 ? 'wide' : 'narrow', box.right <= document.documentElement.clientWidth ? 'within' : 'out',
            text ? 'read' : 'empty');
}
document.title = 'told ' + told.join(' ');
</script>)");
  std::ofstream(driver.file("told.html")) << html;
  std::vector<std::string> words = {browser(),
                                    "--headless",
                                    "--disable-gpu",
                                    "--disable-dev-shm-usage",
                                    "--window-size=1000,800",
                                    "--user-data-dir=" + driver.file("profile"),
                                    "--dump-dom"};
  if (::geteuid() == 0) words.emplace_back("--no-sandbox");
  words.push_back(driver.file("told.html"));
  Process process(words, {}, driver.file("dom.log"), driver.folder().string());
  ASSERT_EQ(process.wait(6 * patience), 0);
  std::string wanted = "<title>told";
  for (std::size_t i = 0; i < figures; ++i) wanted += " wide within read";
  EXPECT_THAT(read_text(driver.file("dom.log")), HasSubstr(wanted + "</title>"));
}

TEST_F(HandoutInABrowser, IsPrintedWithAllFigures) {
  driver.start({"--lesson", "pixel-below"});
  driver.wait_fact("lesson.step", "1");
  const std::string file = save_as("out.pdf");
  const std::string pdf = read_text(file);
  EXPECT_EQ(pdf.rfind("%PDF-", 0), 0U);
  const std::size_t pages = count_of(pdf, "/Type /Page\n");
  EXPECT_GE(pages, 4U);
  EXPECT_LE(pages, 8U);
  // Nothing is left beside it.
  for (const auto& entry : fs::directory_iterator(driver.folder()))
    EXPECT_EQ(entry.path().filename().string().find("flatscope-printing"), std::string::npos);
  const std::string reader = on_path("pdftotext");
  if (reader.empty()) return;
  Process process({reader, file, driver.file("out.txt")}, {}, driver.file("pdf.log"));
  ASSERT_EQ(process.wait(patience), 0);
  // Every figure has the line of its stage, but the first: its step does without.
  const std::string text = read_text(driver.file("out.txt"));
  EXPECT_EQ(count_of(text, "The line, all "), 5U) << text;
  EXPECT_THAT(text, HasSubstr("Answers"));
}

}  // namespace
}  // namespace flatscope::testing
