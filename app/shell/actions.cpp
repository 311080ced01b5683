#include "app/shell/actions.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "app/shell/app.h"
#include "app/shell/browser_keys.h"
#include "app/shell/chords.h"

namespace flatscope {

const Action& action(std::string_view id) {
  for (const Action& one : actions())
    if (one.id == id) return one;
  throw std::logic_error("there is no action " + std::string(id));
}

void run(App& app, const Action& action) {
  if (action.stage && *action.stage != app.scene().stage) return;
  if (action.possible != nullptr && !action.possible(app)) return;
  action.run(app);
}

std::string words_with_key(const Action& action) {
  if (action.keys.empty()) return std::string(action.words);
  return fmt::format("{} ({})", action.words, first_of(action.keys));
}

std::vector<KeyLine> key_lines(std::optional<Stage> shown) {
  std::vector<KeyLine> lines;
  std::size_t first = 0;  // of those that are no stage's own
  for (const Action& one : actions()) {
    if (one.told_above || one.keys.empty()) continue;
    KeyLine line{std::string(one.group), {}, std::string(one.line_words.empty() ? one.words : one.line_words)};
    std::string_view keys = one.line_keys.empty() ? one.keys : one.line_keys;
    while (!keys.empty()) {
      line.spellings.emplace_back(first_of(keys));
      keys.remove_prefix(std::min(keys.size(), line.spellings.back().size() + 2));
    }
    if (!one.stage || one.stage != shown) {
      lines.push_back(std::move(line));
      continue;
    }
    // Under its own title it need not be named once more.
    const std::string title{model_of(*shown).title}, named = " (" + title + ")";
    line.group = title;
    if (line.words.ends_with(named)) line.words.resize(line.words.size() - named.size());
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(first++), std::move(line));
  }
  if (in_browser)
    for (KeyLine& line : browser_key_lines()) lines.push_back(std::move(line));
  return lines;
}

namespace {

// As it is written, of those that the action has; empty where these keys are not among them.
std::string_view written(const Action& action, const Chord& chord) {
  for (std::string_view rest = action.keys; !rest.empty();) {
    const std::string_view one = first_of(rest);
    const std::vector<Chord> ways = chords_of(one);
    if (std::find(ways.begin(), ways.end(), chord) != ways.end()) return one;
    rest.remove_prefix(std::min(rest.size(), one.size() + 2));
  }
  return {};
}

bool listens(const App& app, const Action& action) {
  if (action.stage && *action.stage != app.scene().stage) return false;
  if (action.presented && !presents_lesson(app.view())) return false;
  return action.possible == nullptr || action.possible(app);
}

}  // namespace

bool dispatch(App& app, const KeyPress& press, bool in_field) {
  // Caps Lock and Num Lock are no reason for a key not to work; Cmd stands for Ctrl.
  int modifiers = press.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SHIFT | GLFW_MOD_ALT | GLFW_MOD_SUPER);
  if ((modifiers & GLFW_MOD_SUPER) != 0) modifiers = (modifiers & ~GLFW_MOD_SUPER) | GLFW_MOD_CONTROL;
  // Before a class, and in a lesson, keys have the meaning that they have there.
  for (const bool of_lessons : {true, false}) {
    for (const Action& one : actions()) {
      if ((one.lesson || one.presented) != of_lessons) continue;
      if (in_field && one.yields_to_fields) continue;
      if (!listens(app, one)) continue;  // the next one may have the same keys
      const std::string_view keys = written(one, {press.key, modifiers});
      if (keys.empty()) continue;
      if (press.repeat && !one.repeats) return true;
      app.tell_key(keys, one.words);
      run(app, one);
      return true;
    }
  }
  return false;
}

bool passes_fields(const KeyPress& press) {
  return press.key == GLFW_KEY_PAGE_UP || press.key == GLFW_KEY_PAGE_DOWN ||
         (press.key >= GLFW_KEY_F1 && press.key <= GLFW_KEY_F25);
}

void let_go(App& app, const KeyPress& key) {
  for (const Action& one : actions())
    if (one.let_go && !written(one, {key.key, 0}).empty()) one.let_go(app);
}

}  // namespace flatscope
