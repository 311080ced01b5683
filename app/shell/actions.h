// Every command of the program, once: its id, its words, its keys, its icon, when it is possible and what it does. What
// dispatches keys, the rail's tools, the list of keys and what buttons ask for (Edit::run) all read this table.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/dialogs/keys.h"
#include "app/engine/scene.h"
#include "app/widgets/icons.h"
#include "app/widgets/key_press.h"

namespace flatscope {

class App;

struct Action {
  std::string_view id;          // "undo"; a stage's own begin with its name: "convolve.play"
  std::string_view words;       // "Undo"
  std::string_view keys = {};   // "Ctrl Shift Z, Ctrl Y" (chords.h); may be empty
  std::string_view group = {};  // its heading in the list of keys
  std::function<void(App&)> run = {};
  Icon icon = nullptr;                        // of the rail's tool; null: it is none
  bool (*possible)(const App&) = nullptr;     // null: always
  bool repeats = false;                       // held down, the key acts again
  std::optional<Stage> stage = std::nullopt;  // only while this one is shown
  bool lesson = false;                        // only while one is played, and before others that have the same keys
  bool presented = false;                     // the same of one that is presented to a class
  std::function<void(App&)> let_go = {};      // when the key is no longer held; empty: nothing happens then
  bool yields_to_fields = false;              // a text field that has the keyboard takes these keys instead
  // What the list of keys says where several commands share a line: it stands with the first of them.
  std::string_view line_keys = {}, line_words = {};
  bool told_above = false;
};

const std::vector<Action>& actions();

// Throws std::logic_error where there is none.
const Action& action(std::string_view id);

// Does it if it is possible now.
void run(App& app, const Action& action);

// "Undo (Ctrl Z)", for a tooltip.
std::string words_with_key(const Action& action);

// The lines of the list of keys: those of the stage that is shown first, under its title, the others in their order.
std::vector<KeyLine> key_lines(std::optional<Stage> shown = std::nullopt);

// Runs the action that the keys are of; false if there is none. `in_field`: a text field has the keyboard.
bool dispatch(App& app, const KeyPress& press, bool in_field);
// No text field makes anything of this key: it keeps its meaning while one has the keyboard.
bool passes_fields(const KeyPress& press);
// A key is no longer held.
void let_go(App& app, const KeyPress& key);

}  // namespace flatscope
