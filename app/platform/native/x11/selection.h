// The two ends of X11's clipboard: asking the program that holds it, and answering those that ask us (ICCCM, section
// 2). Neither waits: each is told of events and of the time, and says when it next wants to be told.
#pragma once

#include <xcb/xcb.h>

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/platform/clipboard.h"

namespace flatscope::x11 {

using Clock = std::chrono::steady_clock;

// What XCB hands over is the caller's to free.
struct Free {
  void operator()(void* memory) const { std::free(memory); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

// A connection with a window that nobody sees, which selections are asked for and held by.
class Connection {
 public:
  Connection();  // broken() if there is no display
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool broken() const { return xcb_connection_has_error(xcb) != 0; }
  xcb_atom_t atom(std::string_view name) const;  // XCB_ATOM_NONE where the connection is broken

  xcb_connection_t* const xcb;
  xcb_window_t window = XCB_WINDOW_NONE;
  xcb_atom_t clipboard = 0, utf8 = 0, incr = 0, targets = 0, multiple = 0, timestamp = 0, save_targets = 0,
             atom_pair = 0, plain_utf8 = 0, manager = 0, copied = 0;
};

// Asks for the clipboard's text.
class Asker {
 public:
  explicit Asker(const Connection& connection) : x_(connection) {}

  void ask(Clock::time_point now);
  bool asking() const { return asking_; }
  // Each returns the answer if it is complete with that, or given up.
  std::optional<ClipboardAnswer> handle(const xcb_generic_event_t& event, Clock::time_point now);
  std::optional<ClipboardAnswer> look_at_clock(Clock::time_point now);
  Clock::time_point wakes_at() const;  // far away unless asking()

 private:
  void convert(xcb_atom_t target, Clock::time_point now);
  std::optional<ClipboardAnswer> read_property(Clock::time_point now);
  ClipboardAnswer done();
  ClipboardAnswer give_up(std::string_view why);

  const Connection& x_;
  bool asking_ = false, in_parts_ = false;
  int times_ = 0;
  xcb_atom_t target_ = 0, property_ = 0;
  Clock::time_point begun_, last_sign_;
  std::string text_;
};

// Holds the clipboard, and answers who asks.
class Holder {
 public:
  explicit Holder(const Connection& connection) : x_(connection) {}

  // Takes the clipboard; other programs see it once the server has answered.
  void hold(std::string text);
  bool holds() const { return holds_ || taking_; }
  bool taking() const { return taking_; }  // the server has not answered yet
  const std::string& text() const { return text_; }
  void handle(const xcb_generic_event_t& event, Clock::time_point now);
  void look_at_clock(Clock::time_point now);
  Clock::time_point wakes_at() const;

  // Offers the text to the clipboard manager before the program ends. False if there is none, or nothing to offer.
  bool hand_over();
  bool handed_over() const { return handed_over_; }  // or refused

 private:
  // A text too long for one request goes in parts; the next one when the asker has taken away the last.
  struct Transfer {
    xcb_window_t asker;
    xcb_atom_t property, type;
    std::string text;
    std::size_t at = 0;
    Clock::time_point last_sign;
  };

  void answer(const xcb_selection_request_event_t& request, Clock::time_point now);
  bool put(xcb_window_t asker, xcb_atom_t target, xcb_atom_t property, Clock::time_point now);
  bool put_each(xcb_window_t asker, xcb_atom_t property, Clock::time_point now);
  void go_on(xcb_window_t asker, xcb_atom_t property, Clock::time_point now);

  const Connection& x_;
  bool taking_ = false, holds_ = false, handed_over_ = false;
  xcb_timestamp_t since_ = XCB_CURRENT_TIME;
  std::string text_;
  std::vector<Transfer> transfers_;
};

}  // namespace flatscope::x11
