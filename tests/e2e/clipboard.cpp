// What lies on the clipboard, asked for as another program does it before a paste (ICCCM, section 2.4).
#include <X11/Xatom.h>
#include <X11/Xlib.h>

#include "display_state.h"

namespace flatscope::testing {

std::string Display::clipboard(double seconds) const {
  ::Display* connection = state_->connection;
  const Window asker = XCreateSimpleWindow(connection, DefaultRootWindow(connection), 0, 0, 1, 1, 0, 0, 0);
  const Atom property = state_->atom("FLATSCOPE_TEST");
  const auto ask = [&] {
    XConvertSelection(connection, state_->atom("CLIPBOARD"), state_->atom("UTF8_STRING"), property, asker, CurrentTime);
    XFlush(connection);
  };
  ask();
  std::string text;
  const double until = now() + seconds;
  for (bool answered = false; !answered && now() < until;) {
    XEvent event;
    if (XCheckTypedWindowEvent(connection, asker, SelectionNotify, &event) == False) {
      pause_for(0.002);
      continue;
    }
    if (event.xselection.property == 0) {
      // Nobody holds it yet: who copies takes it a moment after the window has said so.
      pause_for(0.05);
      ask();
      continue;
    }
    answered = true;
    Atom type = 0;
    int format = 0;
    unsigned char* data = nullptr;
    constexpr int most = 1'000'000;  // of four bytes each
    decltype(event.xselection.property) count = 0, left = 0;
    if (XGetWindowProperty(connection, asker, property, 0, most, False, AnyPropertyType, &type, &format, &count, &left,
                           &data) == Success) {
      text.assign(reinterpret_cast<const char*>(data), count);
      XFree(data);
    }
  }
  XDestroyWindow(connection, asker);
  XSync(connection, False);
  return text;
}

}  // namespace flatscope::testing
