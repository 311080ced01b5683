// The in-app chooser: folders, thumbnails, recent files, bundled pictures and a typed path; for opening pictures and
// scenes and for naming a scene to save.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/engine/worker.h"
#include "app/files/settings.h"
#include "app/widgets/key_press.h"
#include "app/widgets/ui.h"

namespace flatscope {

class Chooser {
 public:
  explicit Chooser(Worker& worker);
  ~Chooser();

  void open(const Settings& settings);
  // `suggested` is a whole path; its folder is shown and its name stands in the field.
  void open_to_save(const Settings& settings, const std::filesystem::path& suggested);
  // One array to load a kernel from, or a name for one; Choice::kernel is set then.
  void open_kernel(const Settings& settings);
  void open_to_save_kernel(const Settings& settings, const std::filesystem::path& suggested);
  void close();
  bool is_open() const;

  struct Choice {
    std::vector<std::filesystem::path> paths;  // one or more to open, exactly one to save
    std::string bundled;                       // or the name of a bundled picture
    bool save = false;
    bool kernel = false;
  };
  // Draws over everything while open. A Choice once one is made, and the chooser is closed then. `keys` are those of
  // this frame: arrows, Enter, Escape, Backspace (one folder up), F5. Letters leave the names that
  // contain them; with a slash or ~ they are a path.
  std::optional<Choice> draw(Ui& ui, const Rect& screen, const std::vector<KeyPress>& keys);

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with work under way, which may outlive the chooser
};

}  // namespace flatscope
