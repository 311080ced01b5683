// The last session: written after every finished change, so that a crash or a kill loses nothing.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/engine/scene.h"
#include "app/files/storage.h"

namespace flatscope {

struct Session {
  Scene scene;
  std::filesystem::path scene_path;  // where Ctrl+S saves; empty if never saved
  bool saved = true;                 // false: changes since the last save
  bool ended_well = true;            // false: the program did not come to say goodbye
};

// Never throws for a full disk or a missing folder: a lesson must not stop over this; returns a sentence instead.
std::optional<std::string> store_session(Storage& storage, const Session& session);
// Empty if there is none or it can't be read.
std::optional<Session> load_session(const Storage& storage, std::vector<std::string>& complaints);
// The cheap part alone: did the last run end well? True if there is no session at all.
bool last_session_ended_well(const Storage& storage);
// One sentence where something stands in the session's place, which is neither read nor written; else empty.
std::string session_problem(const Storage& storage);
void mark_session_ended(Storage& storage);

// What a running program stores of its session, from any thread. After the end nothing older is written over it: a job
// that keeps the last change may still be at work when the program leaves.
class SessionKeeper {
 public:
  explicit SessionKeeper(Storage& storage) : storage_(storage) {}
  std::optional<std::string> keep(const Session& session);  // as store_session; nothing after the end
  void end(const Session& session);                         // waits for a keep() that is under way

 private:
  Storage& storage_;
  std::mutex mutex_;
  bool ended_ = false;
};

}  // namespace flatscope
