// Another program that holds the clipboard, well or badly.
#pragma once

#include <atomic>
#include <memory>
#include <string>

namespace flatscope::testing {

class ClipboardOwner {
 public:
  enum class Manner {
    answers,     // at once
    in_parts,    // as long texts go (INCR): a part each time the last one was taken, `pause` seconds apart
    is_silent,   // as a program that has stopped
    dies_asked,  // gone as soon as it is asked
  };
  // Holds CLIPBOARD, or another selection, on this display until it is destroyed.
  ClipboardOwner(const std::string& display, std::string text, Manner manner, double pause = 0.0, std::size_t part = 16,
                 const char* selection = "CLIPBOARD");
  ~ClipboardOwner();
  ClipboardOwner(const ClipboardOwner&) = delete;
  ClipboardOwner& operator=(const ClipboardOwner&) = delete;

  int asked() const;  // how often so far

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Asks for the clipboard as UTF-8 and is gone before the answer comes.
void ask_and_vanish(const std::string& display);

// A clipboard manager: takes over what a program that ends asks it to keep. True once it did, within `seconds`.
class ClipboardManager {
 public:
  explicit ClipboardManager(const std::string& display);
  ~ClipboardManager();
  ClipboardManager(const ClipboardManager&) = delete;
  ClipboardManager& operator=(const ClipboardManager&) = delete;
  std::string kept() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace flatscope::testing
