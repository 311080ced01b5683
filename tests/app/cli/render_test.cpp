// Pictures of every stage, without a window.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "core/files/image.h"
#include "core/files/plain_text.h"
#include "tests/app/cli/program.h"
#include "tests/app/xml.h"

namespace flatscope::testing {
namespace {

using ::testing::HasSubstr;

constexpr const char* stages[] = {"flatten", "shift", "convolve", "parameters"};

std::string text_of(const std::string& path) {
  const std::vector<std::byte> bytes = read_file(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(Render, has_the_size_asked_for) {
  const TemporaryFolder folder;
  for (const char* stage : {"flatten", "shift", "convolve", "parameters"}) {
    const Outcome outcome = run({"render", "--stage", stage, golden("rgb8.png"), "--size", "800x600", "--scale", "1.5",
                                 "--theme", "light", "--out", folder.file("shot.png")});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    const Image shot = load_image(folder.file("shot.png"));
    EXPECT_EQ(shot.width, 800);
    EXPECT_EQ(shot.height, 600);
    EXPECT_GE(shot.channels, 3);
  }
}

// Every text that the frame shows is in the file as text, and the file is one that viewers open.
TEST(Render, svg_holds_every_text_as_text) {
  const TemporaryFolder folder;
  for (const char* stage : stages) {
    for (const char* theme : {"dark", "light"}) {
      const std::string out = folder.file("shot.svg"), record = folder.file("record.json");
      ::setenv("FLATSCOPE_SCREEN_RECORD", record.c_str(), 1);
      const Outcome outcome = run({"render", "--stage", stage, "--theme", theme, "--out", out});
      ::unsetenv("FLATSCOPE_SCREEN_RECORD");
      ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
      const std::string svg = text_of(out);
      EXPECT_EQ(svg.find("<?xml "), 0U) << stage;
      EXPECT_EQ(wrong_with_xml(svg), "") << stage;
      EXPECT_THAT(svg, HasSubstr("width=\"1280\" height=\"720\" viewBox=\"0 0 1280 720\""));
      EXPECT_LT(svg.size(), 3'000'000U) << stage;
      EXPECT_NE(svg.find("<image "), std::string::npos) << stage;
      const auto frame = nlohmann::json::parse(text_of(record));
      int seen = 0;
      for (const auto& text : frame.at("texts")) {
        const auto box = text.at("rect").get<std::vector<double>>(), clip = text.at("clip").get<std::vector<double>>();
        if (box[0] + 1 >= clip[2] || box[2] <= clip[0] + 1 || box[1] + 4 >= clip[3] || box[3] <= clip[1] + 4) continue;
        const auto words = text.at("text").get<std::string>();
        if (words.find_first_not_of(' ') == std::string::npos) continue;
        ++seen;
        EXPECT_NE(svg.find(">" + xml_text(words) + "</text>"), std::string::npos) << stage << ": " << words;
      }
      EXPECT_GT(seen, 20) << stage;
    }
  }
}

// Where the layout holds a text by its right end or its middle, the file does so too, whatever the viewer's letters.
TEST(Render, svg_keeps_the_end_that_a_text_stands_by) {
  const TemporaryFolder folder;
  const std::string out = folder.file("shot.svg"), record = folder.file("record.json");
  ::setenv("FLATSCOPE_SCREEN_RECORD", record.c_str(), 1);
  const Outcome outcome = run({"render", "--stage", "parameters", "--out", out});
  ::unsetenv("FLATSCOPE_SCREEN_RECORD");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::string svg = text_of(out);
  const auto frame = nlohmann::json::parse(text_of(record));
  std::vector<double> ends;
  for (const auto& text : frame.at("texts"))
    if (text.at("text") == "12,582,912") ends.push_back(text.at("rect").get<std::vector<double>>()[2]);
  ASSERT_FALSE(ends.empty());  // in the ledger's right-aligned columns
  std::size_t at = 0;
  for (const double end : ends) {
    at = svg.find(">12,582,912</text>", at + 1);
    ASSERT_NE(at, std::string::npos);
    const std::size_t tag = svg.rfind("<text x=\"", at);
    EXPECT_NE(svg.substr(tag, at - tag).find("text-anchor=\"end\""), std::string::npos) << svg.substr(tag, at - tag);
    EXPECT_NEAR(std::stod(svg.substr(tag + 9)), end, 0.5);
  }
}

TEST(Render, small_and_large) {
  const TemporaryFolder folder;
  for (const char* stage : stages) {
    for (const char* size : {"64x64", "64x2048", "3000x64"}) {
      const Outcome outcome = run({"render", "--stage", stage, "--size", size, "--out", folder.file("shot.png")});
      ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
      const Image shot = load_image(folder.file("shot.png"));
      EXPECT_EQ(std::to_string(shot.width) + "x" + std::to_string(shot.height), size);
      const Outcome svg = run({"render", "--stage", stage, "--size", size, "--out", folder.file("shot.svg")});
      ASSERT_EQ(svg.exit_code, 0) << svg.err;
      EXPECT_EQ(wrong_with_xml(text_of(folder.file("shot.svg"))), "") << stage << " " << size;
    }
  }
}

TEST(Render, OddNamesLeaveTheVectorPictureWhole) {
  const TemporaryFolder folder;
  for (const std::string name :
       {"two\nlines.png", "bell\a\x1B[31m.png", "k\xE4se.png", "none\uFFFF.png", "next\u0085.png", "a & <b>.png"}) {
    std::filesystem::copy_file(golden("rgb8.png"), folder.file(name));
    const Outcome outcome =
        run({"render", "--stage", "flatten", folder.file(name), "--size", "640x480", "--out", folder.file("out.svg")});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    const std::string svg = text_of(folder.file("out.svg"));
    EXPECT_EQ(wrong_with_xml(svg), "") << name;
    EXPECT_THAT(svg, HasSubstr("<title>" + xml_text(one_line(name)) + " · Flatscope</title>"));
    std::istringstream lines(svg);
    for (std::string line; std::getline(lines, line);) ASSERT_EQ(line, one_line(line)) << name;
  }
}

}  // namespace
}  // namespace flatscope::testing
