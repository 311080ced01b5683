// Where the program keeps what it remembers for its user: the settings and the last session, each one text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace flatscope {

enum class KeptText { settings, session };

// All functions may be called from any thread.
class Storage {
 public:
  virtual ~Storage() = default;
  virtual bool has(KeptText what) const = 0;
  // UTF-8, as it was written last; empty where there is none. Throws where it can't be read, or has more than `longest`
  // bytes.
  virtual std::optional<std::string> read(KeptText what, std::uintmax_t longest) const = 0;
  // Whole or not at all. Throws with a sentence where that can't be done.
  virtual void write(KeptText what, std::string_view text) = 0;
  // What stands in its place, so that it is neither read nor written, as the end of a sentence; empty where nothing
  // does.
  virtual std::string obstacle(KeptText what) const = 0;
  // A folder for files that the session names, which need not exist; empty where there is none.
  virtual std::filesystem::path session_files() const { return {}; }
};

// In folders: each a file of its own, settings.toml and session.toml. An empty path: there is no such folder.
class FileStorage final : public Storage {
 public:
  FileStorage(std::filesystem::path settings_folder, std::filesystem::path session_folder);
  std::filesystem::path path_of(KeptText what) const;
  bool has(KeptText what) const override;
  std::optional<std::string> read(KeptText what, std::uintmax_t longest) const override;
  void write(KeptText what, std::string_view text) override;
  std::string obstacle(KeptText what) const override;
  std::filesystem::path session_files() const override { return session_folder_; }

 private:
  std::filesystem::path settings_folder_, session_folder_;
};

// The user's: $XDG_CONFIG_HOME/flatscope and $XDG_STATE_HOME/flatscope, or ~/.config/... and ~/.local/state/...
// (%APPDATA% on Windows, ~/Library on macOS); or beside the program (folders.h).
FileStorage user_storage();

// Gone with the program: for pictures and tests.
class MemoryStorage final : public Storage {
 public:
  bool has(KeptText what) const override;
  std::optional<std::string> read(KeptText what, std::uintmax_t longest) const override;
  void write(KeptText what, std::string_view text) override;
  std::string obstacle(KeptText) const override { return {}; }

 private:
  mutable std::mutex mutex_;
  std::map<KeptText, std::string> texts_;
};

}  // namespace flatscope
