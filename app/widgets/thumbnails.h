// Small pictures of files, of the pictures that come with Flatscope, and of opened ones: decoded away from the window's
// thread when they are first drawn, kept while there is room.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "app/engine/worker.h"
#include "app/widgets/ui.h"
#include "core/files/image.h"

namespace flatscope {

// What tells one version of a file from another.
struct FileStamp {
  std::int64_t modified = 0;
  std::uintmax_t size = 0;
  bool operator==(const FileStamp&) const = default;
};

class Thumbnails {
 public:
  explicit Thumbnails(Worker& worker);
  ~Thumbnails();
  Thumbnails(const Thumbnails&) = delete;
  Thumbnails& operator=(const Thumbnails&) = delete;

  // Each draws into the middle of `where`, whole and in its own proportions, transparent parts over a middle grey. A
  // quiet mark stands for what is still being read, another for what can't be. What is drawn first is read first, and
  // what is no longer drawn is not read at all.
  void draw_path(Ui& ui, const Rect& where, const std::filesystem::path& path, const FileStamp& stamp = {});
  // The kernels in a .npy, as many as a layer can have, side by side.
  void draw_kernels(Ui& ui, const Rect& where, const std::filesystem::path& path, const FileStamp& stamp = {});
  void draw_bundled(Ui& ui, const Rect& where, std::string_view name);
  void draw_image(Ui& ui, const Rect& where, const std::shared_ptr<const Image>& image);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace flatscope
