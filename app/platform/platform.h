// All that the program asks of the system on which it runs, apart from drawing, files that a person names, and threads
// (worker.h). native/ has it for a window of the desktop, alone.h for pictures without a window.
#pragma once

#include "app/files/storage.h"
#include "app/platform/clipboard.h"

namespace flatscope {

class Platform {
 public:
  virtual ~Platform() = default;

  // The program has something to do: its step is to be called. From any thread.
  virtual void wake() = 0;

  // Where the settings and the session are kept.
  virtual Storage& storage() = 0;

  virtual Clipboard& clipboard() = 0;

  // Whether the window fills the screen, or is asked to from the next frame on.
  virtual bool full_screen() const = 0;
  virtual void show_full_screen(bool full) = 0;
};

}  // namespace flatscope
