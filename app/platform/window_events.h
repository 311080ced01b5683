// What the window's events leave for the next frame.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <deque>
#include <filesystem>
#include <optional>
#include <vector>

#include "app/platform/mouse_queue.h"
#include "app/widgets/key_press.h"

namespace flatscope {

class WindowEvents {
 public:
  // A key, named by the letter that is printed on it, and a letter that was typed (Unicode), of this window or of one
  // beside it. Signs count as letters, since they lie elsewhere on every keyboard.
  void key(const KeyPress& press);
  void letter(unsigned code);

  void stir() { stirred = true; }
  void add(const KeyPress& press) { keys_.push_back({press, mouse.waiting()}); }
  // The keys whose turn has come. Once a frame, before `mouse` hands over.
  std::vector<KeyPress> keys_of_frame();
  // Something is left for the next frame.
  bool waiting() const { return mouse.waiting() > 0 || !keys_.empty(); }

  MouseQueue mouse;
  std::optional<ImVec2> pointer;  // where the last movement led
  std::vector<std::filesystem::path> dropped;
  bool stirred = false;  // something came since the loop looked last

 private:
  // A key's turn comes after the changes of mouse buttons that came before it: Ctrl+Z after a drag undoes the drag.
  struct WaitingKey {
    KeyPress press;
    std::size_t frames;  // as many as changes are ahead of it
  };
  std::deque<WaitingKey> keys_;
};

}  // namespace flatscope
