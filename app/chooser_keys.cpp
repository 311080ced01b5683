// What is chosen in the chooser, and what keys do to it.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <utility>

#include "app/chooser_state.h"
#include "app/imgui_compat.h"

namespace flatscope {

void Chooser::State::take(std::vector<ChooserItem> found, const std::string& select) {
  items = std::move(found);
  chosen.assign(items.size(), 0);
  cursor = anchor = -1;
  to_top = true;
  if (select.empty()) return;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].file.name == select) choose_only(static_cast<int>(i));
}

void Chooser::State::sort_again() {
  const std::string select = cursor >= 0 ? items[static_cast<std::size_t>(cursor)].file.name : std::string();
  if (where != Where::folder) return;
  std::vector<FileEntry> entries;
  entries.reserve(items.size());
  for (ChooserItem& item : items) entries.push_back(std::move(item.file));
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
  if (saving && file.kind == FileKind::scene) {
    name_field.set(file.name, TextField::Select::stem);
    replacing.clear();
  }
}

void Chooser::State::move(Move step, bool extend) {
  const int next = move_selection(cursor, static_cast<int>(items.size()), columns, rows_a_page, step);
  if (next < 0) return;
  if (!extend || saving || anchor < 0 || where == Where::bundled) return choose_only(next);
  std::fill(chosen.begin(), chosen.end(), 0);
  for (int i = std::min(anchor, next); i <= std::max(anchor, next); ++i) chosen[static_cast<std::size_t>(i)] = 1;
  cursor = next;
  reveal = true;
}

void Chooser::State::leave_field() {
  focus = saving ? Focus::name : Focus::list;
  path_field.set(path_text(), TextField::Select::all);
}

void Chooser::State::handle(const std::vector<KeyPress>& keys) {
  bool moved = false;  // by a key that the waiting field has seen too
  for (const KeyPress& press : keys) {
    const bool control = (press.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0;
    const bool alt = (press.modifiers & GLFW_MOD_ALT) != 0, shift = (press.modifiers & GLFW_MOD_SHIFT) != 0;
    const bool in_list = focus == Focus::list;
    if (!control) compat::press_again(press.key);
    const auto move_in_list = [&](Move step, bool from_field) {
      if (in_list || from_field) {
        if (focus == Focus::path) leave_field();
        move(step, shift);
      }
    };
    switch (press.key) {
      case GLFW_KEY_ESCAPE:
        if (!replacing.empty()) {
          replacing.clear();
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
        else if (in_list)
          open_chosen();
        break;
      case GLFW_KEY_BACKSPACE:
        if (in_list) go_up();
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
          focus = Focus::path;
          path_field.focus(TextField::Select::all);
        } else if (control && press.key == GLFW_KEY_A && in_list && where != Where::bundled) {
          for (std::size_t i = 0; i < items.size(); ++i) chosen[i] = items[i].file.kind != FileKind::folder;
        } else if (control && press.key == GLFW_KEY_A && !in_list) {
          (focus == Focus::path ? path_field : name_field).focus(TextField::Select::all);
        } else if (letter && in_list && (!control || press.key == GLFW_KEY_V)) {
          focus = Focus::path;
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
