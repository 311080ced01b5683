#include "clipboard_owner.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>

#include <algorithm>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "process.h"

namespace flatscope::testing {
namespace {

// A connection of its own whose events are handled on a thread of its own.
struct Program {
  ::Display* connection = nullptr;
  Window window = 0;
  std::atomic<bool> stop{false};
  std::thread thread;

  explicit Program(const std::string& display) : connection(XOpenDisplay(display.c_str())) {
    if (connection == nullptr) throw std::runtime_error("no connection to " + display);
    window = XCreateSimpleWindow(connection, DefaultRootWindow(connection), 0, 0, 1, 1, 0, 0, 0);
  }
  Atom atom(const char* name) const { return XInternAtom(connection, name, False); }
  void own(const char* selection) {
    XSetSelectionOwner(connection, atom(selection), window, CurrentTime);
    XSync(connection, False);
  }
  // Until `handle` says false or the program is destroyed.
  void run(const std::function<bool(XEvent&)>& handle) {
    thread = std::thread([this, handle] {
      bool goes_on = true;
      while (goes_on && !stop) {
        if (XPending(connection) == 0) {
          pause_for(0.002);
          continue;
        }
        XEvent event;
        XNextEvent(connection, &event);
        goes_on = handle(event);
        XFlush(connection);
      }
      XCloseDisplay(connection);
    });
  }
  ~Program() {
    stop = true;
    if (thread.joinable())
      thread.join();
    else
      XCloseDisplay(connection);
  }
};

void reply_to(const Program& program, const XSelectionRequestEvent& request, Atom property) {
  XEvent reply{};
  reply.xselection.type = SelectionNotify;
  reply.xselection.requestor = request.requestor;
  reply.xselection.selection = request.selection;
  reply.xselection.target = request.target;
  reply.xselection.property = property;
  reply.xselection.time = request.time;
  XSendEvent(program.connection, request.requestor, False, 0, &reply);
}

void put(const Program& program, Window window, Atom property, Atom type, const std::string& text) {
  XChangeProperty(program.connection, window, property, type, 8, PropModeReplace,
                  reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
}

}  // namespace

struct ClipboardOwner::State {
  State(const std::string& display, std::string words) : text(std::move(words)), program(display) {}
  std::string text;
  std::size_t at = 0;
  std::atomic<int> asked{0};
  Window asker = 0;
  Atom property = 0;
  Program program;  // last: its thread uses the others
};

ClipboardOwner::ClipboardOwner(const std::string& display, std::string text, Manner manner, double pause,
                               std::size_t part, const char* selection)
    : state_(std::make_unique<State>(display, std::move(text))) {
  State& state = *state_;
  state.program.own(selection);
  state.program.run([&state, manner, pause, part](XEvent& event) {
    Program& program = state.program;
    if (event.type == SelectionRequest) {
      const XSelectionRequestEvent& request = event.xselectionrequest;
      ++state.asked;
      if (manner == Manner::is_silent) return true;
      if (manner == Manner::dies_asked) return false;
      const Atom utf8 = program.atom("UTF8_STRING");
      if (request.target != utf8) {
        reply_to(program, request, 0);
      } else if (manner == Manner::answers) {
        put(program, request.requestor, request.property, utf8, state.text);
        reply_to(program, request, request.property);
      } else {
        XSelectInput(program.connection, request.requestor, PropertyChangeMask);
        state.asker = request.requestor;
        state.property = request.property;
        state.at = 0;
        const auto size = static_cast<long>(state.text.size());
        XChangeProperty(program.connection, request.requestor, request.property, program.atom("INCR"), 32,
                        PropModeReplace, reinterpret_cast<const unsigned char*>(&size), 1);
        reply_to(program, request, request.property);
      }
    } else if (event.type == PropertyNotify && event.xproperty.state == PropertyDelete &&
               event.xproperty.window == state.asker && event.xproperty.atom == state.property) {
      pause_for(pause);
      const std::string next = state.text.substr(state.at, part);
      state.at += next.size();
      put(program, state.asker, state.property, program.atom("UTF8_STRING"), next);
      if (next.empty()) state.asker = 0;
    }
    return true;
  });
}

ClipboardOwner::~ClipboardOwner() = default;

int ClipboardOwner::asked() const { return state_->asked; }

void ask_and_vanish(const std::string& display) {
  Program program(display);
  XConvertSelection(program.connection, program.atom("CLIPBOARD"), program.atom("UTF8_STRING"), program.atom("ANSWER"),
                    program.window, CurrentTime);
  XDestroyWindow(program.connection, program.window);
  XSync(program.connection, False);
}

struct ClipboardManager::State {
  explicit State(const std::string& display) : program(display) {}
  mutable std::mutex mutex;
  std::string kept;
  XSelectionRequestEvent request{};
  Program program;  // last: its thread uses the others
};

ClipboardManager::ClipboardManager(const std::string& display) : state_(std::make_unique<State>(display)) {
  State& state = *state_;
  state.program.own("CLIPBOARD_MANAGER");
  state.program.run([&state](XEvent& event) {
    Program& program = state.program;
    if (event.type == SelectionRequest) {
      state.request = event.xselectionrequest;
      XConvertSelection(program.connection, program.atom("CLIPBOARD"), program.atom("UTF8_STRING"),
                        program.atom("KEPT"), program.window, CurrentTime);
    } else if (event.type == SelectionNotify && event.xselection.property != 0) {
      Atom type = 0;
      int format = 0;
      decltype(event.xselection.property) count = 0, left = 0;
      unsigned char* data = nullptr;
      XGetWindowProperty(program.connection, program.window, program.atom("KEPT"), 0, 1'000'000, True, AnyPropertyType,
                         &type, &format, &count, &left, &data);
      {
        const std::lock_guard lock(state.mutex);
        state.kept.assign(reinterpret_cast<const char*>(data), count);
      }
      XFree(data);
      program.own("CLIPBOARD");
      reply_to(program, state.request, state.request.property);
    }
    return true;
  });
}

ClipboardManager::~ClipboardManager() = default;

std::string ClipboardManager::kept() const {
  const std::lock_guard lock(state_->mutex);
  return state_->kept;
}

}  // namespace flatscope::testing
