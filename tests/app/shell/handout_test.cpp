// A handout and the answers of a class, saved from the window: the person says where, the figures are drawn between
// frames, and the file is there whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "app/files/assets.h"
#include "app/lessons/model/read.h"
#include "app/platform/pictures/render_queue.h"
#include "core/files/file.h"
#include "tests/app/alone.h"
#include "tests/app/xml.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class PlatformThatPrints final : public PlatformAlone {
 public:
  bool ask_for_files(const FileQuestion& what, std::function<void(FileChoice)> answer_to) override {
    if (!asks) return false;
    question = what;
    answer = std::move(answer_to);
    return true;
  }
  void hand_out(const fs::path& written) override { handed_out = written; }
  PdfPrinter pdf_printer() override { return printer; }

  bool asks = true;
  FileQuestion question;
  std::function<void(FileChoice)> answer;
  fs::path handed_out;
  PdfPrinter printer;
};

constexpr const char* short_lesson = R"(title = "Two"
[scene.flatten]
working_size = 8
[[step]]
title = "Number"
say = "s"
[step.question]
kind = "number"
ask = "Where, please?"
answer = { index_of = [2, 1] }
because = "It is so."
[[step]]
title = "Told"
say = "t"
)";

class HandoutSaved : public ::testing::Test {
 protected:
  HandoutSaved() : window_(ground_, first_scene(), {1280, 720}, std::make_unique<PlatformThatPrints>()), queue_([] {}) {
    fs::create_directory(out());
    window_.app().settings().folder = out();
    window_.app().take_renderer(
        [this](RenderWish wish, FileAnswer answer) { queue_.add(std::move(wish), std::move(answer)); });
    window_.app().begin(std::make_shared<const Lesson>(*read_lesson(short_lesson, {}).lesson), 0);
    window_.settle();
  }
  PlatformThatPrints& system() { return dynamic_cast<PlatformThatPrints&>(window_.platform()); }
  fs::path out() const { return ground_.folder() / "out"; }
  static std::string text_of(const fs::path& path) {
    const std::vector<std::byte> bytes = read_file(path);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  // As the loop of a window does it: a slice after each frame.
  bool until(const std::function<bool()>& so) {
    for (int tries = 0; tries < 8000 && !so(); ++tries) {
      window_.frame();
      if (queue_.step() == RenderQueue::Step::nothing) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return so();
  }
  bool says(const std::string& words) {
    return until([&] { return window_.now().says(words); });
  }
  void answer(const std::string& name) { system().answer({system().question.use, {out() / name}, {}}); }

  Ground ground_;
  Alone window_;
  RenderQueue queue_;
};

TEST_F(HandoutSaved, IsOneWholeFileWithAllFigures) {
  window_.press(GLFW_KEY_H, GLFW_MOD_CONTROL);
  ASSERT_TRUE(system().answer);
  EXPECT_EQ(system().question.use, FileUse::save_handout);
  EXPECT_EQ(system().question.suggested, out() / "two.html");
  answer("mine.html");
  window_.frame();
  EXPECT_TRUE(fs::is_empty(out()));
  // What happens meanwhile is not in it.
  window_.app().leave_lesson();
  window_.app().show_stage(Stage::convolve);
  ASSERT_TRUE(says("Exported as"));
  EXPECT_EQ(system().handed_out, out() / "mine.html");
  const std::string html = text_of(out() / "mine.html");
  EXPECT_EQ(wrong_with_xml(html), "");
  EXPECT_THAT(html, HasSubstr("<title>Number</title>"));
  EXPECT_THAT(html, HasSubstr("<title>Told</title>"));
  EXPECT_THAT(html, HasSubstr("id=\"answers\""));
  // Its ink is black on white, and of the window there is only the stage.
  EXPECT_THAT(html, HasSubstr("<rect width=\"860\" height=\"424\" fill=\"#ffffff\"/>"));
  EXPECT_THAT(html, Not(HasSubstr("Working size")));
  EXPECT_THAT(html, Not(HasSubstr("Next step")));
  // Nobody can commit anything on paper.
  EXPECT_THAT(html, Not(HasSubstr("ommit")));
}

TEST_F(HandoutSaved, IsPrintedByWhatTheSystemHasForIt) {
  window_.press(GLFW_KEY_H, GLFW_MOD_CONTROL);
  answer("none.pdf");
  EXPECT_TRUE(says("No PDF can be made here: save the handout as .html"));
  EXPECT_TRUE(fs::is_empty(out()));

  const std::thread::id here = std::this_thread::get_id();
  std::atomic<bool> elsewhere{false};
  system().printer = [&](std::string_view html, const fs::path& pdf) {
    elsewhere = std::this_thread::get_id() != here && html.find("size: A4") != std::string_view::npos;
    write_file(pdf, std::string_view("%PDF-"));
  };
  window_.press(GLFW_KEY_H, GLFW_MOD_CONTROL);
  answer("one.pdf");
  ASSERT_TRUE(says("Exported as"));
  EXPECT_TRUE(elsewhere);
  EXPECT_EQ(text_of(out() / "one.pdf"), "%PDF-");

  system().printer = [](std::string_view, const fs::path&) { throw std::runtime_error("the browser is gone"); };
  window_.press(GLFW_KEY_H, GLFW_MOD_CONTROL);
  answer("two.pdf");
  EXPECT_TRUE(says("the browser is gone"));
}

TEST_F(HandoutSaved, SaysWhatStandsInItsWay) {
  window_.press(GLFW_KEY_H, GLFW_MOD_CONTROL);
  answer("nowhere/mine.html");
  EXPECT_TRUE(says("its folder does not exist"));
  window_.app().take_renderer([](const RenderWish&, const FileAnswer& told) { told({}, "the canvas is full"); });
  window_.press(GLFW_KEY_H, GLFW_MOD_CONTROL);
  answer("mine.html");
  EXPECT_TRUE(says("the canvas is full"));
  EXPECT_TRUE(fs::is_empty(out()));
}

TEST_F(HandoutSaved, AnswersAreATable) {
  at_hand(window_.app().view().lesson).guess.value = {17.0};
  commit(window_.app().view().lesson);
  window_.settle();
  window_.click(window_.now().controls.at("bar/lesson.answers").box.centre());
  window_.settle();
  EXPECT_EQ(system().question.use, FileUse::save_table);
  EXPECT_EQ(system().question.suggested, out() / "two-answers.csv");
  answer("mine.csv");
  ASSERT_TRUE(says("Saved as"));
  EXPECT_EQ(text_of(out() / "mine.csv"),
            "step,question,answer,right,hands,hands after discussion\r\n1,\"Where, please?\",17,yes,,\r\n");
}

TEST_F(HandoutSaved, TheProgramsOwnChooserAsksWhere) {
  system().asks = false;
  window_.click(window_.now().controls.at("bar/lesson.handout").box.centre());
  EXPECT_TRUE(says("Save the handout"));
  window_.settle();
  window_.click(window_.now().controls.at("chooser/open").box.centre());
  ASSERT_TRUE(says("Exported as"));
  EXPECT_TRUE(fs::exists(out() / "two.html"));
  // What is there is not written over without a question.
  window_.press(GLFW_KEY_H, GLFW_MOD_CONTROL);
  EXPECT_TRUE(says("Save the handout"));
  window_.settle();
  window_.click(window_.now().controls.at("chooser/open").box.centre());
  EXPECT_TRUE(says("is already there. Replace it?"));
}

}  // namespace
}  // namespace flatscope::testing
