// The in-app chooser: folders, thumbnails, recent files, bundled pictures and a typed path; for opening pictures and
// scenes and for naming a scene to save.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/engine/worker.h"
#include "app/files/file_question.h"
#include "app/files/settings.h"
#include "app/widgets/key_press.h"
#include "app/widgets/ui.h"

namespace flatscope {

class Chooser {
 public:
  explicit Chooser(Worker& worker);
  ~Chooser();

  // Where something is saved, the suggested path's folder is shown and its name stands in the field.
  void open(const FileQuestion& question, const Settings& settings);
  void close();
  bool is_open() const;

  // Draws over everything while open. A choice once one is made, and the chooser is closed then. `keys` are those of
  // this frame: arrows, Enter, Escape, Backspace (one folder up), F5. Letters leave the names that
  // contain them; with a slash or ~ they are a path.
  std::optional<FileChoice> draw(Ui& ui, const Rect& screen, const std::vector<KeyPress>& keys);

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with work under way, which may outlive the chooser
};

}  // namespace flatscope
