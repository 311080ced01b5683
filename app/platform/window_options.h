// What the command line asks of the window.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/engine/scene.h"
#include "app/files/settings.h"

namespace flatscope {

struct WindowOptions {
  std::vector<std::filesystem::path> files;  // pictures, in the order given; the first is shown
  std::optional<std::filesystem::path> scene;
  std::optional<std::string> link;  // to a scene (files/scene_link.h), in place of `scene`
  std::optional<std::filesystem::path> lesson;
  std::optional<Stage> stage;
  std::optional<Theme> theme;
  std::optional<float> text_scale;
  bool brings_back = false;  // in a page: the last session opens by itself, where other homes only offer it
};

// Opens the window and returns when it is closed: the process's exit code.
int run_window(const WindowOptions& options);

}  // namespace flatscope
