// A scene goes from one window to another as a link.
#include <gtest/gtest.h>

#include <string>

#include "clipboard_owner.h"
#include "driver.h"

namespace flatscope::testing {
namespace {

TEST(Link, FromOneWindowToAnother) {
  std::string link;
  {
    Driver sender;
    sender.start({"horse.png", "--stage", "shift"});
    sender.park();
    sender.settle();
    for (int i = 0; i < 3; ++i) sender.key("Right");
    sender.wait_fact("shift.dx", "3");
    sender.key("ctrl+k");
    sender.wait_words("The link is copied: ");
    link = sender.display().clipboard(patience);
    EXPECT_EQ(link.rfind("flatscope.html#scene=1", 0), 0U) << link;
    EXPECT_EQ(sender.leave(), 0);
  }
  {
    Driver receiver;
    receiver.start({"--stage", "convolve"});
    receiver.park();
    receiver.settle();
    const ClipboardOwner mail(receiver.display().name(), "  " + link + "\r\n", ClipboardOwner::Manner::answers);
    receiver.key("ctrl+v");
    receiver.wait_fact("stage", "shift");
    receiver.wait_fact("shift.dx", "3");
    EXPECT_EQ(receiver.wait_fact("picture", "horse.png").fact("pictures"), "1");
    receiver.key("ctrl+z");
    receiver.wait_fact("stage", "convolve");
    EXPECT_EQ(receiver.leave(), 0);
  }
  Driver opened;
  opened.start({link});
  opened.wait_fact("shift.dx", "3");
  opened.key("q");
  opened.wait_fact("overlay", "link");
  opened.wait("an address is asked for", [](const Screen& s) { return s.controls.count("link/page") == 1; });
  opened.settle();  // the panel takes the height of its words in the frame after its first
  opened.click("link/page");
  opened.type("school.example/flatscope.html");
  opened.key("Return");
  opened.wait("the code", [](const Screen& s) { return s.areas.count("link/code") == 1; });
  opened.key("Escape");
  opened.wait_fact("overlay", "");
  EXPECT_EQ(opened.leave(), 0);
}

}  // namespace
}  // namespace flatscope::testing
