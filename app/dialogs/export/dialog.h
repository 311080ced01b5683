// The dialog that writes files: what can be taken from a stage, how large it will be, where it goes.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/engine/worker.h"
#include "app/files/export.h"
#include "app/files/render_wish.h"
#include "app/widgets/key_press.h"
#include "app/widgets/ui.h"

namespace flatscope {

inline constexpr int largest_export_side = 8192;

// What the window shows, drawn anew; `alone`: as the presenter mode has it, without the rail and the inspector.
struct ExportPicture {
  int width = 0, height = 0;  // at 1x
  // Asks for the file, a PNG at 1, 2 or 4 times its size or an SVG, as ExportItem::ask does.
  std::function<void(PictureFormat format, int pixels, bool alone, FileAnswer answer)> ask;
};

struct ExportOffer {
  std::string heading;            // "Layer 1 of chelsea.png"
  std::vector<ExportItem> items;  // of the stage; the picture comes before them by itself
  ExportPicture picture;
  // The folder of everything, as it will stand at `target`.
  std::function<ExportItem(const std::filesystem::path& target, bool alone)> evidence;
  std::string base;              // what the files' names begin with, until it is typed
  std::filesystem::path folder;  // likewise
  bool asks_folder = true;       // false: they go to where a browser puts what is downloaded
};

class ExportDialog {
 public:
  // `done` runs on the window's thread: the files that were written, or a sentence where the dialog is closed by then.
  using Done = std::function<void(const std::vector<std::filesystem::path>& files, const std::string& problem)>;

  ExportDialog(Worker& worker, Done done);
  ~ExportDialog();

  void open(ExportOffer offer);
  void close();  // what is being written is still finished
  bool is_open() const;
  // Draws over everything while open. `keys` are those of this frame: Enter and Escape.
  void draw(Ui& ui, const Rect& screen, const std::vector<KeyPress>& keys);

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with work under way
};

}  // namespace flatscope
