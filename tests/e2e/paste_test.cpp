// Copy and paste beside programs that answer badly: the window goes on whatever they do.
#include <gtest/gtest.h>

#include <string>

#include "clipboard_owner.h"
#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

using Manner = ClipboardOwner::Manner;

constexpr const char* sobel = "-1 0 1; -2 0 2; -1 0 1";
constexpr const char* no_answer = "the program that holds the clipboard does not answer";
// Seconds until a paste is given up: 0.7 by the clock of the program, and what a machine full of tests takes besides.
constexpr double at_most = sanitized ? 10.0 : 3.0;

class Paste : public ::testing::Test {
 protected:
  void start(const std::string& stage = "convolve") {
    driver.start({"--stage", stage});
    driver.park();
    driver.settle();
  }
  // As a hand does it, with Ctrl down for a while: Dear ImGui before 1.87 sees a chord within one frame as its letter.
  void paste_into_field() {
    driver.display().hold_key("Control_L", true);
    driver.frames_pass();
    driver.key("v");
    driver.frames_pass();
    driver.display().hold_key("Control_L", false);
  }
  std::string display() { return driver.display().name(); }
  void take_cell(int row, int column) {
    driver.click("convolve.kernel.cell." + std::to_string(row) + "." + std::to_string(column));
    driver.wait("the cell in hand", [](const Screen& s) { return s.controls.count("convolve.kernel.typed") == 1; });
    driver.frames_pass();
  }
  // The sentence comes in time, the kernel stays, and the window answers as before.
  void given_up() {
    const double asked = now();
    driver.key("ctrl+v");
    driver.wait_words(no_answer);
    EXPECT_LE(now() - asked, at_most);
    EXPECT_EQ(driver.now().fact("convolve.kernel"), sobel);
    const double cpu = driver.process().cpu_seconds();
    const long long frame = driver.settle().frame;
    pause_for(0.5);
    EXPECT_EQ(driver.now().frame, frame) << "the window draws although nothing moves";
    EXPECT_LT(driver.process().cpu_seconds() - cpu, 0.4);
    driver.key("1");
    driver.wait_fact("stage", "flatten");
    EXPECT_EQ(driver.leave(), 0);
  }
  Driver driver;
};

TEST_F(Paste, AnOwnerThatDoesNotAnswerIsGivenUp) {
  start();
  const ClipboardOwner owner(display(), "1 2; 3 4", Manner::is_silent);
  given_up();
  EXPECT_GE(owner.asked(), 1);
}

TEST_F(Paste, AnOwnerThatDiesWhenItIsAskedIsGivenUp) {
  start();
  const ClipboardOwner owner(display(), "1 2; 3 4", Manner::dies_asked);
  given_up();
}

TEST_F(Paste, FramesAreDrawnWhileNobodyAnswers) {
  start();
  const ClipboardOwner owner(display(), "1 2; 3 4", Manner::is_silent);
  driver.key("ctrl+v");
  driver.wait_words("Asking for the clipboard");
  driver.key("2");
  const Screen shift = driver.wait_fact("stage", "shift");
  EXPECT_FALSE(shift.says(no_answer));
  EXPECT_EQ(driver.leave(), 0);
}

TEST_F(Paste, AnAnswerThatComesAfterTheNextQuestionIsNotTakenForIt) {
  start();
  {
    const ClipboardOwner silent(display(), "9", Manner::is_silent);
    driver.key("ctrl+v");
    driver.wait_words(no_answer);
  }
  const ClipboardOwner owner(display(), "1 2; 3 4", Manner::answers);
  driver.key("ctrl+v");
  driver.wait_fact("convolve.kernel", "1 2; 3 4");
  EXPECT_FALSE(driver.settle().says(no_answer));
}

TEST_F(Paste, ASlowOwnerThatSendsPartsIsWaitedFor) {
  start();
  const ClipboardOwner owner(display(), "1 2 3; 4 5 6; 7 8 9", Manner::in_parts, 0.3, 4);
  driver.key("ctrl+v");
  driver.wait_fact("convolve.kernel", "1 2 3; 4 5 6; 7 8 9");
}

