// What is chosen in the chooser, and what keys do to it.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <utility>

#include "app/dialogs/chooser/state.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {

namespace {

constexpr std::size_t nowhere = std::string_view::npos;

// Where `letters` begin in `name`, upper and lower case alike (ASCII).
std::size_t found_at(std::string_view name, std::string_view letters) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  const auto at = std::search(name.begin(), name.end(), letters.begin(), letters.end(),
                              [&](char a, char b) { return lower(a) == lower(b); });
  return at == name.end() && !letters.empty() ? nowhere : static_cast<std::size_t>(at - name.begin());
}

}  // namespace

void Chooser::State::take(std::vector<ChooserItem> found, const std::string& select) {
  all = std::move(found);
  show_matches(select);
}

void Chooser::State::set_filter(std::string letters) {
  const std::string select = cursor >= 0 ? items[static_cast<std::size_t>(cursor)].file.name : std::string();
  filter = std::move(letters);
  show_matches(select);
}

// Without a filter the item called `select` is chosen; with one the first whose name begins so, or else the first.
void Chooser::State::show_matches(const std::string& select) {
  items.clear();
  int best = -1;
  bool begins = false;
  for (const ChooserItem& item : all) {
    const std::size_t at = found_at(item.file.name, filter);
    if (at == nowhere) continue;
    const auto index = static_cast<int>(items.size());
    if (filter.empty()) {
      if (!select.empty() && item.file.name == select) best = index;
    } else if (best < 0 || (at == 0 && !begins)) {
      best = index;
      begins = at == 0;
    }
    items.push_back(item);
  }
  chosen.assign(items.size(), 0);
  cursor = anchor = -1;
  to_top = true;
  if (best >= 0) choose_only(best);
}

void Chooser::State::sort_again() {
  if (where != Where::folder) return;
  const std::string select = cursor >= 0 ? items[static_cast<std::size_t>(cursor)].file.name : std::string();
  std::vector<FileEntry> entries;
  entries.reserve(all.size());
  for (ChooserItem& item : all) entries.push_back(std::move(item.file));
  sort_entries(entries, sort);
  std::vector<ChooserItem> sorted;
  sorted.reserve(entries.size());
  for (FileEntry& entry : entries) sorted.push_back({std::move(entry), {}});
  take(std::move(sorted), select);
}

std::vector<int> Chooser::State::chosen_indices() const {
  std::vector<int> out;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (chosen[i] != 0) out.push_back(static_cast<int>(i));
  return out;
}

void Chooser::State::choose_only(int index) {
  std::fill(chosen.begin(), chosen.end(), 0);
  cursor = anchor = index;
  if (index < 0) return;
  chosen[static_cast<std::size_t>(index)] = 1;
  reveal = true;
  const FileEntry& file = items[static_cast<std::size_t>(index)].file;
  if (saving() && file.kind == saved_kind()) {
    name_field.set(file.name, TextField::Select::stem);
    replacing.clear();
  }
}

void Chooser::State::move(Move step, bool extend) {
  const int next = move_selection(cursor, static_cast<int>(items.size()), columns, rows_a_page, step);
  if (next < 0) return;
  if (!extend || saving() || anchor < 0 || where == Where::bundled) return choose_only(next);
  std::fill(chosen.begin(), chosen.end(), 0);
  for (int i = std::min(anchor, next); i <= std::max(anchor, next); ++i) chosen[static_cast<std::size_t>(i)] = 1;
  cursor = next;
  reveal = true;
}

void Chooser::State::leave_field() {
  if (!filter.empty()) set_filter({});
  focus = saving() ? Focus::name : Focus::list;
  path_field.set(path_text(), TextField::Select::all);
}

void Chooser::State::typed(const std::string& text) {
  if (text.empty() || text == path_text()) return leave_field();  // an editing key that was meant for the list
  if (text.front() == '~' || text.find_first_of("/\\") != std::string::npos) {
    if (!filter.empty()) set_filter({});
    focus = Focus::path;
    return;
  }
  focus = Focus::filter;
  set_filter(text);
}

void Chooser::State::handle(const std::vector<KeyPress>& keys) {
  bool moved = false;  // by a key that the waiting field has seen too
  for (const KeyPress& press : keys) {
    const bool control = (press.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0;
    const bool alt = (press.modifiers & GLFW_MOD_ALT) != 0, shift_key = (press.modifiers & GLFW_MOD_SHIFT) != 0;
    const bool in_list = focus == Focus::list || focus == Focus::filter;
    if (!control) compat::press_again(press.key);
    const auto move_in_list = [&](Move step, bool from_field) {
      if (in_list || from_field) {
        if (focus == Focus::path) leave_field();
        if (focus == Focus::filter) path_field.set(filter);  // its caret stays at the end
        move(step, shift_key);
      }
    };
    switch (press.key) {
      case GLFW_KEY_ESCAPE:
        if (press.repeat) break;
        if (!replacing.empty()) {
          replacing.clear();
        } else if (focus == Focus::filter) {
          leave_field();
          field_reverts = true;
        } else {
          open = false;
          ++visits;
          return;
        }
        break;
      case GLFW_KEY_ENTER:
      case GLFW_KEY_KP_ENTER:
        // While a field is typed into, the field itself tells of Enter, after all the letters before it.
        if (press.repeat) break;
        if (!replacing.empty())
          choose_save(replacing);
        else if (focus == Focus::list)
          open_chosen();
        break;
      case GLFW_KEY_BACKSPACE:
        if (focus == Focus::list) go_up();
        break;
      case GLFW_KEY_UP:
        if (alt)
          go_up();
        else
          move_in_list(Move::up, true);
        break;
      case GLFW_KEY_DOWN:
        move_in_list(Move::down, true);
        break;
      case GLFW_KEY_LEFT:
        move_in_list(Move::left, false);
        break;
      case GLFW_KEY_RIGHT:
        move_in_list(Move::right, false);
        break;
      case GLFW_KEY_HOME:
        move_in_list(Move::first, false);
        break;
      case GLFW_KEY_END:
        move_in_list(Move::last, false);
        break;
      case GLFW_KEY_PAGE_UP:
        move_in_list(Move::page_up, true);
        break;
      case GLFW_KEY_PAGE_DOWN:
        move_in_list(Move::page_down, true);
        break;
      case GLFW_KEY_F5:
        reload();
        break;
      default: {
        const bool letter = (press.key >= GLFW_KEY_SPACE && press.key <= GLFW_KEY_GRAVE_ACCENT) ||
                            (press.key >= GLFW_KEY_KP_0 && press.key <= GLFW_KEY_KP_EQUAL);
        if (control && press.key == GLFW_KEY_L) {
          if (focus == Focus::filter) leave_field();
          focus = Focus::path;
          path_field.focus(TextField::Select::all);
        } else if (control && press.key == GLFW_KEY_A && in_list && where != Where::bundled) {
          for (std::size_t i = 0; i < items.size(); ++i) chosen[i] = items[i].file.kind != FileKind::folder;
        } else if (control && press.key == GLFW_KEY_A && !in_list) {
          (focus == Focus::path ? path_field : name_field).focus(TextField::Select::all);
        } else if (letter && focus == Focus::list && (!control || press.key == GLFW_KEY_V)) {
          focus = Focus::filter;  // Enter is the field's from now on, after the letters before it
          problem.clear();
        }
        continue;
      }
    }
    moved = true;
  }
  if (moved && focus == Focus::list) path_field.set(path_text(), TextField::Select::all);
}

}  // namespace flatscope
