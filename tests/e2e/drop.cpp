// The giving side of drag and drop between X programs, as https://freedesktop.org/wiki/Specifications/XDND describes
// it.
#include <X11/Xatom.h>
#include <X11/Xlib.h>

#include <cstring>

#include "display_state.h"

namespace flatscope::testing {
namespace {

constexpr int xdnd_version = 5;

void tell(::Display* connection, Window to, Atom what, Window from, int second, int third, int fourth, int fifth) {
  XEvent event;
  std::memset(&event, 0, sizeof event);
  event.xclient.type = ClientMessage;
  event.xclient.window = to;
  event.xclient.message_type = what;
  event.xclient.format = 32;
  event.xclient.data.l[0] = static_cast<int>(from);
  event.xclient.data.l[1] = second;
  event.xclient.data.l[2] = third;
  event.xclient.data.l[3] = fourth;
  event.xclient.data.l[4] = fifth;
  XSendEvent(connection, to, False, NoEventMask, &event);
  XFlush(connection);
}

// The window asks for what is being dropped: it is put into a property of its own.
void answer(::Display* connection, const XSelectionRequestEvent& request, Atom uri_list, const std::string& text) {
  const bool known = request.target == uri_list;
  if (known)
    XChangeProperty(connection, request.requestor, request.property, request.target, 8, PropModeReplace,
                    reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  XEvent reply;
  std::memset(&reply, 0, sizeof reply);
  reply.xselection.type = SelectionNotify;
  reply.xselection.requestor = request.requestor;
  reply.xselection.selection = request.selection;
  reply.xselection.target = request.target;
  reply.xselection.property = known ? request.property : 0;
  reply.xselection.time = request.time;
  XSendEvent(connection, request.requestor, False, NoEventMask, &reply);
  XFlush(connection);
}

}  // namespace

bool Display::drop(const std::vector<std::string>& uris, Point at, double seconds) {
  ::Display* connection = state_->connection;
  const Window target = state_->window;
  const Atom uri_list = state_->atom("text/uri-list"), selection = state_->atom("XdndSelection");
  const Atom status = state_->atom("XdndStatus"), finished = state_->atom("XdndFinished");
  const Window source = XCreateSimpleWindow(connection, DefaultRootWindow(connection), 0, 0, 1, 1, 0, 0, 0);
  XSetSelectionOwner(connection, selection, source, CurrentTime);
  std::string text;
  for (const std::string& uri : uris) text += uri + "\r\n";

  const auto x = static_cast<int>(at.x), y = static_cast<int>(at.y);
  tell(connection, target, state_->atom("XdndEnter"), source, xdnd_version << 24, static_cast<int>(uri_list), 0, 0);
  tell(connection, target, state_->atom("XdndPosition"), source, 0, (x << 16) | y, CurrentTime,
       static_cast<int>(state_->atom("XdndActionCopy")));
  bool accepted = false, done = false, given_up = false;
  const double until = now() + seconds;
  while (!done && !given_up && now() < until) {
    if (XPending(connection) == 0) {
      pause_for(0.002);
      continue;
    }
    XEvent event;
    XNextEvent(connection, &event);
    if (event.type == SelectionRequest) answer(connection, event.xselectionrequest, uri_list, text);
    if (event.type != ClientMessage) continue;
    if (event.xclient.message_type == status && !accepted) {
      accepted = (event.xclient.data.l[1] & 1) != 0;
      given_up = !accepted;
      if (accepted) tell(connection, target, state_->atom("XdndDrop"), source, 0, CurrentTime, 0, 0);
    }
    // Whether it went well stands in a bit that GLFW fills with the length of what it got, so it is not looked at.
    if (event.xclient.message_type == finished) done = true;
  }
  XDestroyWindow(connection, source);
  XSync(connection, False);
  return done;
}

}  // namespace flatscope::testing