TEST_F(Paste, MegabytesAreRefusedInASentence) {
  start();
  std::string text;
  while (text.size() < 3'000'000) text += "1 2 3 4 5 6 7\n";
  const ClipboardOwner owner(display(), text, Manner::in_parts, 0.0, 60'000);
  driver.key("ctrl+v");
  driver.wait_words("The text on the clipboard is too long for a kernel.");
  EXPECT_EQ(driver.now().fact("convolve.kernel"), sobel);
}

TEST_F(Paste, IntoAFieldOfTheChooser) {
  write_png(driver.file("from elsewhere.png"), 30, 20);
  start("flatten");
  const ClipboardOwner owner(display(), driver.file("from elsewhere.png") + "\n", Manner::answers);
  driver.key("ctrl+o");
  driver.wait_fact("overlay", "open");
  paste_into_field();
  driver.wait("the pasted path",
              [&](const Screen& s) { return s.value("chooser/path") == driver.file("from elsewhere.png"); });
  driver.key("Return");
  driver.wait_fact("picture", "from elsewhere.png");
}

TEST_F(Paste, AFieldIsToldThatNobodyAnswers) {
  start("flatten");
  const ClipboardOwner owner(display(), "x", Manner::is_silent);
  driver.key("ctrl+o");
  driver.wait_fact("overlay", "open");
  driver.type("ab");
  paste_into_field();
  driver.type("c");
  driver.wait("the letters", [](const Screen& s) { return s.value("chooser/path") == "abc"; });
  driver.wait_words(no_answer);
  driver.key("Escape");
  driver.key("Escape");
  driver.wait_fact("overlay", "");
  EXPECT_EQ(driver.leave(), 0);
}

TEST_F(Paste, AtTheCaretAndOverWhatIsSelected) {
  start("flatten");
  const ClipboardOwner owner(display(), "XY", Manner::answers);
  driver.key("ctrl+s");
  driver.wait_fact("overlay", "save");
  driver.wait("a suggested name", [](const Screen& s) { return !s.value("chooser/name").empty(); });
  driver.key("ctrl+a");
  driver.type("abcd");
  driver.wait("the letters", [](const Screen& s) { return s.value("chooser/name") == "abcd"; });
  driver.frames_pass();
  driver.key("Left");
  driver.frames_pass();
  driver.display().hold_key("Shift_L", true);
  driver.frames_pass();
  driver.key("Left");
  driver.frames_pass();
  driver.display().hold_key("Shift_L", false);
  driver.frames_pass();
  paste_into_field();
  driver.wait("the text in place", [](const Screen& s) { return s.value("chooser/name") == "abXYd"; });
}

TEST_F(Paste, ADecimalCommaGoesIntoTheCellInHand) {
  start();
  const ClipboardOwner owner(display(), "0,75", Manner::answers);
  take_cell(1, 1);
  paste_into_field();
  driver.wait("the pasted text", [](const Screen& s) { return s.value("convolve.kernel.typed") == "0,75"; });
  driver.key("Return");
  driver.wait_fact("convolve.kernel", "-1 0 1; -2 0.75 2; -1 0 1");
}

TEST_F(Paste, ADecimalCommaAloneIsOneNumber) {
  start();
  const ClipboardOwner owner(display(), "0,75", Manner::answers);
  driver.key("ctrl+v");
  driver.wait_fact("convolve.kernel", "0.75");
}

TEST_F(Paste, WhatACommaMeansIsAskedWhereItCannotBeTold) {
  start();
  const ClipboardOwner owner(display(), "0,5 1", Manner::answers);
  driver.key("ctrl+v");
  driver.wait_words("Is “0,5” in the pasted text one number or two?");
  EXPECT_EQ(driver.now().fact("convolve.kernel"), sobel);
  const Screen asks = driver.settle();
  for (const char* width_and_height : {"0.5: 2 × 1", "0 and 5: 3 × 1"})
    EXPECT_TRUE(asks.says(width_and_height)) << asks.words();
  driver.click("convolve.paste.two");
  driver.wait_fact("convolve.kernel", "0 5 1");
  EXPECT_EQ(driver.settle().controls.count("convolve.paste.two"), 0U);
  driver.key("ctrl+v");
  driver.wait_words("one number or two?");
  driver.click("convolve.paste.one");
  driver.wait_fact("convolve.kernel", "0.5 1");
  // A question is dropped once something else is done.
  driver.key("ctrl+v");
  driver.wait_words("one number or two?");
  driver.click("convolve.preset/Box");
  driver.wait("the question to be gone", [](const Screen& s) { return !s.says("one number or two?"); });
}

TEST_F(Paste, AnAskerThatVanishesDoesNotEndTheProgram) {
  start();
  driver.key("ctrl+c");
  driver.wait_words("Copied");
  EXPECT_EQ(driver.display().clipboard(patience), "-1 0 1\n-2 0 2\n-1 0 1");
  for (int i = 0; i < 20; ++i) ask_and_vanish(display());
  EXPECT_EQ(driver.display().clipboard(patience), "-1 0 1\n-2 0 2\n-1 0 1");
  EXPECT_TRUE(driver.running());
  EXPECT_EQ(driver.leave(), 0);
}

TEST_F(Paste, AClipboardManagerKeepsWhatWasCopied) {
  start();
  const ClipboardManager manager(display());
  driver.key("ctrl+c");
  driver.wait_words("Copied");
  EXPECT_EQ(driver.leave(), 0);
  EXPECT_EQ(manager.kept(), "-1 0 1\n-2 0 2\n-1 0 1");
}

TEST_F(Paste, AClipboardManagerThatDoesNotAnswerHoldsNothingUp) {
  start();
  const ClipboardOwner manager(display(), "", Manner::is_silent, 0.0, 16, "CLIPBOARD_MANAGER");
  driver.key("ctrl+c");
  driver.wait_words("Copied");
  driver.display().clipboard(patience);  // it is held by now
  const double asked = now();
  EXPECT_EQ(driver.leave(), 0);
  EXPECT_LE(now() - asked, sanitized ? 10.0 : 2.0);
  EXPECT_EQ(manager.asked(), 1);
}

TEST_F(Paste, TheQuestionIsBroughtIntoSight) {
  driver.start({"--stage", "convolve", "--scale", "2"});
  driver.park();
  driver.settle();
  const ClipboardOwner owner(display(), "0,5 1", Manner::answers);
  driver.key("ctrl+v");
  driver.wait("the question to be seen", [](const Screen& s) {
    const auto found = s.controls.find("convolve.paste.two");
    return found != s.controls.end() && found->second.box.bottom <= s.height;
  });
}

}  // namespace
}  // namespace flatscope::testing
