#include "app/platform/native/clipboard.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>

#include "app/platform/native/x11/clipboard.h"

namespace flatscope {
namespace {

// Where the system itself holds the text and answers at once.
class GlfwClipboard final : public Clipboard {
 public:
  void copy(std::string text) override { glfwSetClipboardString(nullptr, text.c_str()); }
  void ask() override {
    const char* text = glfwGetClipboardString(nullptr);
    answer_ = clipboard_answer(text != nullptr ? text : "");
  }
  std::optional<ClipboardAnswer> take() override { return std::exchange(answer_, std::nullopt); }
  bool answered() const override { return answer_.has_value(); }

 private:
  std::optional<ClipboardAnswer> answer_;
};

#ifdef GLFW_PLATFORM_WAYLAND

// GLFW reads what another program sends until that program closes its end, however long it takes; so a thread reads,
// and is left to itself where no answer comes. Only the reading goes on there: the question is sent while the window's
// thread waits for a moment, and what is copied meanwhile is handed to GLFW afterwards, so that the two never meet.
class WaylandClipboard final : public Clipboard {
 public:
  explicit WaylandClipboard(std::function<void()> wake) : wake_(std::move(wake)) {}

  void copy(std::string text) override {
    if (holds_glfw())
      copied_meanwhile_ = std::move(text);
    else
      glfwSetClipboardString(nullptr, text.c_str());
  }

  void ask() override {
    if (asked_) return;
    asked_ = Clock::now();
    if (!holds_glfw()) {  // else the last question is still open
      reading_ = std::make_shared<Reading>();
      std::thread([reading = reading_] {
        const char* text = glfwGetClipboardString(nullptr);
        const std::lock_guard lock(reading->mutex);
        reading->text = text != nullptr ? text : "";
        reading->over = true;
        reading->ended.notify_all();
      }).detach();
    }
    std::thread([reading = reading_, wake = wake_] {
      std::unique_lock lock(reading->mutex);
      reading->ended.wait_for(lock, longest_clipboard_silence, [&] { return reading->over; });
      lock.unlock();
      wake();
    }).detach();
    std::unique_lock lock(reading_->mutex);
    reading_->ended.wait_for(lock, to_send_the_question, [&] { return reading_->over; });
  }

  bool answered() const override {
    return asked_ && (read_is_over() || Clock::now() - *asked_ >= longest_clipboard_silence);
  }

  bool holds_glfw() const override { return reading_ && !read_is_over(); }

  std::optional<ClipboardAnswer> take() override {
    if (!answered()) return std::nullopt;
    asked_.reset();
    if (!read_is_over()) return clipboard_silence();
    ClipboardAnswer answer = clipboard_answer(std::move(reading_->text));
    reading_.reset();
    if (copied_meanwhile_) glfwSetClipboardString(nullptr, copied_meanwhile_->c_str());
    copied_meanwhile_.reset();
    return answer;
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds to_send_the_question{30};
  struct Reading {
    std::mutex mutex;
    std::condition_variable ended;
    bool over = false;
    std::string text;
  };
  bool read_is_over() const {
    const std::lock_guard lock(reading_->mutex);
    return reading_->over;
  }

  std::function<void()> wake_;
  std::shared_ptr<Reading> reading_;
  std::optional<Clock::time_point> asked_;
  std::optional<std::string> copied_meanwhile_;
};

#endif

#ifdef FLATSCOPE_XCB
bool on_x11() {
#ifdef GLFW_PLATFORM_X11
  return glfwGetPlatform() == GLFW_PLATFORM_X11;
#else
  return std::string_view(glfwGetVersionString()).find("X11") != std::string_view::npos;
#endif
}
#endif

}  // namespace

std::unique_ptr<Clipboard> display_clipboard([[maybe_unused]] std::function<void()> wake) {
#ifdef FLATSCOPE_XCB
  if (on_x11()) {
    if (auto clipboard = x11_clipboard(wake)) return clipboard;
  }
#endif
#ifdef GLFW_PLATFORM_WAYLAND
  if (glfwGetPlatform() == GLFW_PLATFORM_WAYLAND) return std::make_unique<WaylandClipboard>(std::move(wake));
#endif
  return std::make_unique<GlfwClipboard>();
}

}  // namespace flatscope
