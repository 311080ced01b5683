// Where the chooser is, and how it gets from one folder to another without waiting for the disk.
#include <algorithm>
#include <utility>

#include "app/dialogs/chooser/state.h"
#include "app/files/assets.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope {

namespace fs = std::filesystem;

void Chooser::State::start(const Settings& settings) {
  open = true;
  recent = settings.recent;
  home = home_folder();
  problem.clear();
  replacing.clear();
  visited_text.clear();
  choice.reset();
  filter.clear();
  take({}, {});
  where = Where::folder;
  folder = settings.folder;
  focus = saving() ? Focus::name : Focus::list;
  path_field.set(path_text(), TextField::Select::all);
  if (saving())
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
      [weak, number, path, select = std::move(select), by = sort, to_save = saving(), only_arrays = arrays(),
       only_folders = wants_folder(), only_others = wants_others()]() -> Worker::Delivery {
        PathAnswer answer = look_to_open(path);
        FolderListing listing;
        if (answer.kind == PathAnswer::Kind::folder) {
          const bool pictures = only_arrays || (!to_save && !only_folders && !only_others);
          listing = list_folder(path, pictures, !only_arrays && !only_folders && !only_others, only_others);
          sort_entries(listing.entries, by);
        } else if (answer.kind == PathAnswer::Kind::file && only_folders) {
          answer = {PathAnswer::Kind::problem, answer.path,
                    "“" + shown(answer.path.filename()) + "” is a file: choose the folder that it lies in."};
        } else if (answer.kind == PathAnswer::Kind::file && !to_save && !only_arrays && !only_others &&
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
            for (FileEntry& entry : listing.entries)
              if (state->wanted(entry)) found.push_back({std::move(entry), {}});
            state->take(std::move(found), select);
            // What has been typed since stays.
            const bool typing = state->focus == Focus::filter ||
                                (state->focus == Focus::path && state->path_field.text() != state->visited_text);
            if (!typing) state->leave_field();
          } else if (!state->saving()) {
            state->choice = FileChoice{state->use, {answer.path}, {}};
          } else if (kind_of_name(utf8(answer.path.filename())) == state->saved_kind()) {
            state->name_field.set(utf8(answer.path.filename()), TextField::Select::stem);
            state->visit(answer.path.parent_path());
          } else {
            state->problem = "“" + shown(answer.path.filename()) + "” is no folder to save in.";
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
  visited_text = typed;
  visit(typed_path(typed, typed_base(), home));
}

void Chooser::State::go_up() {
  if (focus == Focus::filter) leave_field();
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
  leave_field();
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
          found.erase(std::remove_if(found.begin(), found.end(),
                                     [&](const ChooserItem& item) { return !state->wanted(item.file); }),
                      found.end());
          state->visiting = false;
          state->where = Where::recent;
          state->take(std::move(found), {});
          if (state->focus == Focus::list) state->leave_field();
        };
      },
      nullptr);
}

bool Chooser::State::wanted(const FileEntry& file) const {
  if (saves_others() && file.kind != FileKind::folder) return saved_file(use).has_ending(file.name);
  if (!(arrays() || wants_others()) || file.kind == FileKind::folder) return true;
  const auto ends_with = [&name = file.name](std::string_view ending) {
    return name.size() > ending.size() && name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
  };
  if (wants_weights())
    return ends_with(".safetensors") || ends_with(".SAFETENSORS") || ends_with(".npz") || ends_with(".NPZ");
  if (wants_text()) return ends_with(".txt") || ends_with(".TXT") || ends_with(".csv") || ends_with(".CSV");
  return ends_with(".npy") || ends_with(".NPY");
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

}  // namespace flatscope
