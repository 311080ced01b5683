// A platform without a window and without anybody at it: what the program keeps and copies, only it can read.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "app/platform/platform.h"

namespace flatscope {

class PlatformAlone : public Platform {
 public:
  // `wake` is called from any thread, as Platform's.
  explicit PlatformAlone(std::function<void()> wake = [] {}) : wake_(std::move(wake)) {}

  void wake() override { wake_(); }
  Storage& storage() override { return storage_; }
  Clipboard& clipboard() override { return *clipboard_; }
  bool full_screen() const override { return full_screen_; }
  void show_full_screen(bool full) override { full_screen_ = full; }

 private:
  std::function<void()> wake_;
  MemoryStorage storage_;
  std::unique_ptr<Clipboard> clipboard_ = own_clipboard();
  bool full_screen_ = false;
};

}  // namespace flatscope
