// Links to scenes on the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "core/files/image.h"
#include "tests/app/cli/program.h"

namespace flatscope::testing {
namespace {

using ::testing::HasSubstr;

// Of a scene in which nothing is as usual but the stage, which is Shift: scene_link.h says of what it is made.
constexpr const char* shift_link = "https://school.example/flatscope.html#scene=1eNorLklMT7VVKs7ITCtR4gIAJ0AEvg";

TEST(Link, render_draws_its_scene) {
  const TemporaryFolder folder;
  const std::string of_link = folder.file("link.png"), of_stage = folder.file("stage.png");
  const Outcome outcome = run({"render", "--scene", shift_link, "--size", "400x300", "--out", of_link});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  ASSERT_EQ(run({"render", "--stage", "shift", "--size", "400x300", "--out", of_stage}).exit_code, 0);
  EXPECT_EQ(load_image(of_link).samples, load_image(of_stage).samples);
}

TEST(Link, a_damaged_one_is_refused_before_a_window_opens) {
  const std::string cut = std::string(shift_link).substr(0, std::string(shift_link).size() - 4);
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {cut}, {"--scene", cut}, {"--stage", "flatten", cut}, {"render", "--scene", cut, "--out", "a.png"}}) {
    const TemporaryFolder folder;
    const Outcome outcome = run(words, {.folder = folder.path()});
    expect_refusal(outcome);
    EXPECT_THAT(outcome.err, HasSubstr("The link is damaged or not whole"));
    EXPECT_TRUE(folder.names().empty());
  }
}

TEST(Link, two_scenes_are_refused) {
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {shift_link, shift_link}, {shift_link, "--scene", shift_link}, {shift_link, "--scene", "a.toml"}}) {
    const Outcome outcome = run(words);
    expect_refusal(outcome);
    EXPECT_THAT(outcome.err, HasSubstr("several scenes were given"));
  }
}

TEST(Link, help_tells_of_it) {
  EXPECT_THAT(run({"--help"}).out, HasSubstr("#scene="));
  EXPECT_THAT(run({"render", "--help"}).out, HasSubstr("link"));
}

}  // namespace
}  // namespace flatscope::testing
