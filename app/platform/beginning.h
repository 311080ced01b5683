// What is read from the disk while the window opens.
#pragma once

#include <chrono>
#include <filesystem>
#include <future>
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

// Reads on a thread of its own, which is left to itself when nobody wants its answer any more.
class BeginningReader {
 public:
  explicit BeginningReader(const WindowOptions& options);
  // What was read, once it is there; empty if it is not after `patience`. Throws what reading threw: a scene that is
  // none, say.
  std::optional<Beginning> wait(std::chrono::milliseconds patience) const;
  // Instead: the bundled cat, and all that the command line names is late.
  Beginning without_files() const;

 private:
  WindowOptions options_;
  std::shared_future<Beginning> reading_;
};

}  // namespace flatscope
