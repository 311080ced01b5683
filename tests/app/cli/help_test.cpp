// --version and --help, whose examples are run as they stand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <sstream>

#include "core/files/file.h"
#include "core/files/image.h"
#include "tests/app/cli/program.h"

namespace flatscope::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Version, is_one_line) {
  const Outcome outcome = run({"--version"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, StartsWith("flatscope " FLATSCOPE_VERSION " ("));
  // The commit, how it was built and with what; no time and no folder.
  EXPECT_TRUE(std::regex_match(
      outcome.out,
      std::regex(R"(flatscope [0-9.]+ \(commit ([0-9a-f]{10}(-changed)?|unknown), build \w+, \w+ [0-9.]+\)\n)")))
      << outcome.out;
  EXPECT_EQ(outcome.err, "");
}

// The lines after "Example:", up to an empty one.
std::vector<std::vector<std::string>> examples(const std::string& help) {
  std::vector<std::vector<std::string>> all;
  std::istringstream lines(help.substr(std::min(help.find("Example:\n"), help.size())));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream text(line);
    std::vector<std::string> words{std::istream_iterator<std::string>(text), {}};
    if (words.empty()) break;
    all.push_back(std::move(words));
  }
  return all;
}

TEST(Help, of_the_program_lists_its_subcommands) {
  for (const char* option : {"--help", "-h"}) {
    const Outcome outcome = run({option});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.err, "");
    for (const char* name : {"flatten", "shift", "dense", "conv", "pool", "equivariance", "count", "train", "lesson",
                             "render", "--stage", "--scene", "--theme", "--scale", "--version"}) {
      EXPECT_THAT(outcome.out, HasSubstr(name));
    }
    EXPECT_EQ(examples(outcome.out).size(), 1U) << outcome.out;
  }
}

class Help : public ::testing::TestWithParam<const char*> {};

TEST_P(Help, has_one_example_that_works_from_an_empty_folder) {
  const Outcome help = run({GetParam(), "--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_EQ(help.err, "");
  const std::vector<std::vector<std::string>> all = examples(help.out);
  ASSERT_EQ(all.size(), 1U) << help.out;
  std::vector<std::string> words = all.front();
  ASSERT_GE(words.size(), 3U);
  EXPECT_EQ(words[0], "flatscope");
  EXPECT_EQ(words[1], GetParam());
  words.erase(words.begin());

  const TemporaryFolder folder;
  const Outcome outcome = run(words, {.folder = folder.path()});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto out = std::find_if(words.begin(), words.end(),
                                [](const std::string& word) { return word == "--out" || word == "--handout"; });
  if (out == words.end()) {
    EXPECT_THAT(outcome.out, HasSubstr(words[0] == "train" ? "test_accuracy" : "interior_max_abs"));
  } else {
    EXPECT_EQ(folder.names(), std::vector<std::string>{*(out + 1)});
  }
}

INSTANTIATE_TEST_SUITE_P(Subcommands, Help,
                         ::testing::Values("flatten", "shift", "dense", "conv", "pool", "equivariance", "train",
                                           "lesson", "render"),
                         [](const auto& item) { return std::string(item.param); });

TEST(Help, comes_before_complaints) {
  EXPECT_EQ(run({"conv", "--stride", "0", "--help"}).exit_code, 0);
  EXPECT_EQ(run({"conv", "--nonsense", "--help"}).exit_code, 0);
}

}  // namespace
}  // namespace flatscope::testing
