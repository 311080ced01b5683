#include "app/files/storage.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "app/files/folders.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"
#include "core/files/streams.h"

namespace flatscope {

namespace fs = std::filesystem;

FileStorage::FileStorage(fs::path settings_folder, fs::path session_folder)
    : settings_folder_(std::move(settings_folder)), session_folder_(std::move(session_folder)) {}

fs::path FileStorage::path_of(KeptText what) const {
  const bool settings = what == KeptText::settings;
  const fs::path& folder = settings ? settings_folder_ : session_folder_;
  return folder.empty() ? folder : folder / (settings ? "settings.toml" : "session.toml");
}

bool FileStorage::has(KeptText what) const {
  const fs::path path = path_of(what);
  std::error_code error;
  return !path.empty() && fs::is_regular_file(path, error);
}

std::optional<std::string> FileStorage::read(KeptText what, std::uintmax_t longest) const {
  const fs::path path = path_of(what);
  std::error_code error;
  if (path.empty() || !fs::exists(path, error)) return std::nullopt;
  const std::vector<std::byte> bytes = read_plain_file(path, longest);
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

void FileStorage::write(KeptText what, std::string_view text) {
  const fs::path path = path_of(what);
  if (path.empty()) throw std::runtime_error("There is no home folder to keep it in.");
  fs::create_directories(path.parent_path());
  write_file(path, text);
}

std::string FileStorage::obstacle(KeptText what) const {
  const fs::path path = path_of(what);
  return is_stream(path) ? fmt::format("{} is a pipe or a device, not a file.", shown(path)) : std::string();
}

FileStorage user_storage() {
  return {user_folder("XDG_CONFIG_HOME", ".config"), user_folder("XDG_STATE_HOME", ".local/state")};
}

bool MemoryStorage::has(KeptText what) const {
  const std::lock_guard lock(mutex_);
  return texts_.count(what) != 0;
}

std::optional<std::string> MemoryStorage::read(KeptText what, std::uintmax_t longest) const {
  const std::lock_guard lock(mutex_);
  const auto found = texts_.find(what);
  if (found == texts_.end()) return std::nullopt;
  if (found->second.size() > longest) throw std::runtime_error("The text that was kept is too long.");
  return found->second;
}

void MemoryStorage::write(KeptText what, std::string_view text) {
  const std::lock_guard lock(mutex_);
  texts_[what] = text;
}

}  // namespace flatscope
