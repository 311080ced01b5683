#include "app/shell/chords.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <cstddef>
#include <stdexcept>
#include <string>

namespace flatscope {
namespace {

struct Name {
  std::string_view name;
  int number;
};

constexpr Name modifier_names[] = {{"Ctrl ", GLFW_MOD_CONTROL}, {"Shift ", GLFW_MOD_SHIFT}, {"Alt ", GLFW_MOD_ALT}};

constexpr Name key_names[] = {
    {"←", GLFW_KEY_LEFT},     {"→", GLFW_KEY_RIGHT},         {"↑", GLFW_KEY_UP},
    {"↓", GLFW_KEY_DOWN},     {"Space", GLFW_KEY_SPACE},     {".", GLFW_KEY_PERIOD},
    {",", GLFW_KEY_COMMA},    {"Delete", GLFW_KEY_DELETE},   {"Home", GLFW_KEY_HOME},
    {"Esc", GLFW_KEY_ESCAPE}, {"Page Up", GLFW_KEY_PAGE_UP}, {"Page Down", GLFW_KEY_PAGE_DOWN},
    {"F1", GLFW_KEY_F1},      {"F5", GLFW_KEY_F5},           {"F6", GLFW_KEY_F6},
    {"F11", GLFW_KEY_F11},    {"Enter", GLFW_KEY_ENTER},
};

// One chord as it is written; `held` are the modifiers before it.
void add(std::string_view key, int held, std::vector<Chord>& all) {
  if (key == "+") {
    all.insert(all.end(), {{GLFW_KEY_EQUAL, held}, {GLFW_KEY_EQUAL, held | GLFW_MOD_SHIFT}, {GLFW_KEY_KP_ADD, held}});
    return;
  }
  if (key == "−") {
    all.insert(all.end(), {{GLFW_KEY_MINUS, held}, {GLFW_KEY_KP_SUBTRACT, held}});
    return;
  }
  if (key == "?") {
    all.push_back({GLFW_KEY_SLASH, held | GLFW_MOD_SHIFT});
    return;
  }
  for (const Name& one : key_names) {
    if (one.name != key) continue;
    all.push_back({one.number, held});
    return;
  }
  // GLFW numbers letters and digits as ASCII does.
  const bool plain = key.size() == 1 && ((key[0] >= 'A' && key[0] <= 'Z') || (key[0] >= '0' && key[0] <= '9'));
  if (!plain) throw std::logic_error("no key is called " + std::string(key));
  all.push_back({key[0], held});
}

}  // namespace

std::vector<Chord> chords_of(std::string_view keys) {
  std::vector<Chord> all;
  while (!keys.empty()) {
    const std::string_view written = first_of(keys);
    std::string_view key = written;
    int held = 0;
    for (const Name& modifier : modifier_names) {
      if (key.substr(0, modifier.name.size()) != modifier.name) continue;
      held |= modifier.number;
      key.remove_prefix(modifier.name.size());
    }
    add(key, held, all);
    keys.remove_prefix(written.size());
    if (!keys.empty()) keys.remove_prefix(2);  // the comma and the space behind it
  }
  return all;
}

std::string_view first_of(std::string_view keys) { return keys.substr(0, keys.find(", ")); }

}  // namespace flatscope
