// Handouts from the command line: whole files, every figure in them; mistakes end with 2 and leave nothing behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/files/file.h"
#include "tests/app/cli/program.h"
#include "tests/app/xml.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

std::string text_of(const std::string& path) {
  const std::vector<std::byte> bytes = read_file(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// PATH with nothing in it but, where it is given, a browser that runs this script.
class OnlyBrowser {
 public:
  explicit OnlyBrowser(const std::string& script = {}) : before_(std::getenv("PATH")) {
    if (!script.empty()) {
      const std::string program = folder_.file("chromium");
      std::ofstream(program) << "#!/bin/sh\n" << script;
      fs::permissions(program, fs::perms::owner_all);
    }
    ::setenv("PATH", folder_.path().c_str(), 1);
  }
  ~OnlyBrowser() { ::setenv("PATH", before_.c_str(), 1); }
  OnlyBrowser(const OnlyBrowser&) = delete;
  OnlyBrowser& operator=(const OnlyBrowser&) = delete;

 private:
  TemporaryFolder folder_;
  std::string before_;
};

TEST(Handout, of_each_bundled_lesson_has_every_figure) {
  const fs::path lessons = fs::path(FLATSCOPE_SOURCE_DIR) / "assets" / "lessons";
  for (const auto& entry : fs::directory_iterator(lessons)) {
    if (entry.path().extension() != ".toml") continue;
#if defined(__SANITIZE_ADDRESS__)
    // Trained networks take minutes then, and the figures of the others are made the same way.
    if (text_of(entry.path().string()).find("train_epochs") != std::string::npos) continue;
#endif
    SCOPED_TRACE(entry.path().filename());
    const TemporaryFolder folder;
    const std::string out = folder.file("out.html");
    const Outcome outcome = run({"lesson", entry.path().string(), "--handout", out});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    const std::string html = text_of(out), lesson = text_of(entry.path().string());
    const std::size_t steps = count_of(lesson, "[[step]]");
    EXPECT_GE(steps, 2U);
    EXPECT_EQ(wrong_with_xml(html), "");
    EXPECT_EQ(count_of(html, "<figure>\n<svg "), steps);
    EXPECT_EQ(count_of(html, "</svg>\n</figure>"), steps);
    EXPECT_EQ(count_of(html, "<div class=\"question\">"), count_of(lesson, "[step.question]"));
    EXPECT_EQ(count_of(html, "id=\"answers\""), 1U);
    EXPECT_LT(html.size(), 1'000'000U * steps);
    // Every id is there once, and what is referred to is there.
    for (std::size_t at = html.find("url(#"); at != std::string::npos; at = html.find("url(#", at + 1)) {
      const std::string id = html.substr(at + 5, html.find(')', at) - at - 5);
      ASSERT_EQ(count_of(html, "id=\"" + id + "\""), 1U) << id;
    }
    // Nobody can commit anything on paper.
    EXPECT_THAT(html, Not(HasSubstr("ommit")));
  }
}

TEST(Handout, tells_no_answer_in_a_questions_figure) {
  const TemporaryFolder folder;
  const std::string out = folder.file("out.html");
  ASSERT_EQ(run({"lesson", "pixel-below", "--handout", out}).exit_code, 0);
  const std::string html = text_of(out);
  const auto section = [&](int step) {
    const std::size_t begin = html.find("id=\"step-" + std::to_string(step) + "\"");
    return html.substr(begin, html.find("</section>", begin) - begin);
  };
  // Its third step asks where the pixel below lands: at 89. What is highlighted there has a question mark.
  EXPECT_EQ(section(3).find(">89<"), std::string::npos);
  EXPECT_EQ(section(3).find("57, 89"), std::string::npos);
  EXPECT_EQ(section(3).find("apart"), std::string::npos);
  EXPECT_NE(section(3).find(">?</text>"), std::string::npos);
  EXPECT_NE(section(4).find("57, 89"), std::string::npos);
  EXPECT_EQ(section(4).find(">?</text>"), std::string::npos);
}

TEST(Handout, leaves_the_answers_out) {
  const TemporaryFolder folder;
  const std::string out = folder.file("out.html");
  ASSERT_EQ(run({"lesson", "pixel-below", "--handout", out, "--no-answers", "--paper", "letter"}).exit_code, 0);
  const std::string html = text_of(out);
  EXPECT_THAT(html, Not(HasSubstr("id=\"answers\"")));
  EXPECT_THAT(html, Not(HasSubstr("One row further is W places further")));
  EXPECT_THAT(html, HasSubstr("size: letter"));
}

TEST(Handout, tells_what_is_wrong) {
  const TemporaryFolder folder;
  const auto refused = [&](const std::vector<std::string>& words, const std::string& sentence) {
    std::vector<std::string> all = {"lesson", "pixel-below"};
    all.insert(all.end(), words.begin(), words.end());
    const Outcome outcome = run(all, {.folder = folder.path()});
    expect_refusal(outcome);
    EXPECT_THAT(outcome.err, HasSubstr(sentence));
    EXPECT_TRUE(folder.names().empty());
  };
  refused({"--handout", "out.txt"}, "it must end in .html or .pdf");
  refused({"--handout", ".html"}, "it must end in .html or .pdf");
  refused({"--handout"}, "--handout");
  refused({"--no-answers"}, "--no-answers was given without --handout OUT");
  refused({"--paper", "a4"}, "--paper was given without --handout OUT");
  refused({"--handout", "out.html", "--paper", "a3"}, "--paper is a3; it must be a4 or letter");
  refused({"--handout", "nowhere/out.html"}, "its folder does not exist");
  const OnlyBrowser none;
  refused({"--handout", "out.pdf"}, "save the handout as .html");
}

TEST(Handout, of_a_lesson_with_mistakes_is_not_written) {
  const TemporaryFolder folder;
  std::ofstream(folder.file("bad.toml")) << "title = \"t\"\n[[step]]\ntitle = \"a\"\nsy = \"b\"\n";
  const Outcome outcome = run({"lesson", "bad.toml", "--handout", "out.html"}, {.folder = folder.path()});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.out, HasSubstr("bad.toml:"));
  EXPECT_EQ(folder.names(), std::vector<std::string>{"bad.toml"});
}

TEST(Handout, is_printed_by_a_browser) {
  const TemporaryFolder folder;
  const std::vector<std::string> words = {"lesson", "pixel-below", "--handout", "out.pdf"};
  {
    // It gets a page whose paper is settled, and is asked for a file without the browser's own head and foot.
    const OnlyBrowser browser(R"(for word in "$@"; do
  case "$word" in
    --print-to-pdf=*) out="${word#--print-to-pdf=}" ;;
    --no-pdf-header-footer) bare=yes ;;
    *.html) page="$word" ;;
  esac
done
while read -r line; do case "$line" in *"size: A4"*) paper=A4 ;; esac; done < "$page"
echo "%PDF-1.4 $paper $bare" > "$out"
)");
    const Outcome outcome = run(words, {.folder = folder.path()});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(text_of(folder.file("out.pdf")), "%PDF-1.4 A4 yes\n");
    EXPECT_EQ(folder.names(), std::vector<std::string>{"out.pdf"});
    fs::remove(folder.file("out.pdf"));
  }
  {
    const OnlyBrowser browser("exit 0\n");
    const Outcome outcome = run(words, {.folder = folder.path()});
    expect_refusal(outcome);
    EXPECT_THAT(outcome.err, HasSubstr("chromium has made no PDF"));
    EXPECT_TRUE(folder.names().empty());
  }
  const OnlyBrowser browser("exit 0\n");
  const Outcome outcome = run({"lesson", "pixel-below", "--handout", "nowhere/out.pdf"}, {.folder = folder.path()});
  expect_refusal(outcome);
  EXPECT_THAT(outcome.err, HasSubstr("its folder does not exist"));
}

}  // namespace
}  // namespace flatscope::testing
