#include <algorithm>
#include <utility>

#include "app/platform/native/x11/selection.h"
#include "core/files/utf8.h"

namespace flatscope::x11 {
namespace {

// One that speaks now and then is not waited for either, in the end.
constexpr std::chrono::seconds longest_transfer{10};
constexpr std::size_t longest_text = 16'000'000;  // bytes

std::string from_latin1(std::string_view text) {
  std::string result;
  for (const char letter : text) append_character(result, static_cast<unsigned char>(letter));
  return result;
}

}  // namespace

Connection::Connection() : xcb(xcb_connect(nullptr, nullptr)) {
  if (broken()) return;
  const xcb_screen_t* screen = xcb_setup_roots_iterator(xcb_get_setup(xcb)).data;
  if (screen == nullptr) return;
  window = xcb_generate_id(xcb);
  const std::uint32_t events = XCB_EVENT_MASK_PROPERTY_CHANGE;
  xcb_create_window(xcb, XCB_COPY_FROM_PARENT, window, screen->root, 0, 0, 1, 1, 0, XCB_WINDOW_CLASS_INPUT_ONLY,
                    screen->root_visual, XCB_CW_EVENT_MASK, &events);
  clipboard = atom("CLIPBOARD");
  utf8 = atom("UTF8_STRING");
  plain_utf8 = atom("text/plain;charset=utf-8");
  incr = atom("INCR");
  targets = atom("TARGETS");
  multiple = atom("MULTIPLE");
  atom_pair = atom("ATOM_PAIR");
  timestamp = atom("TIMESTAMP");
  save_targets = atom("SAVE_TARGETS");
  manager = atom("CLIPBOARD_MANAGER");
  copied = atom("FLATSCOPE_COPIED");
}

Connection::~Connection() { xcb_disconnect(xcb); }

xcb_atom_t Connection::atom(std::string_view name) const {
  const auto asked = xcb_intern_atom(xcb, 0, static_cast<std::uint16_t>(name.size()), name.data());
  const Owned<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(xcb, asked, nullptr));
  return reply ? reply->atom : static_cast<xcb_atom_t>(XCB_ATOM_NONE);
}

void Asker::ask(Clock::time_point now) {
  if (asking_) return;
  // Another property each time, so that what comes too late for the last question is not taken for an answer to this.
  property_ = x_.atom("FLATSCOPE_PASTE_" + std::to_string(times_++ % 8));
  xcb_delete_property(x_.xcb, x_.window, property_);
  asking_ = true;
  begun_ = now;
  convert(x_.utf8, now);
}

void Asker::convert(xcb_atom_t target, Clock::time_point now) {
  target_ = target;
  in_parts_ = false;
  text_.clear();
  last_sign_ = now;
  xcb_convert_selection(x_.xcb, x_.window, x_.clipboard, target, property_, XCB_CURRENT_TIME);
}

std::optional<ClipboardAnswer> Asker::handle(const xcb_generic_event_t& event, Clock::time_point now) {
  if (!asking_) return std::nullopt;
  const int type = event.response_type & 0x7F;
  if (type == XCB_SELECTION_NOTIFY) {
    const auto& notice = reinterpret_cast<const xcb_selection_notify_event_t&>(event);
    if (notice.requestor != x_.window || notice.selection != x_.clipboard || notice.target != target_)
      return std::nullopt;
    if (notice.property == property_) return read_property(now);
    if (notice.property != XCB_ATOM_NONE || in_parts_) return std::nullopt;  // too late, for an earlier question
    if (target_ == x_.utf8) {
      convert(XCB_ATOM_STRING, now);  // an old program: Latin-1
      return std::nullopt;
    }
    return done();
  }
  if (type == XCB_PROPERTY_NOTIFY && in_parts_) {
    const auto& notice = reinterpret_cast<const xcb_property_notify_event_t&>(event);
    if (notice.window == x_.window && notice.atom == property_ && notice.state == XCB_PROPERTY_NEW_VALUE)
      return read_property(now);
  }
  return std::nullopt;
}

std::optional<ClipboardAnswer> Asker::read_property(Clock::time_point now) {
  last_sign_ = now;
  // Deleted once it is read: that is also how the next part is asked for.
  const auto asked = xcb_get_property(x_.xcb, 1, x_.window, property_, XCB_GET_PROPERTY_TYPE_ANY, 0, longest_text / 4);
  const Owned<xcb_get_property_reply_t> reply(xcb_get_property_reply(x_.xcb, asked, nullptr));
  if (!reply) return give_up("The clipboard could not be read.");
  if (!in_parts_ && reply->type == x_.incr) {
    in_parts_ = true;
    return std::nullopt;
  }
  const int length = xcb_get_property_value_length(reply.get());
  if (length > 0 && reply->format == 8)
    text_.append(static_cast<const char*>(xcb_get_property_value(reply.get())), static_cast<std::size_t>(length));
  if (reply->bytes_after > 0 || text_.size() > longest_text)
    return give_up("There is more text on the clipboard than can be pasted here.");
  if (in_parts_ && length > 0) return std::nullopt;
  return done();
}

ClipboardAnswer Asker::done() {
  asking_ = false;
  const std::string text = std::exchange(text_, {});
  return clipboard_answer(target_ == x_.utf8 ? text : from_latin1(text));
}

ClipboardAnswer Asker::give_up(std::string_view why) {
  asking_ = false;
  text_ = {};
  return {{}, std::string(why)};
}

std::optional<ClipboardAnswer> Asker::look_at_clock(Clock::time_point now) {
  if (!asking_ || now < wakes_at()) return std::nullopt;
  return give_up(clipboard_silence().problem);
}

Clock::time_point Asker::wakes_at() const {
  if (!asking_) return Clock::time_point::max();
  return std::min<Clock::time_point>(last_sign_ + longest_clipboard_silence, begun_ + longest_transfer);
}

}  // namespace flatscope::x11
