#include "app/files/settings.h"

#include <algorithm>

#include "app/files/settings_file.h"
#include "core/files/paths.h"

namespace flatscope {

namespace fs = std::filesystem;

float first_text_scale(int display_rows) { return display_rows >= 2160 ? 2.0F : display_rows >= 1440 ? 1.5F : 1.0F; }

void remember(Settings& settings, const fs::path& opened) {
  std::error_code error;
  fs::path path = normal_path(absolute_path(opened, error));
  if (error) path = opened;
  auto& recent = settings.recent;
  recent.erase(std::remove(recent.begin(), recent.end(), path), recent.end());
  recent.insert(recent.begin(), path);
  if (recent.size() > most_recent_files) recent.resize(most_recent_files);
  settings.folder = path.parent_path();
}

}  // namespace flatscope
