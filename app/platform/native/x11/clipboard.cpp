#include "app/platform/native/x11/clipboard.h"

#ifdef FLATSCOPE_XCB

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "app/platform/native/x11/selection.h"

namespace flatscope {
namespace {

using x11::Clock;

// The end of the program waits no longer for the clipboard manager.
constexpr std::chrono::milliseconds longest_goodbye{500};

// What the window's thread and the clipboard's share.
struct Shared {
  std::mutex mutex;  // guards all below but `wake`
  std::optional<std::string> to_copy;
  std::optional<ClipboardAnswer> answer;
  bool asked = false, stopping = false, ended = false;
  std::condition_variable has_ended;
  std::array<int, 2> pipe{-1, -1};  // a byte in it calls the thread

  std::mutex wake_mutex;  // `wake` is called and taken away under it
  std::function<void()> wake;

  Shared() {
    if (::pipe(pipe.data()) != 0) pipe = {-1, -1};
    for (const int end : pipe) {
      if (end < 0) continue;
      ::fcntl(end, F_SETFD, FD_CLOEXEC);
      ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
  }
  ~Shared() {
    for (const int end : pipe)
      if (end >= 0) ::close(end);
  }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;

  void call() const {
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(pipe[1], &byte, 1);  // full: it has been called
  }
  void give(ClipboardAnswer result) {
    {
      const std::lock_guard lock(mutex);
      answer = std::move(result);
    }
    const std::lock_guard waking(wake_mutex);
    if (wake) wake();
  }
};

// The thread's side.
class Server {
 public:
  explicit Server(Shared& shared) : shared_(shared) {}

  void run() {
    while (!finished()) {
      handle_events();
      take_orders();
      const Clock::time_point now = Clock::now();
      if (auto answer = asker_.look_at_clock(now)) shared_.give(std::move(*answer));
      holder_.look_at_clock(now);
      xcb_flush(x_.xcb);
      sleep();
    }
  }

 private:
  bool finished() const { return leaving_ && (holder_.handed_over() || Clock::now() >= leave_by_ || x_.broken()); }

  void handle_events() {
    for (;;) {
      const x11::Owned<xcb_generic_event_t> event(xcb_poll_for_event(x_.xcb));
      if (!event) return;
      // An error (0) is of a window that another program has closed meanwhile.
      if (event->response_type == 0) continue;
      const Clock::time_point now = Clock::now();
      holder_.handle(*event, now);
      if (auto answer = asker_.handle(*event, now)) shared_.give(std::move(*answer));
    }
  }

  void take_orders() {
    char bytes[64];
    while (::read(shared_.pipe[0], bytes, sizeof bytes) > 0) {
    }
    std::optional<std::string> text;
    bool asked = false, stopping = false;
    {
      const std::lock_guard lock(shared_.mutex);
      text.swap(shared_.to_copy);
      asked = std::exchange(shared_.asked, false);
      stopping = shared_.stopping;
    }
    if (text) holder_.hold(std::move(*text));
    if (asked) answer_or_ask();
    if (stopping && !leaving_) {
      leaving_ = true;
      leave_by_ = Clock::now() + longest_goodbye;
    }
    if (leaving_ && !offered_ && !holder_.taking()) {
      offered_ = true;
      if (!holder_.hand_over()) leave_by_ = Clock::now();
    }
  }

  void answer_or_ask() {
    if (x_.broken()) {
      shared_.give({{}, "The clipboard can’t be reached: the display does not answer."});
    } else if (holder_.holds() && !holder_.text().empty()) {
      shared_.give({holder_.text(), {}});
    } else {
      asker_.ask(Clock::now());
    }
  }

  // Until something comes, or somebody has been waited for long enough.
  void sleep() {
    if (finished()) return;
    Clock::time_point until = std::min(asker_.wakes_at(), holder_.wakes_at());
    if (leaving_) until = std::min(until, leave_by_);
    int milliseconds = -1;
    if (until != Clock::time_point::max()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
      milliseconds = static_cast<int>(std::max<std::chrono::milliseconds::rep>(0, left.count()));
    }
    std::array<pollfd, 2> files{{{shared_.pipe[0], POLLIN, 0}, {xcb_get_file_descriptor(x_.xcb), POLLIN, 0}}};
    ::poll(files.data(), x_.broken() ? 1 : 2, milliseconds);
  }

  Shared& shared_;
  x11::Connection x_;
  x11::Asker asker_{x_};
  x11::Holder holder_{x_};
  bool leaving_ = false, offered_ = false;
  Clock::time_point leave_by_;
};

class X11Clipboard final : public Clipboard {
 public:
  explicit X11Clipboard(std::function<void()> wake) : shared_(std::make_shared<Shared>()) {
    shared_->wake = std::move(wake);
  }
  ~X11Clipboard() override {
    if (!thread_.joinable()) return;
    {
      const std::lock_guard waking(shared_->wake_mutex);
      shared_->wake = nullptr;
    }
    std::unique_lock lock(shared_->mutex);
    shared_->stopping = true;
    shared_->call();
    // A little longer than the thread gives others; then it is left to itself, so that nothing holds up the end.
    const bool ended =
        shared_->has_ended.wait_for(lock, longest_goodbye + longest_goodbye / 2, [this] { return shared_->ended; });
    lock.unlock();
    if (ended)
      thread_.join();
    else
      thread_.detach();
  }

  bool works() const { return shared_->pipe[0] >= 0; }

  void copy(std::string text) override {
    {
      const std::lock_guard lock(shared_->mutex);
      shared_->to_copy = std::move(text);
    }
    call();
  }
  void ask() override {
    {
      const std::lock_guard lock(shared_->mutex);
      shared_->asked = true;
      shared_->answer.reset();
    }
    call();
  }
  std::optional<ClipboardAnswer> take() override {
    const std::lock_guard lock(shared_->mutex);
    return std::exchange(shared_->answer, std::nullopt);
  }
  bool answered() const override {
    const std::lock_guard lock(shared_->mutex);
    return shared_->answer.has_value();
  }

 private:
  void call() {
    if (!thread_.joinable()) {
      thread_ = std::thread([shared = shared_] {
        Server(*shared).run();
        const std::lock_guard lock(shared->mutex);
        shared->ended = true;
        shared->has_ended.notify_all();
      });
    }
    shared_->call();
  }

  std::shared_ptr<Shared> shared_;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Clipboard> x11_clipboard(std::function<void()> wake) {
  auto clipboard = std::make_unique<X11Clipboard>(std::move(wake));
  return clipboard->works() ? std::move(clipboard) : nullptr;
}

}  // namespace flatscope

#else

namespace flatscope {

std::unique_ptr<Clipboard> x11_clipboard(std::function<void()>) { return nullptr; }

}  // namespace flatscope

#endif
