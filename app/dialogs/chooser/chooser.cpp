#include "app/dialogs/chooser/chooser.h"

#include <utility>

#include "app/dialogs/chooser/state.h"
#include "core/files/file.h"

namespace flatscope {

namespace fs = std::filesystem;

Chooser::Chooser(Worker& worker) : state_(std::make_shared<State>(worker)) {}
Chooser::~Chooser() = default;

void Chooser::open(const FileQuestion& question, const Settings& settings) {
  Settings there = settings;
  if (question.suggested.has_parent_path()) there.folder = question.suggested.parent_path();
  state_->use = question.use;
  state_->start(there);
  if (saves(question.use)) state_->name_field.set(utf8(question.suggested.filename()), TextField::Select::stem);
}

void Chooser::close() {
  state_->open = false;
  ++state_->visits;
}

bool Chooser::is_open() const { return state_->open; }

std::optional<FileChoice> Chooser::draw(Ui& ui, const Rect& screen, const std::vector<KeyPress>& keys) {
  if (!state_->open) return std::nullopt;
  state_->handle(keys);
  if (state_->open) state_->draw(ui, screen);
  if (state_->choice) close();
  return std::exchange(state_->choice, std::nullopt);
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
      [weak, name = name_field.text(), base = typed_base(), at_home = home, wants = use]() -> Worker::Delivery {
        PathAnswer answer = look_to_save(name, base, at_home, saved_file(wants));
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

void Chooser::State::choose_save(const fs::path& path) { choice = FileChoice{use, {path}, {}}; }

void Chooser::State::open_chosen() {
  if (focus == Focus::path) return visit_typed();
  if (saving()) return save_under_name();
  if (focus == Focus::filter && visiting) return;  // what the letters choose among is not there yet
  const std::vector<int> indices = chosen_indices();
  if (indices.empty() && focus == Focus::filter) {
    // No name that is shown: perhaps that of a file with an unusual ending.
    set_filter({});
    focus = Focus::path;
    return visit_typed();
  }
  if (indices.empty() && wants_folder()) return choose_folder();
  if (indices.empty()) return;
  const ChooserItem& first = items[static_cast<std::size_t>(indices.front())];
  if (indices.size() == 1 && !first.bundled.empty()) {
    choice = FileChoice{use, {}, first.bundled};
    return;
  }
  if (indices.size() == 1) {
    const fs::path path = first.file.path;
    if (first.file.kind == FileKind::folder) leave_field();
    return visit(path);
  }
  FileChoice several{use, {}, {}};
  for (const int index : indices) {
    const ChooserItem& item = items[static_cast<std::size_t>(index)];
    if (item.file.kind != FileKind::folder) several.paths.push_back(item.file.path);
  }
  if (arrays())
    problem = "A kernel comes from one file: choose one.";
  else if (!anything())
    problem = "Choose one of them.";
  else if (several.paths.empty())
    problem = "Several folders can’t be opened at once: choose one of them.";
  else
    choice = std::move(several);
}

void Chooser::State::choose_folder() {
  const std::vector<int> indices = chosen_indices();
  if (indices.size() > 1) {
    problem = "Choose one of them.";
    return;
  }
  const fs::path chosen_one = indices.empty() ? folder : items[static_cast<std::size_t>(indices.front())].file.path;
  if (!chosen_one.empty()) choice = FileChoice{use, {chosen_one}, {}};
}

}  // namespace flatscope
