#include <algorithm>
#include <iterator>

#include "app/platform/native/x11/selection.h"
#include "core/files/utf8.h"

namespace flatscope::x11 {
namespace {

constexpr std::size_t longest_part = 64'000;         // bytes of one request
constexpr std::chrono::seconds longest_transfer{5};  // without a sign of the asker

// Characters that Latin-1 lacks become question marks.
std::string to_latin1(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const Utf8Character next = first_character(text);
    result += next.length > 0 && next.code < 0x100 ? static_cast<char>(next.code) : '?';
    text.remove_prefix(std::max<std::size_t>(1, next.length));
  }
  return result;
}

template <class T>
void set_property(const Connection& x, xcb_window_t window, xcb_atom_t property, xcb_atom_t type, const T* values,
                  std::size_t count) {
  xcb_change_property(x.xcb, XCB_PROP_MODE_REPLACE, window, property, type, 8 * sizeof(T),
                      static_cast<std::uint32_t>(count), values);
}

void watch_properties(const Connection& x, xcb_window_t window, bool watch) {
  if (window == x.window) return;  // it is watched all the time
  const std::uint32_t events = watch ? XCB_EVENT_MASK_PROPERTY_CHANGE : XCB_EVENT_MASK_NO_EVENT;
  xcb_change_window_attributes(x.xcb, window, XCB_CW_EVENT_MASK, &events);
}

}  // namespace

// A selection is taken at a time of the server's, and the server tells the time with a change of a property.
void Holder::hold(std::string text) {
  text_ = std::move(text);
  taking_ = true;
  xcb_change_property(x_.xcb, XCB_PROP_MODE_APPEND, x_.window, x_.copied, XCB_ATOM_STRING, 8, 0, nullptr);
}

void Holder::handle(const xcb_generic_event_t& event, Clock::time_point now) {
  switch (event.response_type & 0x7F) {
    case XCB_PROPERTY_NOTIFY: {
      const auto& notice = reinterpret_cast<const xcb_property_notify_event_t&>(event);
      if (notice.window == x_.window && notice.atom == x_.copied && taking_) {
        since_ = notice.time;
        xcb_set_selection_owner(x_.xcb, x_.window, x_.clipboard, since_);
        taking_ = false;
        holds_ = true;
      }
      if (notice.state == XCB_PROPERTY_DELETE) go_on(notice.window, notice.atom, now);
      break;
    }
    case XCB_SELECTION_REQUEST:
      answer(reinterpret_cast<const xcb_selection_request_event_t&>(event), now);
      break;
    case XCB_SELECTION_CLEAR: {
      const auto& notice = reinterpret_cast<const xcb_selection_clear_event_t&>(event);
      if (notice.selection == x_.clipboard && notice.owner == x_.window) holds_ = false;
      break;
    }
    case XCB_SELECTION_NOTIFY: {
      const auto& notice = reinterpret_cast<const xcb_selection_notify_event_t&>(event);
      if (notice.selection == x_.manager) handed_over_ = true;
      break;
    }
    default:
      break;
  }
}

void Holder::answer(const xcb_selection_request_event_t& request, Clock::time_point now) {
  // Very old programs name no property and mean the target's.
  const xcb_atom_t property = request.property != XCB_ATOM_NONE ? request.property : request.target;
  const bool held = holds_ && request.owner == x_.window && request.selection == x_.clipboard;
  xcb_selection_notify_event_t reply{};
  reply.response_type = XCB_SELECTION_NOTIFY;
  reply.time = request.time;
  reply.requestor = request.requestor;
  reply.selection = request.selection;
  reply.target = request.target;
  reply.property =
      held && put(request.requestor, request.target, property, now) ? property : static_cast<xcb_atom_t>(XCB_ATOM_NONE);
  // An event is 32 bytes whatever its kind.
  char whole[32] = {};
  std::copy_n(reinterpret_cast<const char*>(&reply), sizeof reply, whole);
  xcb_send_event(x_.xcb, 0, request.requestor, XCB_EVENT_MASK_NO_EVENT, whole);
}

