// What a stage is told and tells when a scene is read and written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace flatscope {

struct SceneReading {
  std::filesystem::path folder;          // that paths in the file are relative to
  std::vector<std::string>& complaints;  // a sentence for each thing that is left out
  bool opens_files = true;               // false: it came in a link, whose sender has no business on this disk

  // From the root, the path of a file that is to be read. Throws std::runtime_error where none may be.
  std::filesystem::path file(const std::filesystem::path& named) const;
};

// A file beside the scene's, which it names: weights.
struct BesideFile {
  std::filesystem::path path;
  std::function<std::vector<std::byte>()> make;  // on a worker; throws with a sentence
  std::int64_t bytes = 0;                        // about so many
};

// As a scene in `folder` names a file: relatively where it lies below or near, so that both can be moved together.
std::filesystem::path named_from(const std::filesystem::path& folder, const std::filesystem::path& path);

}  // namespace flatscope
