// Every key, in one table: what dispatches it is also what `?` shows.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace flatscope {

class App;

// A key going down (or repeating) in the window; `key` and `modifiers` are GLFW's numbers.
struct KeyPress {
  int key = 0;
  int modifiers = 0;
  bool repeat = false;
};

struct Shortcut {
  int key;
  int modifiers;       // GLFW_MOD_...; exactly these
  bool repeats;        // held down it acts again
  std::string keys;    // "Ctrl Z", as shown
  std::string group;   // heading in the list of keys
  std::string action;  // what it does, in a few words; empty: another spelling of the row above
  std::function<void(App&)> run;
};

const std::vector<Shortcut>& shortcuts();

// Runs the shortcut that fits; false if none does.
bool dispatch(App& app, const KeyPress& press);

}  // namespace flatscope