bool Holder::put(xcb_window_t asker, xcb_atom_t target, xcb_atom_t property, Clock::time_point now) {
  if (target == x_.targets) {
    const xcb_atom_t all[] = {x_.targets, x_.multiple,   x_.timestamp,   x_.save_targets,
                              x_.utf8,    x_.plain_utf8, XCB_ATOM_STRING};
    set_property(x_, asker, property, XCB_ATOM_ATOM, all, std::size(all));
    return true;
  }
  if (target == x_.timestamp) {
    set_property(x_, asker, property, XCB_ATOM_INTEGER, &since_, 1);
    return true;
  }
  if (target == x_.save_targets) {  // the manager's sign that it has begun
    set_property<char>(x_, asker, property, x_.atom("NULL"), nullptr, 0);
    return true;
  }
  if (target == x_.multiple) return put_each(asker, property, now);
  if (target != x_.utf8 && target != x_.plain_utf8 && target != XCB_ATOM_STRING) return false;
  std::string text = target == XCB_ATOM_STRING ? to_latin1(text_) : text_;
  if (text.size() <= longest_part) {
    set_property(x_, asker, property, target, text.data(), text.size());
    return true;
  }
  watch_properties(x_, asker, true);
  const auto size = static_cast<std::uint32_t>(text.size());
  set_property(x_, asker, property, x_.incr, &size, 1);
  transfers_.push_back({asker, property, target, std::move(text), 0, now});
  return true;
}

// Pairs of a target and a property stand in `property`; what can't be had is struck out.
bool Holder::put_each(xcb_window_t asker, xcb_atom_t property, Clock::time_point now) {
  const auto asked = xcb_get_property(x_.xcb, 0, asker, property, x_.atom_pair, 0, 256);
  const Owned<xcb_get_property_reply_t> reply(xcb_get_property_reply(x_.xcb, asked, nullptr));
  if (!reply || reply->format != 32) return false;
  const auto* first = static_cast<const xcb_atom_t*>(xcb_get_property_value(reply.get()));
  std::vector<xcb_atom_t> pairs(first, first + xcb_get_property_value_length(reply.get()) / 4);
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    const bool nested = pairs[i] == x_.multiple;
    if (nested || !put(asker, pairs[i], pairs[i + 1], now)) pairs[i + 1] = XCB_ATOM_NONE;
  }
  set_property(x_, asker, property, x_.atom_pair, pairs.data(), pairs.size());
  return true;
}

void Holder::go_on(xcb_window_t asker, xcb_atom_t property, Clock::time_point now) {
  const auto found = std::find_if(transfers_.begin(), transfers_.end(), [&](const Transfer& transfer) {
    return transfer.asker == asker && transfer.property == property;
  });
  if (found == transfers_.end()) return;
  const std::size_t count = std::min(longest_part, found->text.size() - found->at);
  set_property(x_, asker, property, found->type, found->text.data() + found->at, count);  // the last one is empty
  found->at += count;
  found->last_sign = now;
  if (count > 0) return;
  transfers_.erase(found);
  watch_properties(x_, asker, false);
}

void Holder::look_at_clock(Clock::time_point now) {
  transfers_.erase(std::remove_if(transfers_.begin(), transfers_.end(),
                                  [&](const Transfer& one) { return now >= one.last_sign + longest_transfer; }),
                   transfers_.end());
}

Clock::time_point Holder::wakes_at() const {
  Clock::time_point first = Clock::time_point::max();
  for (const Transfer& one : transfers_) first = std::min<Clock::time_point>(first, one.last_sign + longest_transfer);
  return first;
}

bool Holder::hand_over() {
  if (!holds_ || text_.empty()) return false;
  const auto asked = xcb_get_selection_owner(x_.xcb, x_.manager);
  const Owned<xcb_get_selection_owner_reply_t> reply(xcb_get_selection_owner_reply(x_.xcb, asked, nullptr));
  if (!reply || reply->owner == XCB_WINDOW_NONE) return false;
  const xcb_atom_t kept[] = {x_.utf8};
  set_property(x_, x_.window, x_.copied, XCB_ATOM_ATOM, kept, 1);
  xcb_convert_selection(x_.xcb, x_.window, x_.manager, x_.save_targets, x_.copied, since_);
  return true;
}

}  // namespace flatscope::x11
