// Display's insides, for display.cpp and drop.cpp alone: Xlib defines None, Bool and Status as macros.
#pragma once

#include <X11/Xlib.h>

#include <string>

#include "display.h"
#include "process.h"

namespace flatscope::testing {

struct Display::State {
  std::string name;
  std::unique_ptr<Process> server;
  ::Display* connection = nullptr;
  Window window = 0;
  bool by_wine = false;

  Atom atom(const char* words) const { return XInternAtom(connection, words, False); }
  ~State() {
    if (connection != nullptr) XCloseDisplay(connection);
  }
};

}  // namespace flatscope::testing
