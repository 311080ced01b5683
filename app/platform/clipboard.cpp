#include "app/platform/clipboard.h"

#include <utility>

namespace flatscope {
namespace {

class OwnClipboard final : public Clipboard {
 public:
  void copy(std::string text) override { text_ = std::move(text); }
  void ask() override { answer_ = clipboard_answer(text_); }
  std::optional<ClipboardAnswer> take() override { return std::exchange(answer_, std::nullopt); }
  bool answered() const override { return answer_.has_value(); }

 private:
  std::string text_;
  std::optional<ClipboardAnswer> answer_;
};

}  // namespace

ClipboardAnswer clipboard_answer(std::string text) {
  if (text.empty()) return {{}, "There is no text on the clipboard."};
  return {std::move(text), {}};
}

ClipboardAnswer clipboard_silence() {
  return {{},
          "Nothing was pasted: the program that holds the clipboard does not answer. Copy once more and paste again."};
}

std::unique_ptr<Clipboard> own_clipboard() { return std::make_unique<OwnClipboard>(); }

}  // namespace flatscope
