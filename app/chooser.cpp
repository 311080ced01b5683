#include "app/chooser.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <utility>

#include "app/chooser_state.h"
#include "app/scene/assets.h"
#include "core/file.h"

namespace flatscope {

namespace fs = std::filesystem;

Chooser::Chooser(Worker& worker) : state_(std::make_shared<State>(worker)) {}
Chooser::~Chooser() = default;

void Chooser::open(const Settings& settings) { state_->start(settings, false); }

void Chooser::open_to_save(const Settings& settings, const fs::path& suggested) {
  Settings there = settings;
  if (suggested.has_parent_path()) there.folder = suggested.parent_path();
  state_->start(there, true);
  state_->name_field.set(utf8(suggested.filename()), TextField::Select::stem);
}

void Chooser::close() {
  state_->open = false;
  ++state_->visits;
}

bool Chooser::is_open() const { return state_->open; }

std::optional<Chooser::Choice> Chooser::draw(Ui& ui, const Rect& screen, const std::vector<KeyPress>& keys) {
  if (!state_->open) return std::nullopt;
  state_->handle(keys);
  if (state_->open) state_->draw(ui, screen);
  if (state_->choice) close();
  return std::exchange(state_->choice, std::nullopt);
}

void Chooser::State::start(const Settings& settings, bool to_save) {
  open = first_frame = true;
  saving = to_save;
  recent = settings.recent;
  home = home_folder();
  problem.clear();
  replacing.clear();
  choice.reset();
  take({}, {});
  where = Where::folder;
  folder = settings.folder;
  focus = saving ? Focus::name : Focus::list;
  path_field.set(path_text(), TextField::Select::all);
  if (saving)
    name_field.focus(TextField::Select::stem);
  else
    path_field.focus(TextField::Select::all);

  // Which places exist is asked of the disk, and where nothing is remembered they say where to begin.
  const auto weak = weak_from_this();
  worker.submit(
      Worker::Lane::background, "chooser places",
      [weak, remembered = folder, number = ++visits]() -> Worker::Delivery {
        std::vector<PlaceFolder> found = usual_places();
        const bool there = !remembered.empty() && look_to_open(remembered).kind == PathAnswer::Kind::folder;
        return [weak, found = std::move(found), remembered, there, number]() mutable {
          const auto state = weak.lock();
          if (!state) return;
          state->places = std::move(found);
          if (state->visits != number) return;
          const auto pictures = std::find_if(state->places.begin(), state->places.end(),
                                             [](const PlaceFolder& one) { return one.title == "Pictures"; });
          if (there)
            state->visit(remembered);
          else if (pictures != state->places.end())
            state->visit(pictures->path);
          else if (!state->places.empty())
            state->visit(state->places.front().path);
        };
      },
      nullptr);
}

std::string Chooser::State::path_text() const {
  if (where != Where::folder || folder.empty()) return {};
  std::string text = utf8(folder);
  if (text.back() != '/' && text.back() != '\\') text += '/';
  return text;
}

fs::path Chooser::State::typed_base() const { return folder.empty() ? home : folder; }

void Chooser::State::visit(const fs::path& path, std::string select) {
  problem.clear();
  replacing.clear();
  visiting = true;
  visiting_since = ImGui::GetTime();
  const auto weak = weak_from_this();
  const long long number = ++visits;
  worker.submit(
      Worker::Lane::background, "chooser visit",
      [weak, number, path, select = std::move(select), by = sort, to_save = saving]() -> Worker::Delivery {
        PathAnswer answer = look_to_open(path);
        FolderListing listing;
        if (answer.kind == PathAnswer::Kind::folder) {
          listing = list_folder(path, !to_save, true);
          sort_entries(listing.entries, by);
        } else if (answer.kind == PathAnswer::Kind::file && !to_save &&
                   kind_of_name(utf8(path.filename())) == FileKind::other) {
          open_picture(path);  // an unusual ending: whether it is a picture is seen by reading it
        }
        return [weak, number, answer = std::move(answer), listing = std::move(listing), select]() mutable {
          const auto state = weak.lock();
          if (!state || state->visits != number) return;
          state->visiting = false;
          if (!listing.problem.empty()) answer = {PathAnswer::Kind::problem, answer.path, listing.problem};
          if (answer.kind == PathAnswer::Kind::problem) {
            state->problem = answer.sentence;
          } else if (answer.kind == PathAnswer::Kind::folder) {
            state->where = Where::folder;
            state->folder = answer.path;
            std::vector<ChooserItem> found;
            found.reserve(listing.entries.size());
            for (FileEntry& entry : listing.entries) found.push_back({std::move(entry), {}});
            state->take(std::move(found), select);
            state->leave_field();
          } else if (!state->saving) {
            state->choice = Choice{{answer.path}, {}, false};
          } else if (kind_of_name(utf8(answer.path.filename())) == FileKind::scene) {
            state->name_field.set(utf8(answer.path.filename()), TextField::Select::stem);
            state->visit(answer.path.parent_path());
          } else {
            state->problem = "“" + utf8(answer.path.filename()) + "” is no folder to save a scene in.";
          }
        };
      },
      [weak, number](const std::string& what) {
        const auto state = weak.lock();
        if (!state || state->visits != number) return;
        state->visiting = false;
        state->problem = what;
      });
}

void Chooser::State::visit_typed() {
  const std::string& typed = path_field.text();
  if (typed.find_first_not_of(' ') == std::string::npos) {
    problem = "Type the path of a picture, a scene or a folder, such as ~/Pictures.";
    return;
  }
  visit(typed_path(typed, typed_base(), home));
}

void Chooser::State::go_up() {
  if (where != Where::folder) {
    if (!folder.empty()) visit(folder);
    return;
  }
  const fs::path parent = folder.parent_path();
  if (!parent.empty() && parent != folder) visit(parent, utf8(folder.filename()));
}

void Chooser::State::reload() {
  if (where == Where::recent)
    show_recent();
  else if (where == Where::folder && !folder.empty())
    visit(folder, cursor >= 0 ? items[static_cast<std::size_t>(cursor)].file.name : std::string());
}

void Chooser::State::show_recent() {
  problem.clear();
  visiting = true;
  visiting_since = ImGui::GetTime();
  const auto weak = weak_from_this();
  const long long number = ++visits;
  worker.submit(
      Worker::Lane::background, "chooser visit",
      [weak, number, paths = recent]() -> Worker::Delivery {
        std::vector<ChooserItem> found;
        for (const fs::path& path : paths) {
          ChooserItem item{file_entry(path), {}};
          if (item.file.kind == FileKind::picture || item.file.kind == FileKind::scene)
            found.push_back(std::move(item));
        }
        return [weak, number, found = std::move(found)]() mutable {
          const auto state = weak.lock();
          if (!state || state->visits != number) return;
          state->visiting = false;
          state->where = Where::recent;
          state->take(std::move(found), {});
          state->leave_field();
        };
      },
      nullptr);
}

void Chooser::State::show_bundled() {
  ++visits;
  visiting = false;
  problem.clear();
  where = Where::bundled;
  std::vector<ChooserItem> found;
  for (const BundledImage& image : bundled_images()) {
    ChooserItem item;
    item.file.name = image.title;
    item.file.kind = FileKind::picture;
    item.bundled = image.name;
    found.push_back(std::move(item));
  }
  take(std::move(found), {});
  leave_field();
}

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

void Chooser::State::complete() {
  const auto weak = weak_from_this();
  worker.submit(
      Worker::Lane::background, "chooser complete",
      [weak, typed = path_field.text(), base = typed_base(), at_home = home]() -> Worker::Delivery {
        std::string whole = complete_path(typed, base, at_home);
        return [weak, typed, whole = std::move(whole)] {
          const auto state = weak.lock();
          if (state && state->path_field.text() == typed) state->path_field.set(whole);
        };
      },
      nullptr);
}

void Chooser::State::save_under_name() {
  problem.clear();
  const auto weak = weak_from_this();
  worker.submit(
      Worker::Lane::background, "chooser save",
      [weak, name = name_field.text(), base = typed_base(), at_home = home]() -> Worker::Delivery {
        PathAnswer answer = look_to_save(name, base, at_home);
        return [weak, name, answer = std::move(answer)] {
          const auto state = weak.lock();
          if (!state || !state->open || state->name_field.text() != name) return;
          if (answer.kind == PathAnswer::Kind::problem)
            state->problem = answer.sentence;
          else if (answer.kind == PathAnswer::Kind::exists)
            state->replacing = answer.path;
          else
            state->choose_save(answer.path);
        };
      },
      [weak](const std::string& what) {
        if (const auto state = weak.lock()) state->problem = what;
      });
}

void Chooser::State::choose_save(const fs::path& path) { choice = Choice{{path}, {}, true}; }

std::vector<int> Chooser::State::chosen_indices() const {
  std::vector<int> out;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (chosen[i] != 0) out.push_back(static_cast<int>(i));
  return out;
}

void Chooser::State::open_chosen() {
  if (focus == Focus::path) return visit_typed();
  if (saving) return save_under_name();
  const std::vector<int> indices = chosen_indices();
  if (indices.empty()) return;
  const ChooserItem& first = items[static_cast<std::size_t>(indices.front())];
  if (indices.size() == 1 && !first.bundled.empty()) {
    choice = Choice{{}, first.bundled, false};
    return;
  }
  if (indices.size() == 1) return visit(first.file.path);
  Choice several;
  for (const int index : indices) {
    const ChooserItem& item = items[static_cast<std::size_t>(index)];
    if (item.file.kind != FileKind::folder) several.paths.push_back(item.file.path);
  }
  if (several.paths.empty())
    problem = "Several folders can’t be opened at once: choose one of them.";
  else
    choice = std::move(several);
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
