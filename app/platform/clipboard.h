// The clipboard, which belongs to another program as often as to ours. Nothing here waits for that program: what is
// asked for arrives later, or a sentence instead of it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "app/engine/clipboard_answer.h"

namespace flatscope {

// A program that has not given a sign for so long is not waited for any more.
inline constexpr std::chrono::milliseconds longest_clipboard_silence{700};

// `text` as an answer, or the sentence for none.
ClipboardAnswer clipboard_answer(std::string text);
// The sentence for a program that is not waited for any more.
ClipboardAnswer clipboard_silence();

// Used from the window's thread alone.
class Clipboard {
 public:
  virtual ~Clipboard() = default;
  // From now on other programs paste this text (UTF-8).
  virtual void copy(std::string text) = 0;
  // Asks for the text that lies there; take() gives the answer once it has come, which is within a second where the
  // other program does not speak at all. Asked again meanwhile, there is still one answer.
  virtual void ask() = 0;
  virtual std::optional<ClipboardAnswer> take() = 0;  // once for each answer
  virtual bool answered() const = 0;                  // take() would give something
  // GLFW is at work for it on another thread, perhaps for ever: it must not be terminated.
  virtual bool holds_glfw() const { return false; }
};

// Of this program alone: for pictures without a window.
std::unique_ptr<Clipboard> own_clipboard();

}  // namespace flatscope
