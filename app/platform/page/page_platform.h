// The platform of a browser page: its storage, its clipboard, its dialogs and downloads.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "app/platform/platform.h"

namespace flatscope {

// In the browser's storage of the page.
class PageStorage final : public Storage {
 public:
  bool has(KeptText what) const override;
  std::optional<std::string> read(KeptText what, std::uintmax_t longest) const override;
  void write(KeptText what, std::string_view text) override;
  std::string obstacle(KeptText) const override { return {}; }
};

// A page may read the clipboard only while the person pastes: the browser's event has the text, and may come before or
// after the program asks.
class PageClipboard final : public Clipboard {
 public:
  void copy(std::string text) override;
  void ask() override;
  std::optional<ClipboardAnswer> take() override;
  bool answered() const override;

  // The browser's event; an empty text where there was none.
  void pasted(std::string text);

 private:
  using Clock = std::chrono::steady_clock;
  std::optional<Clock::time_point> asked_, came_;
  std::string text_;
};

class PagePlatform final : public Platform {
 public:
  void wake() override;
  Storage& storage() override { return storage_; }
  PageClipboard& clipboard() override { return clipboard_; }
  bool full_screen() const override { return full_screen_; }
  void show_full_screen(bool full) override { full_screen_ = full; }
  std::string page_address() override;
  bool ask_for_files(const FileQuestion& question, std::function<void(FileChoice)> answer) override;
  void hand_out(const std::filesystem::path& written) override;
  bool shares_files() const override { return false; }

  // The person has chosen, or not: `paths` is empty then.
  void chosen(int question, std::vector<std::filesystem::path> paths);
  // Between two frames: what was chosen goes to who has asked.
  void deliver();

 private:
  struct Question {
    FileUse use;
    std::function<void(FileChoice)> answer;
    std::vector<std::filesystem::path> paths;
    bool answered = false;
  };

  PageStorage storage_;
  PageClipboard clipboard_;
  bool full_screen_ = false;
  int asked_ = 0;
  std::map<int, Question> questions_;
};

}  // namespace flatscope
