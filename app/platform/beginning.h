// What is read from the disk while the window opens.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/engine/scene.h"
#include "app/files/session.h"
#include "app/platform/window_options.h"

namespace flatscope {

struct Beginning {
  Scene scene;
  std::optional<Session> interrupted;  // shown instead: the last run did not end well
  bool offer_last = false;             // it did: its session can be brought back
  std::vector<std::string> complaints;
  // What is read once the window is there, since it may take any time: pipes and devices.
  std::optional<std::filesystem::path> late_scene;
  std::vector<std::filesystem::path> late_pictures;
};

// Reads what the command line names, or the last session: as long as the disk takes. Throws for a scene that is none.
Beginning read_beginning(const WindowOptions& options, const Storage& storage);
// Instead, where that takes too long: the bundled cat, and all that the command line names is late.
Beginning beginning_without_files(const WindowOptions& options);

}  // namespace flatscope
