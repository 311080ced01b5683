#include "app/clipboard.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <string_view>
#include <utility>

#include "app/clipboard_x11.h"

namespace flatscope {
namespace {

ClipboardAnswer answer_of(std::string text) {
  if (text.empty()) return {{}, "There is no text on the clipboard."};
  return {std::move(text), {}};
}

class OwnClipboard final : public Clipboard {
 public:
  void copy(std::string text) override { text_ = std::move(text); }
  void ask() override { answer_ = answer_of(text_); }
  std::optional<ClipboardAnswer> take() override { return std::exchange(answer_, std::nullopt); }
  bool answered() const override { return answer_.has_value(); }

 private:
  std::string text_;
  std::optional<ClipboardAnswer> answer_;
};

// Where the system itself holds the text and answers at once.
class GlfwClipboard final : public Clipboard {
 public:
  void copy(std::string text) override { glfwSetClipboardString(nullptr, text.c_str()); }
  void ask() override {
    const char* text = glfwGetClipboardString(nullptr);
    answer_ = answer_of(text != nullptr ? text : "");
  }
  std::optional<ClipboardAnswer> take() override { return std::exchange(answer_, std::nullopt); }
  bool answered() const override { return answer_.has_value(); }

 private:
  std::optional<ClipboardAnswer> answer_;
};

bool on_x11() {
#ifdef GLFW_PLATFORM_X11
  return glfwGetPlatform() == GLFW_PLATFORM_X11;
#else
  return std::string_view(glfwGetVersionString()).find("X11") != std::string_view::npos;
#endif
}

}  // namespace

std::unique_ptr<Clipboard> own_clipboard() { return std::make_unique<OwnClipboard>(); }

std::unique_ptr<Clipboard> display_clipboard(std::function<void()> wake) {
  if (on_x11()) {
    if (auto clipboard = x11_clipboard(std::move(wake))) return clipboard;
  }
  return std::make_unique<GlfwClipboard>();
}

}  // namespace flatscope
