// The platform of a window on the desktop: GLFW's events, the display's clipboard, the user's folders.
#pragma once

#include <atomic>
#include <memory>

#include "app/platform/platform.h"

namespace flatscope {

class NativePlatform final : public Platform {
 public:
  // The rest needs GLFW, which is there from window_opened() until window_closes(): the clipboard is asked for between
  // the two alone, and who is woken outside of them does not sleep.
  void window_opened() { awake_ = true; }
  void window_closes();

  // Reading the clipboard holds GLFW up on another thread.
  bool holds_glfw() const { return clipboard_ && clipboard_->holds_glfw(); }

  void wake() override;
  Storage& storage() override { return storage_; }
  Clipboard& clipboard() override;
  bool full_screen() const override { return full_screen_; }
  void show_full_screen(bool full) override { full_screen_ = full; }
  PdfPrinter pdf_printer() override;

 private:
  FileStorage storage_ = user_storage();
  std::unique_ptr<Clipboard> clipboard_;
  std::atomic<bool> awake_{false};
  bool full_screen_ = false;  // as asked for; Program has the window follow
};

}  // namespace flatscope
